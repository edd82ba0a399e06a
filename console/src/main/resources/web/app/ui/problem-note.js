import { LitElement, css, html, nothing } from 'lit';
import { icons } from './icon.js';
import { base, buttons } from './styles.js';

/** An error, told where it matters, with a way to try again. Shows nothing while there is no problem. */
class ProblemNote extends LitElement {
  static properties = { what: {}, problem: { attribute: false } };

  static styles = [base, buttons, css`
    .note { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; margin-bottom: 16px; padding: 10px 14px;
      border-radius: 10px; background: var(--warning-tint); color: var(--warning); }
    p { flex: 1 1 20ch; color: var(--text); }
    strong { font-weight: 600; }
  `];

  render() {
    if (!this.problem) return nothing;
    return html`<div class="note" role="alert">
      ${icons.warning}
      <p><strong>${this.what}</strong> ${this.problem.message}</p>
      <button @click=${this.#again}>Try again</button>
    </div>`;
  }

  #again() {
    this.dispatchEvent(new Event('again'));
  }
}

customElements.define('problem-note', ProblemNote);
