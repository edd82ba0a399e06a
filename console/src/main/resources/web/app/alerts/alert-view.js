import { LitElement, css, html, nothing } from 'lit';
import { get, postJson, remove, segment } from '../core/api.js';
import { ago, moment, number, words } from '../core/format.js';
import { ALERTS, deviceLink, silenceLink } from '../core/route.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { badges, base, buttons, rows } from '../ui/styles.js';
import './acknowledge-form.js';
import { SEVERITIES, STATES, acknowledgedWords, marks, silenceLines } from './alert.js';
import './alert-timeline.js';

/** One alert: how it stands, what happened to it, what was said of it; and what an operator may do about it. */
class AlertView extends LitElement {
  static properties = {
    alertId: {},
    live: { attribute: false },
    mayChange: { attribute: false },
    alert: { state: true },
    comments: { state: true },
    problem: { state: true },
    refused: { state: true },
    busy: { state: true },
  };

  static styles = [base, buttons, badges, rows, css`
    .columns { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); align-items: start; }
    .side { display: grid; gap: 20px; }
    section.card { padding: 16px; }
    h2 { margin-bottom: 12px; }
    dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 6px 16px; }
    dt { color: var(--muted); }
    dd { overflow-wrap: anywhere; }
    dd a { color: var(--accent); }
    .summary { font-size: 15px; margin-bottom: 14px; overflow-wrap: anywhere; }
    .act { display: grid; gap: 12px; }
    .silence { display: inline-flex; align-items: center; gap: 8px; font-weight: 500; color: var(--accent); min-height: 36px; }
    .error { color: var(--critical); }
    .head { margin-bottom: 16px; }
    h1 { margin-bottom: 6px; }
    .side { order: -1; } /* on a phone what to do comes first */
    @media (min-width: 960px) { .side { order: 0; } .columns { grid-template-columns: minmax(0, 1fr) 340px; } }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.live.addEventListener('alert', ({ detail }) => detail.alert === this.alertId && this.#load(), { signal });
    this.live.addEventListener('resumed', () => this.#load(), { signal });
    this.live.watch([]);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  willUpdate(changed) {
    if (!changed.has('alertId')) return;
    this.alert = null;
    this.comments = [];
    this.#load();
  }

  get #path() {
    return `/api/alerts/${segment(this.alertId)}`;
  }

  async #load() {
    const { signal } = this.leaving;
    try {
      const [alert, comments] = await Promise.all([
        get(this.#path, {}, signal),
        get(`${this.#path}/comments`, { limit: 1000 }, signal),
      ]);
      if (alert.id !== this.alertId) return;
      this.alert = alert;
      this.comments = comments.items;
      this.problem = null;
    } catch (problem) {
      if (problem.name !== 'AbortError') this.problem = problem;
    }
  }

  /** Does something and shows the alert as it is then; a refusal stays until the next attempt. */
  async #change(call) {
    this.busy = true;
    this.refused = null;
    try {
      await call();
      await this.#load();
    } catch (problem) {
      this.refused = problem;
    }
    this.busy = false;
  }

  render() {
    return html`
      <a class="back" href=${ALERTS}>${icons.back} Alerts</a>
      <problem-note what="This alert cannot be shown." .problem=${this.problem} @again=${this.#load}></problem-note>
      ${this.alert ? this.#whole() : nothing}`;
  }

  #whole() {
    const { alert } = this;
    const { tone, word } = STATES[alert.state] ?? { tone: '', word: alert.state };
    return html`
      <div class="head"><div>
        <h1>${alert.rule.name}</h1>
        <div class="marks">
          <span class="badge ${alert.severity}">${SEVERITIES[alert.severity] ?? alert.severity}</span>
          <span class="badge ${tone}">${word}</span>
          ${marks(alert).map((mark) => html`<span class="tag" title=${mark.why}>${mark.word}</span>`)}
        </div>
        ${marks(alert).filter(({ word: of }) => of !== 'Acknowledged').map(({ why }) => html`<p class="small">${why}</p>`)}
      </div></div>
      <div class="columns">
        <alert-timeline .history=${alert.history} .comments=${this.comments} .mayChange=${this.mayChange} .busy=${this.busy}
          @comment=${({ detail }) => this.#change(() => postJson(`${this.#path}/comments`, { text: detail }))}></alert-timeline>
        <div class="side">
          ${this.#actions()}
          <section class="card" aria-labelledby="facts"><h2 id="facts">What is known</h2>${this.#facts()}</section>
        </div>
      </div>`;
  }

  #actions() {
    const { acknowledgement, state } = this.alert;
    if (!this.mayChange && !acknowledgement) return nothing;
    return html`<section class="card act" aria-label="What to do">
      ${acknowledgement ? this.#acknowledged(acknowledgement) : nothing}
      ${this.mayChange && state === 'firing' && !acknowledgement ? html`<acknowledge-form .busy=${this.busy}
        @acknowledge=${({ detail }) => this.#change(() => postJson(`${this.#path}/acknowledge`, detail))}></acknowledge-form>` : nothing}
      ${this.refused ? html`<p class="error" role="alert">${this.refused.message}</p>` : nothing}
      ${this.mayChange ? html`<a class="silence" href=${silenceLink(silenceLines(this.alert))}>${icons.mute} Silence alerts like this</a>` : nothing}
    </section>`;
  }

  #acknowledged(acknowledgement) {
    return html`<div><h2>Acknowledged</h2><p class="small">${acknowledgedWords(acknowledgement)}</p></div>
      ${this.mayChange && this.alert.state === 'firing' ? html`<button ?disabled=${this.busy}
        @click=${() => this.#change(() => remove(`${this.#path}/acknowledge`))}>Take the acknowledgement back</button>` : nothing}`;
  }

  #facts() {
    const { summary, device, metric, value, startedAt, resolvedAt, labels = {}, annotations = {} } = this.alert;
    return html`<p class="summary">${summary}</p>
      <dl>
        <dt>Device</dt><dd><a href=${deviceLink(device)}>${device}</a></dd>
        <dt>Metric</dt><dd>${words(metric)}, ${number(value)}</dd>
        <dt>Began</dt><dd><time datetime=${startedAt}>${moment(startedAt)}</time>, ${ago(Date.parse(startedAt))}</dd>
        ${resolvedAt ? html`<dt>Ended</dt><dd><time datetime=${resolvedAt}>${moment(resolvedAt)}</time></dd>` : nothing}
        ${Object.entries(labels).map(([key, text]) => html`<dt>${key}</dt><dd>${text}</dd>`)}
        ${Object.entries(annotations).map(([key, text]) => html`<dt>${key}</dt><dd>${/^https?:\/\//.test(text)
          ? html`<a href=${text} rel="noreferrer">${text}</a>` : text}</dd>`)}
      </dl>`;
  }
}

customElements.define('alert-view', AlertView);
