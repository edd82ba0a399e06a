import { LitElement, css, html, nothing } from 'lit';
import { moment } from '../core/format.js';
import { base, buttons, fields } from '../ui/styles.js';
import { timeline } from './alert.js';

/** What happened to an alert and what people said, newest first; dispatches `comment` with the words of a new one. */
class AlertTimeline extends LitElement {
  static properties = {
    history: { attribute: false },
    comments: { attribute: false },
    mayChange: { attribute: false },
    busy: { type: Boolean },
  };

  static styles = [base, buttons, fields, css`
    section { padding: 16px; }
    h2 { margin-bottom: 12px; }
    form { margin-bottom: 20px; justify-items: start; }
    label { width: 100%; }
    li { position: relative; padding: 0 0 18px 26px; }
    li::before { content: ''; position: absolute; left: 3px; top: 6px; width: 9px; height: 9px; border-radius: 50%;
      background: var(--muted); }
    li:not(:last-child)::after { content: ''; position: absolute; left: 7px; top: 20px; bottom: -2px; width: 1px;
      background: var(--line); }
    .bad::before { background: var(--critical); }
    .good::before { background: var(--good); }
    .people::before { background: var(--accent); }
    .top { display: flex; justify-content: space-between; gap: 12px; flex-wrap: wrap; }
    strong { font-weight: 600; overflow-wrap: anywhere; }
    time { font-size: 12px; color: var(--muted); white-space: nowrap; }
    p { color: var(--muted); font-size: 13px; white-space: pre-line; overflow-wrap: anywhere; }
  `];

  render() {
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">What happened</h2>
      ${this.mayChange ? html`<form @submit=${this.#submit}>
        <label><span class="hidden">Comment</span><textarea name="text" rows="2" maxlength="4000" required
          placeholder="Say something to whoever looks next"></textarea></label>
        <button ?disabled=${this.busy}>Comment</button>
      </form>` : nothing}
      <ol>${timeline(this.history ?? [], this.comments ?? []).map(({ at, tone, title, text }) => html`<li class=${tone}>
        <div class="top"><strong>${title}</strong><time datetime=${at}>${moment(at)}</time></div>
        ${text ? html`<p>${text}</p>` : nothing}
      </li>`)}</ol>
    </section>`;
  }

  #submit(event) {
    event.preventDefault();
    const text = new FormData(event.target).get('text').trim();
    if (!text) return;
    this.dispatchEvent(new CustomEvent('comment', { detail: text }));
    event.target.reset();
  }
}

customElements.define('alert-timeline', AlertTimeline);
