import { LitElement, css, html, nothing } from 'lit';
import { ago, number, words } from '../core/format.js';
import { alertLink } from '../core/route.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { badges, base } from '../ui/styles.js';
import { SEVERITIES, marks } from './alert.js';

/** The open alerts: what, where, how bad, since when. */
class AlertList extends LitElement {
  static properties = { alerts: { attribute: false } };

  static styles = [base, badges, css`
    .card { overflow: hidden; }
    header { display: flex; align-items: center; justify-content: space-between; padding: 12px 16px;
      border-bottom: 1px solid var(--line); }
    .count { min-width: 24px; padding: 0 8px; border-radius: 999px; text-align: center; font-size: 12px; font-weight: 600;
      line-height: 22px; color: var(--muted); background: var(--raised); }
    .count.some { color: var(--critical); background: var(--critical-tint); }
    ol { max-height: 70vh; overflow: auto; }
    li { position: relative; padding: 13px 16px 14px; border-bottom: 1px solid var(--line); }
    li:last-child { border-bottom: 0; }
    li:hover { background: var(--raised); }
    .top { display: flex; align-items: center; justify-content: space-between; gap: 8px; margin-bottom: 6px; }
    .since { font-size: 12px; color: var(--muted); white-space: nowrap; }
    .marks { display: flex; flex-wrap: wrap; gap: 6px; }
    .rule { font-weight: 600; }
    .rule::after { content: ''; position: absolute; inset: 0; }
    .rule:focus-visible { outline: none; }
    .rule:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 8px; }
    .where { font-size: 13px; color: var(--muted); overflow-wrap: anywhere; }
    .calm { display: flex; align-items: center; gap: 10px; padding: 18px 16px; color: var(--muted); }
    .calm svg { color: var(--good); }
    problem-note { padding: 12px; margin-bottom: -16px; }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.redraw = () => this.requestUpdate();
    this.alerts.addEventListener('change', this.redraw);
    this.clock = setInterval(this.redraw, 10_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.alerts.removeEventListener('change', this.redraw);
    clearInterval(this.clock);
  }

  render() {
    const { items, problem, loaded } = this.alerts;
    return html`<section class="card" aria-labelledby="title">
      <header><h2 id="title">Open alerts</h2><span class="count ${items.length ? 'some' : ''}" role="status">${items.length}</span></header>
      ${problem ? html`<problem-note what="The alerts cannot be shown." .problem=${problem} @again=${() => this.alerts.refresh()}></problem-note>` : nothing}
      ${items.length ? html`<ol>${items.map((alert) => this.#alert(alert))}</ol>` : nothing}
      ${loaded && !problem && !items.length ? html`<p class="calm">${icons.check} Nothing needs you now.</p>` : nothing}
    </section>`;
  }

  #alert(alert) {
    return html`<li>
      <div class="top">
        <span class="marks"><span class="badge ${alert.severity}">${SEVERITIES[alert.severity] ?? alert.severity}</span>
          ${marks(alert).map(({ word, why }) => html`<span class="tag" title=${why}>${word}</span>`)}</span>
        <time class="since" datetime=${alert.startedAt}>${ago(Date.parse(alert.startedAt))}</time>
      </div>
      <a class="rule" href=${alertLink(alert.id)}>${alert.rule.name}</a>
      <p class="where">${alert.summary ?? `${alert.device} · ${words(alert.metric)} ${number(alert.value)}`}</p>
    </li>`;
  }
}

customElements.define('alert-list', AlertList);
