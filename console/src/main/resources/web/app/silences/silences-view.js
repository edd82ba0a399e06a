import { LitElement, css, html, nothing } from 'lit';
import { get, remove, segment } from '../core/api.js';
import { moment } from '../core/format.js';
import { ALERTS, silenceLink } from '../core/route.js';
import '../ui/empty-state.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { badges, base, buttons, rows } from '../ui/styles.js';
import { formatMatcher } from './matcher.js';

const STATUS = {
  active: { tone: 'warning', word: 'Active' },
  pending: { tone: 'info', word: 'Begins later' },
  expired: { tone: 'hollow', word: 'Over' },
};

/** The silences: what they mute, from when to when, who said so and why; and for operators how to end one. */
class SilencesView extends LitElement {
  static properties = {
    live: { attribute: false },
    mayChange: { attribute: false },
    items: { state: true },
    over: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [base, buttons, badges, rows, css`
    .row { grid-template-columns: minmax(0, 1fr) auto; align-items: start; }
    .matchers { display: flex; flex-wrap: wrap; gap: 6px; }
    code { font: 500 12.5px/1.6 ui-monospace, 'DejaVu Sans Mono', monospace; padding: 1px 7px; border-radius: 5px;
      background: var(--raised); overflow-wrap: anywhere; }
    .about { grid-column: 1; }
    .row button { grid-row: 1 / span 2; grid-column: 2; }
    .new { display: inline-flex; align-items: center; gap: 8px; min-height: 36px; padding: 0 14px; border-radius: 8px;
      font-weight: 500; background: var(--accent); color: var(--on-accent); }
    .new:hover { color: var(--on-accent); filter: brightness(1.08); }
    label { display: flex; align-items: center; gap: 8px; min-height: 36px; }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.live.watch([]);
    this.#load();
  }

  async #load() {
    try {
      const { items } = await get('/api/silences', { limit: 1000 });
      this.items = items;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #expire(silence) {
    this.busy = true;
    try {
      await remove(`/api/silences/${segment(silence.id)}`);
      await this.#load();
    } catch (problem) {
      this.problem = problem;
    }
    this.busy = false;
  }

  render() {
    return html`
      <div class="head">
        <div><h1>Silences</h1><p class="muted">What fits one is not told to anybody; it is judged and shown all the same.</p></div>
        <label><input type="checkbox" .checked=${this.over ?? false} @change=${(event) => (this.over = event.target.checked)}> Show those that are over</label>
        ${this.mayChange ? html`<a class="new" href=${silenceLink([])}>${icons.mute} New silence</a>` : nothing}
      </div>
      <problem-note what="Something went wrong." .problem=${this.problem} @again=${this.#load}></problem-note>
      ${this.items ? html`<section class="card" aria-label="Silences">${this.#list()}</section>` : nothing}`;
  }

  #list() {
    const shown = this.items.filter(({ status }) => this.over || status !== 'expired');
    if (!shown.length) {
      return html`<empty-state heading="Nothing is silenced" .icon=${icons.bell}>
        A silence is best begun from one of the <a href=${ALERTS}>alerts</a> it is to mute.</empty-state>`;
    }
    return html`<ul>${shown.map((silence) => this.#silence(silence))}</ul>`;
  }

  #silence(silence) {
    const { tone, word } = STATUS[silence.status] ?? { tone: '', word: silence.status };
    return html`<li class="row">
      <div class="matchers"><span class="badge ${tone}">${word}</span>
        ${silence.matchers.map((matcher) => html`<code>${formatMatcher(matcher)}</code>`)}</div>
      <p class="about small">${moment(silence.startsAt)} to ${moment(silence.endsAt)}, by ${silence.createdBy}${silence.comment ? `: ${silence.comment}` : ''}</p>
      ${this.mayChange && silence.status !== 'expired' ? html`<button ?disabled=${this.busy}
        aria-label="Expire the silence of ${silence.matchers.map(formatMatcher).join(', ')}" @click=${() => this.#expire(silence)}>Expire</button>` : nothing}
    </li>`;
  }
}

customElements.define('silences-view', SilencesView);
