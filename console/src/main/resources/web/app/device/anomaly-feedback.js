import { LitElement, css, html, nothing } from 'lit';
import { postJson, remove, segment } from '../core/api.js';
import { number } from '../core/format.js';
import { base, buttons } from '../ui/styles.js';

const WORDS = { noise: 'Noise', right: 'Right' };

/** What an operator said of an anomaly, and for operators the buttons to say it; then what that did to the threshold. */
class AnomalyFeedback extends LitElement {
  static properties = {
    anomaly: { attribute: false },
    mayChange: { attribute: false },
    step: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [base, buttons, css`
    div { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-top: 6px; font-size: 13px; color: var(--muted); }
    button { min-height: 28px; padding: 0 10px; font-size: 13px; }
    p { flex-basis: 100%; font-size: 13px; }
    [role='alert'] { color: var(--critical); }
  `];

  willUpdate(changed) {
    if (changed.has('anomaly')) {
      this.step = null;
      this.problem = null;
    }
  }

  render() {
    const { feedback } = this.anomaly;
    if (!feedback && !this.mayChange) return nothing;
    return html`<div>
      ${feedback ? html`<span>${WORDS[feedback.verdict]}, says ${feedback.by}</span>` : nothing}
      ${this.mayChange ? this.#choice(feedback) : nothing}
      ${this.step ? html`<p role="status">${effect(this.step)}</p>` : nothing}
      ${this.problem ? html`<p role="alert">${this.problem.message}</p>` : nothing}
    </div>`;
  }

  #choice(feedback) {
    return feedback
      ? html`<button class="quiet" ?disabled=${this.busy} @click=${() => this.#withdraw()}>Undo</button>`
      : html`<button ?disabled=${this.busy} @click=${() => this.#say('right')}>Right</button>
        <button ?disabled=${this.busy} @click=${() => this.#say('noise')}>Noise</button>`;
  }

  #say(verdict) {
    return this.#change((path) => postJson(path, { verdict }), (step) => step);
  }

  #withdraw() {
    return this.#change(remove, () => null);
  }

  /** The anomaly itself remembers: this element may be given another one at any time. */
  async #change(call, feedback) {
    const { anomaly } = this;
    this.busy = true;
    this.problem = null;
    try {
      const step = await call(`/api/anomalies/${segment(anomaly.id)}/feedback`);
      anomaly.feedback = feedback(step);
      if (anomaly === this.anomaly) this.step = step;
    } catch (problem) {
      if (anomaly === this.anomaly) this.problem = problem;
    }
    this.busy = false;
  }
}

const effect = ({ from, to, why }) => (from === to
  ? `The threshold stays at ${number(to)}: ${why}.`
  : `From now on reported from a score of ${number(to)}: ${why}.`);

customElements.define('anomaly-feedback', AnomalyFeedback);
