import { LitElement, css, html, nothing } from 'lit';
import { ago, unit, number, words } from '../core/format.js';
import { deviceLink } from '../core/route.js';
import { badges, base } from '../ui/styles.js';
import { STATES, seenAt, stateOf } from './fleet.js';
import './spark-line.js';

const MOST_VALUES = 3;

/** The devices of one page, a line each; on a narrow screen a card each. */
class FleetTable extends LitElement {
  static properties = { devices: { attribute: false }, tick: { attribute: false }, loading: { type: Boolean } };

  static styles = [base, badges, css`
    table { width: 100%; border-collapse: collapse; }
    th { padding: 10px 16px; text-align: left; font-size: 12px; font-weight: 500; color: var(--muted);
      border-bottom: 1px solid var(--line); white-space: nowrap; }
    td { padding: 11px 16px; vertical-align: middle; border-bottom: 1px solid var(--line); }
    tbody tr { position: relative; }
    tbody tr:last-child td { border-bottom: 0; }
    tbody tr:hover { background: var(--raised); }
    th:last-child, td:last-child { text-align: right; }
    .name a { font-weight: 600; }
    .name a::after { content: ''; position: absolute; inset: 0; }
    .name a:focus-visible { outline: none; }
    .name a:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 8px; }
    .more { display: block; font-size: 12px; color: var(--muted); overflow: hidden; text-overflow: ellipsis;
      white-space: nowrap; max-width: 24ch; }
    .latest { width: 100%; max-width: 0; } /* takes what the others leave */
    .values { display: flex; flex-wrap: wrap; gap: 22px; height: 38px; overflow: hidden; } /* one row of whole values */
    .value { min-width: 84px; line-height: 1.35; }
    .value dt { font-size: 12px; color: var(--muted); white-space: nowrap; }
    .value dd { font-weight: 500; white-space: nowrap; }
    .value small { font-size: 12px; font-weight: 400; color: var(--muted); }
    .seen { white-space: nowrap; color: var(--muted); }
    .bone { height: 12px; border-radius: 6px; background: var(--raised); animation: breathe 1.4s ease-in-out infinite; }
    @keyframes breathe { 50% { opacity: 0.4; } }
    @media (prefers-reduced-motion: reduce) { .bone { animation: none; } }
    @media (max-width: 1279px) { .trend { display: none; } }
    @media (max-width: 760px) {
      table, tbody { display: block; }
      thead { display: none; }
      tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px 12px; padding: 14px 16px;
        border-bottom: 1px solid var(--line); }
      tbody tr:last-child { border-bottom: 0; }
      td { padding: 0; border: 0; }
      .state { justify-self: end; }
      .latest { grid-column: 1 / -1; max-width: none; }
      .values { gap: 8px 22px; height: auto; }
      .seen { grid-column: 1 / -1; text-align: left !important; font-size: 12px; }
    }
  `];

  render() {
    return html`<table>
      <caption class="hidden">Devices with their state and latest values, those with alerts first</caption>
      <thead><tr>
        <th scope="col">Device</th><th scope="col">State</th><th scope="col">Latest values</th>
        <th scope="col" class="trend">Trend</th><th scope="col">Last seen</th>
      </tr></thead>
      <tbody>${this.loading ? this.#bones() : this.devices.map((device) => this.#row(device))}</tbody>
    </table>`;
  }

  #row(device) {
    const state = stateOf(device);
    return html`<tr>
      <td class="name"><a href=${deviceLink(device.name)}>${device.name}</a><span class="more">${this.#about(device)}</span></td>
      <td class="state">${state === STATES.unknown ? nothing : html`<span class="badge ${state.tone}">${state.word}</span>`}</td>
      <td class="latest">${this.#values(device)}</td>
      <td class="trend">${this.#trend(device)}</td>
      <td class="seen">${this.#seen(device)}</td>
    </tr>`;
  }

  #seen(device) {
    const seen = seenAt(device);
    if (seen !== null) return ago(seen);
    return device.readings ? 'never' : '';
  }

  #about(device) {
    const labels = Object.entries(device.labels).map(([key, value]) => `${key} ${value}`);
    return [device.profile, ...labels].filter(Boolean).join(' · ') || 'no profile';
  }

  #values(device) {
    const readings = [...(device.readings?.values() ?? [])];
    if (!readings.length) return nothing;
    const rest = readings.length - MOST_VALUES;
    return html`<dl class="values">
      ${readings.slice(0, MOST_VALUES).map(({ metric, value, unit: of }) => html`<div class="value">
        <dt>${words(metric)}</dt><dd>${number(value)} <small>${unit(of)}</small></dd>
      </div>`)}
      ${rest > 0 ? html`<div class="value"><dt>and</dt><dd>${rest} more</dd></div>` : nothing}
    </dl>`;
  }

  #trend(device) {
    const [metric, values] = [...device.trend.entries()][0] ?? [];
    const { tone } = stateOf(device);
    return values ? html`<spark-line .values=${values} .tone=${tone} label="${words(metric)}, latest readings"></spark-line>` : nothing;
  }

  #bones() {
    return Array.from({ length: 6 }, () => html`<tr aria-hidden="true">
      ${[1, 2, 3, 4, 5].map((column) => html`<td class=${column === 4 ? 'trend' : ''}><div class="bone"></div></td>`)}
    </tr>`);
  }
}

customElements.define('fleet-table', FleetTable);
