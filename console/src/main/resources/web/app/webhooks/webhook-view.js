import { LitElement, css, html, nothing } from 'lit';
import { get, postJson, segment } from '../core/api.js';
import { moment, plural } from '../core/format.js';
import { WEBHOOKS } from '../core/route.js';
import '../ui/empty-state.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { badges, base, buttons, fields, rows } from '../ui/styles.js';
import { STATES, outcome, standing } from './delivery.js';
import './webhook-test.js';

const PAGE = 100;

/** One endpoint and its delivery log; for operators a test, and sending again one delivery or all since a time. */
class WebhookView extends LitElement {
  static properties = {
    webhook: {},
    live: { attribute: false },
    mayChange: { attribute: false },
    about: { state: true },
    items: { state: true },
    problem: { state: true },
    said: { state: true },
    busy: { state: true },
  };

  static styles = [base, buttons, badges, fields, rows, css`
    .card { margin-bottom: 20px; }
    .tools { display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: end; justify-content: space-between; padding: 16px; }
    .since { grid-template-columns: auto auto auto; align-items: end; }
    .row { grid-template-columns: minmax(0, 1fr) auto; align-items: start; }
    .row p, details { grid-column: 1 / -1; }
    details { font-size: 13px; }
    summary { cursor: pointer; color: var(--muted); }
    pre { margin: 8px 0 0; padding: 10px 12px; border-radius: 8px; background: var(--raised); overflow-x: auto;
      font: 12px/1.5 ui-monospace, 'DejaVu Sans Mono', monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    h1 { margin-bottom: 6px; }
    h2 { padding: 12px 16px; border-bottom: 1px solid var(--line); }
    time { color: var(--muted); font-size: 13px; }
    @media (max-width: 640px) { .since { grid-template-columns: minmax(0, 1fr); } }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.live.watch([]);
  }

  willUpdate(changed) {
    if (changed.has('webhook')) this.#load();
  }

  get #path() {
    return `/api/webhooks/${segment(this.webhook)}`;
  }

  async #load() {
    try {
      const [about, page] = await Promise.all([get(this.#path), get(`${this.#path}/deliveries`, { limit: PAGE })]);
      this.about = about;
      this.#take(page, []);
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #more() {
    this.#take(await get(`${this.#path}/deliveries`, { limit: PAGE, after: this.next }), this.items);
  }

  #take({ items, next }, before) {
    this.items = [...before, ...items];
    this.next = next;
  }

  async #replay(which) {
    this.busy = true;
    this.said = null;
    try {
      const { replayed } = await postJson(`${this.#path}/replay`, which);
      await this.#load();
      this.said = `${plural(replayed, 'delivery', 'deliveries')} will be sent again.`;
    } catch (problem) {
      this.problem = problem;
    }
    this.busy = false;
  }

  render() {
    return html`
      <a class="back" href=${WEBHOOKS}>${icons.back} Webhooks</a>
      <problem-note what="Something went wrong." .problem=${this.problem} @again=${this.#load}></problem-note>
      ${this.about ? this.#whole() : nothing}`;
  }

  #whole() {
    const { tone, word } = standing(this.about);
    return html`
      <div class="head"><div>
        <h1>${this.about.name ?? this.about.url}</h1>
        <div class="marks"><span class="badge ${tone}">${word}</span>
          ${this.about.format ? html`<span class="tag">${this.about.format}</span>` : nothing}
          <span class="small">${this.about.name ? this.about.url : nothing}</span></div>
      </div></div>
      ${this.mayChange ? this.#tools() : nothing}
      <section class="card" aria-labelledby="log"><h2 id="log">Delivery log</h2>${this.#log()}</section>`;
  }

  #tools() {
    return html`<section class="card tools" aria-label="What to do">
      <form class="since" @submit=${this.#since}>
        <label>Send again what was<select name="state">
          <option value="dead">given up</option><option value="failed">not yet taken</option><option value="delivered">delivered</option>
        </select></label>
        <label>since<input type="datetime-local" name="since" required></label>
        <button ?disabled=${this.busy}>Replay</button>
      </form>
      <webhook-test .webhook=${this.about}></webhook-test>
      <p class="small" role="status">${this.said ?? nothing}</p>
    </section>`;
  }

  #since(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#replay({ since: new Date(form.get('since')).toISOString(), state: form.get('state') });
  }

  #log() {
    if (!this.items.length) return html`<empty-state heading="Nothing was sent yet" .icon=${icons.send}></empty-state>`;
    return html`<ol>${this.items.map((delivery) => this.#delivery(delivery))}</ol>
      ${this.next ? html`<div class="foot"><button @click=${this.#more}>Load more</button></div>` : nothing}`;
  }

  #delivery(delivery) {
    const { tone, word } = STATES[delivery.state] ?? { tone: '', word: delivery.state };
    const over = delivery.state === 'delivered' || delivery.state === 'dead';
    return html`<li class="row">
      <div class="marks"><span class="badge ${tone}">${word}</span><strong>${delivery.event}</strong>
        <time datetime=${delivery.createdAt}>${moment(delivery.createdAt)}</time></div>
      ${this.mayChange && over ? html`<button ?disabled=${this.busy} aria-label="Send ${delivery.id} again"
        @click=${() => this.#replay({ delivery: delivery.id })}>Replay</button>` : nothing}
      <p class="small">${outcome(delivery)}${delivery.nextAttemptAt && !over ? ` Next: ${moment(delivery.nextAttemptAt)}.` : ''}</p>
      ${delivery.requestExcerpt || delivery.responseExcerpt ? html`<details><summary>Request and response</summary>
        ${delivery.requestExcerpt ? html`<pre aria-label="Request">${delivery.requestExcerpt}</pre>` : nothing}
        ${delivery.responseExcerpt ? html`<pre aria-label="Response">${delivery.responseExcerpt}</pre>` : nothing}
      </details>` : nothing}
    </li>`;
  }
}

customElements.define('webhook-view', WebhookView);
