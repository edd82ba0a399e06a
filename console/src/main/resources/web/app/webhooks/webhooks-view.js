import { LitElement, css, html, nothing } from 'lit';
import { get } from '../core/api.js';
import { webhookLink } from '../core/route.js';
import '../ui/empty-state.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { badges, base, buttons, rows } from '../ui/styles.js';
import { standing } from './delivery.js';
import './webhook-test.js';

/** Where alerts are sent, and how each of these endpoints stands. */
class WebhooksView extends LitElement {
  static properties = {
    live: { attribute: false },
    mayChange: { attribute: false },
    items: { state: true },
    problem: { state: true },
  };

  static styles = [base, buttons, badges, rows, css`
    .row { grid-template-columns: minmax(0, 1fr) auto; align-items: center; }
    .marks { grid-column: 1; }
    webhook-test { position: relative; z-index: 1; grid-row: 1 / span 2; grid-column: 2; }
    @media (max-width: 640px) { webhook-test { grid-row: auto; grid-column: 1; } }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.live.watch([]);
    this.#load();
  }

  async #load() {
    try {
      const { items } = await get('/api/webhooks', { limit: 1000 });
      this.items = items;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    return html`
      <div class="head"><div><h1>Webhooks</h1><p class="muted">Where alerts are sent, and what became of them.</p></div></div>
      <problem-note what="The webhooks cannot be shown." .problem=${this.problem} @again=${this.#load}></problem-note>
      ${this.items ? html`<section class="card" aria-label="Webhooks">${this.#list()}</section>` : nothing}`;
  }

  #list() {
    if (!this.items.length) {
      return html`<empty-state heading="Nobody is told" .icon=${icons.send}>
        Register an endpoint with <code>POST /api/webhooks</code>.</empty-state>`;
    }
    return html`<ul>${this.items.map((webhook) => this.#webhook(webhook))}</ul>`;
  }

  #webhook(webhook) {
    const { tone, word } = standing(webhook);
    return html`<li class="row leads">
      <a class="lead" href=${webhookLink(webhook.id)}>${webhook.name ?? webhook.url}</a>
      <div class="marks">
        <span class="badge ${tone}">${word}</span>
        ${webhook.format ? html`<span class="tag">${webhook.format}</span>` : nothing}
        <span class="small">${webhook.name ? webhook.url : (webhook.description ?? '')}</span>
      </div>
      ${this.mayChange ? html`<webhook-test .webhook=${webhook}></webhook-test>` : nothing}
    </li>`;
  }
}

customElements.define('webhooks-view', WebhooksView);
