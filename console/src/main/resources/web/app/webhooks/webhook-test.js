import { LitElement, css, html, nothing } from 'lit';
import { postJson, segment } from '../core/api.js';
import { base, buttons } from '../ui/styles.js';
import { testWords } from './delivery.js';

/** Sends an endpoint something to try it, and says what it answered. */
class WebhookTest extends LitElement {
  static properties = { webhook: { attribute: false }, said: { state: true }, failed: { state: true }, busy: { state: true } };

  static styles = [base, buttons, css`
    div { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; }
    p { font-size: 13px; color: var(--muted); overflow-wrap: anywhere; }
    p.error { color: var(--critical); }
  `];

  render() {
    return html`<div>
      <p role="status" class=${this.failed ? 'error' : ''}>${this.said ?? nothing}</p>
      <button ?disabled=${this.busy} aria-label="Send a test to ${this.webhook.name ?? this.webhook.url}" @click=${this.#test}>
        ${this.busy ? 'Sending…' : 'Send a test'}</button>
    </div>`;
  }

  async #test() {
    this.busy = true;
    this.said = null;
    try {
      const answer = await postJson(`/api/webhooks/${segment(this.webhook.id)}/test`, {});
      this.failed = !answer.delivered;
      this.said = testWords(answer);
    } catch (problem) {
      this.failed = true;
      this.said = problem.message;
    }
    this.busy = false;
  }
}

customElements.define('webhook-test', WebhookTest);
