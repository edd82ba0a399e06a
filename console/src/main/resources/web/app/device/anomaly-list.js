import { LitElement, css, html, nothing } from 'lit';
import './anomaly-feedback.js';
import { moment, number, withUnit, words } from '../core/format.js';
import { badges, base } from '../ui/styles.js';

const MOST = 50;
const SEVERITIES = { critical: 'Critical', warning: 'Warning', notice: 'Notice' };
const COLOURS = { notice: 'info' };

/** The anomalies of the time shown, in words: what was measured, what was expected, and why it was found. */
class AnomalyList extends LitElement {
  static properties = { anomalies: { attribute: false }, series: { attribute: false }, mayChange: { attribute: false } };

  static styles = [base, badges, css`
    header { display: flex; justify-content: space-between; align-items: baseline; padding: 12px 16px;
      border-bottom: 1px solid var(--line); }
    ol { max-height: 60vh; overflow: auto; }
    li { padding: 12px 16px; border-bottom: 1px solid var(--line); }
    li:last-child { border-bottom: 0; }
    .top { display: flex; justify-content: space-between; gap: 8px; font-weight: 500; }
    .top span::first-letter { text-transform: uppercase; }
    time { font-size: 12px; font-weight: 400; color: var(--muted); white-space: nowrap; }
    .badge { margin: 4px 0; }
    .why { font-size: 13px; color: var(--muted); }
    .none { padding: 16px; color: var(--muted); }
  `];

  render() {
    return html`<section class="card" aria-labelledby="title">
      <header><h2 id="title">Anomalies</h2><span class="muted">${this.anomalies.length}</span></header>
      ${this.anomalies.length
        ? html`<ol>${this.anomalies.slice(0, MOST).map((anomaly) => this.#anomaly(anomaly))}</ol>`
        : html`<p class="none">Nothing out of the ordinary in this time.</p>`}
    </section>`;
  }

  #anomaly(anomaly) {
    const unit = this.series.find(({ metric }) => metric === anomaly.metric)?.unit;
    return html`<li>
      <div class="top"><span>${words(anomaly.metric)} ${withUnit(anomaly.value, unit)}</span>
        <time datetime=${anomaly.time}>${moment(anomaly.time)}</time></div>
      ${anomaly.severity ? html`<span class="badge ${COLOURS[anomaly.severity] ?? anomaly.severity}">${SEVERITIES[anomaly.severity] ?? anomaly.severity}</span>` : nothing}
      <p class="why">${anomaly.reason} Expected ${number(anomaly.expectedLow)} to ${withUnit(anomaly.expectedHigh, unit)}.</p>
      ${anomaly.id ? html`<anomaly-feedback .anomaly=${anomaly} .mayChange=${this.mayChange}></anomaly-feedback>` : nothing}
    </li>`;
  }
}

customElements.define('anomaly-list', AnomalyList);
