import { LitElement, css, html, nothing } from 'lit';
import { get } from '../core/api.js';
import { ago, plural } from '../core/format.js';
import { ALERTS, alertLink } from '../core/route.js';
import '../ui/empty-state.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { badges, base, buttons, fields, rows } from '../ui/styles.js';
import { FILTERS, SEVERITIES, STATES, marks, question } from './alert.js';

const PAGE = 100;
const SETTLE = 300;

const CHOICES = {
  state: { label: 'State', options: [['', 'Firing'], ['pending', 'Pending'], ['resolved', 'Resolved'], ['any', 'All']] },
  severity: { label: 'Severity', options: [['', 'Any'], ['critical', 'Critical'], ['warning', 'Warning'], ['info', 'Notice']] },
  acknowledged: { label: 'Acknowledged', options: [['', 'Either'], ['false', 'No'], ['true', 'Yes']] },
  muted: { label: 'Muted', options: [['', 'Either'], ['false', 'No'], ['true', 'Yes']] },
};

/** All alerts that fit the filters of the address, newest first, kept true while they change. */
class AlertsView extends LitElement {
  static properties = {
    query: { attribute: false },
    live: { attribute: false },
    items: { state: true },
    problem: { state: true },
  };

  static styles = [base, buttons, badges, fields, rows, css`
    .filters { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); margin-bottom: 16px; }
    .row { grid-template-columns: minmax(0, 1fr) auto; align-items: start; }
    .marks { grid-column: 1 / -1; }
    time { font-size: 13px; color: var(--muted); white-space: nowrap; }
  `];

  constructor() {
    super();
    this.items = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.live.addEventListener('alert', () => this.#soon(), { signal });
    this.live.addEventListener('resumed', () => this.#load(), { signal });
    this.live.watch([]);
    this.clock = setInterval(() => this.requestUpdate(), 10_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving.abort();
    clearInterval(this.clock);
    clearTimeout(this.timer);
  }

  willUpdate(changed) {
    if (changed.has('query')) this.#load();
  }

  /** Alerts come in groups, and one look is enough for all. */
  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#load(), SETTLE);
  }

  #load() {
    return this.#fetch((page) => page);
  }

  #more() {
    return this.#fetch((page) => [...this.items, ...page], this.next);
  }

  /** An answer to a question that is no longer asked is dropped. */
  async #fetch(take, after = undefined) {
    const { query } = this;
    try {
      const { items, next } = await get('/api/alerts', { ...question(query), limit: PAGE, after }, this.leaving.signal);
      if (query !== this.query) return;
      this.items = take(items);
      this.next = next;
      this.problem = null;
    } catch (problem) {
      if (problem.name !== 'AbortError' && query === this.query) this.problem = problem;
    }
  }

  render() {
    return html`
      <div class="head"><div><h1>Alerts</h1><p class="muted" role="status">${this.#summary()}</p></div></div>
      ${this.#filters()}
      <problem-note what="The alerts cannot be shown." .problem=${this.problem} @again=${this.#load}></problem-note>
      ${this.items === null ? nothing : html`<section class="card" aria-label="Alerts">${this.#list()}</section>`}`;
  }

  #summary() {
    if (!this.items) return nothing;
    return plural(this.items.length, 'alert') + (this.next ? ' and more' : '');
  }

  #filters() {
    return html`<search class="filters">
      ${Object.entries(CHOICES).map(([name, choice]) => this.#choice(name, choice))}
      ${this.#words('device', 'Device', 'pump-7')}
      ${this.#words('matcher', 'Label', 'site="north"')}
    </search>`;
  }

  #choice(name, { label, options }) {
    const chosen = this.query.get(name) ?? '';
    return html`<label>${label}<select @change=${(event) => this.#ask(name, event.target.value)}>
      ${options.map(([value, word]) => html`<option value=${value} ?selected=${value === chosen}>${word}</option>`)}
    </select></label>`;
  }

  #words(name, label, example) {
    return html`<label>${label}<input type="search" placeholder=${example} .value=${this.query.get(name) ?? ''}
      @change=${(event) => this.#ask(name, event.target.value.trim())}></label>`;
  }

  /** The address is where the filters are kept: it can be shared, and going back works. */
  #ask(name, value) {
    const query = new URLSearchParams(FILTERS.flatMap((each) => this.query.getAll(each).map((one) => [each, one])));
    if (value) query.set(name, value);
    else query.delete(name);
    location.hash = query.size ? `${ALERTS}?${query}` : ALERTS;
  }

  #list() {
    if (!this.items.length) {
      return html`<empty-state heading="No alert fits" .icon=${icons.check}>${[...this.query.keys()].length
        ? html`<button @click=${() => (location.hash = ALERTS)}>Show what is firing</button>`
        : 'Nothing needs you now.'}</empty-state>`;
    }
    return html`<ol>${this.items.map((alert) => this.#alert(alert))}</ol>
      ${this.next ? html`<div class="foot"><button @click=${this.#more}>Load more</button></div>` : nothing}`;
  }

  #alert(alert) {
    const { tone, word } = STATES[alert.state] ?? { tone: '', word: alert.state };
    return html`<li class="row leads">
      <a class="lead" href=${alertLink(alert.id)}>${alert.rule.name}</a>
      <time datetime=${alert.startedAt}>${ago(Date.parse(alert.startedAt))}</time>
      <div class="marks">
        <span class="badge ${alert.severity}">${SEVERITIES[alert.severity] ?? alert.severity}</span>
        ${alert.state === 'firing' ? nothing : html`<span class="badge ${tone}">${word}</span>`}
        ${marks(alert).map((mark) => html`<span class="tag" title=${mark.why}>${mark.word}</span>`)}
        <span class="small">${alert.summary}</span>
      </div>
    </li>`;
  }
}

customElements.define('alerts-view', AlertsView);
