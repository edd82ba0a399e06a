import { LitElement, css, html, nothing } from 'lit';
import { get, segment } from '../core/api.js';
import { FLEET } from '../core/route.js';
import '../alerts/alert-list.js';
import { OpenAlerts } from '../alerts/open-alerts.js';
import { ago } from '../core/format.js';
import { STATES, newDevice, addReading, assignAlerts, seenAt, stateOf } from '../fleet/fleet.js';
import '../ui/empty-state.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { badges, base, buttons } from '../ui/styles.js';
import './anomaly-list.js';
import './metric-card.js';

const SPANS = [['15 min', 15], ['1 h', 60], ['6 h', 360], ['24 h', 1440]];
const MINUTE = 60_000;

/** One device: every metric as a live chart with its anomalies, and what is wrong with it. */
class DeviceView extends LitElement {
  static properties = {
    device: {},
    live: { attribute: false },
    mayChange: { attribute: false },
    minutes: { state: true },
    about: { state: true },
    series: { state: true },
    anomalies: { state: true },
    problem: { state: true },
  };

  static styles = [base, buttons, badges, css`
    .back { display: inline-flex; align-items: center; gap: 6px; margin-bottom: 12px; font-size: 13px; color: var(--muted); }
    .head { display: flex; align-items: center; gap: 12px 16px; flex-wrap: wrap; margin-bottom: 20px; }
    .title { margin-right: auto; min-width: 0; }
    .title > div { display: flex; align-items: center; gap: 10px; flex-wrap: wrap; }
    h1 { overflow-wrap: anywhere; }
    .facts { display: flex; gap: 6px; flex-wrap: wrap; align-items: center; margin-top: 6px; color: var(--muted); font-size: 13px; }
    fieldset { display: flex; gap: 2px; margin: 0; padding: 3px; border: 1px solid var(--line); border-radius: 10px;
      background: var(--surface); }
    .span { position: relative; }
    .span input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
    .span span { display: block; padding: 4px 12px; border-radius: 7px; font-size: 13px; font-weight: 500; color: var(--muted); }
    .span input:checked + span { background: var(--raised); color: var(--text); }
    .span input:focus-visible + span { outline: 2px solid var(--accent); }
    .columns { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); align-items: start; }
    .charts, .side { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); }
    @media (min-width: 1080px) { .columns { grid-template-columns: minmax(0, 1fr) 340px; } }
  `];

  constructor() {
    super();
    this.minutes = 60;
  }

  connectedCallback() {
    super.connectedCallback();
    this.clock = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving?.abort();
    clearInterval(this.clock);
  }

  willUpdate(changed) {
    if (changed.has('device')) this.#open();
  }

  #open() {
    this.leaving?.abort();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.about = newDevice({ name: this.device });
    this.series = null;
    this.anomalies = [];
    this.alerts = new OpenAlerts(this.device);
    this.alerts.addEventListener('change', () => this.#alertsChanged(), { signal });
    this.live.addEventListener('reading', ({ detail }) => this.#reading(detail), { signal });
    this.live.addEventListener('anomaly', ({ detail }) => this.#anomaly(detail), { signal });
    this.live.addEventListener('alert', ({ detail }) => this.#alert(detail), { signal });
    this.live.addEventListener('resumed', () => this.#fetch(), { signal });
    this.live.watch([this.device]).then(() => this.#fetch());
  }

  #fetch() {
    this.alerts.refresh();
    this.#load();
  }

  async #load() {
    const { signal } = this.leaving;
    const from = new Date(Date.now() - this.minutes * MINUTE).toISOString();
    try {
      const [registered, series, anomalies] = await Promise.all([
        get(`/api/devices/${segment(this.device)}`, {}, signal),
        get('/api/series', { device: this.device, limit: 100 }, signal),
        get('/api/anomalies', { device: this.device, from, limit: 200 }, signal),
      ]);
      const { profile, labels, enabled } = newDevice(registered);
      Object.assign(this.about, { profile, labels, enabled, readings: this.about.readings ?? new Map() });
      series.items.forEach(({ metric, lastTime, lastValue, unit }) =>
        addReading(this.about, { metric, time: lastTime, value: lastValue, unit }));
      this.series = series.items;
      this.anomalies = anomalies.items;
      this.problem = null;
    } catch (problem) {
      if (problem.name !== 'AbortError') this.problem = problem;
    }
  }

  #reading(reading) {
    if (reading.device !== this.device) return;
    addReading(this.about, reading);
    if (this.series && !this.series.some(({ metric }) => metric === reading.metric)) {
      this.series = [...this.series, { device: this.device, metric: reading.metric }];
    }
  }

  #anomaly(anomaly) {
    if (anomaly.device === this.device) this.anomalies = [anomaly, ...this.anomalies];
  }

  #alert(alert) {
    if (alert.device === this.device) this.alerts.refreshSoon();
  }

  #alertsChanged() {
    assignAlerts([this.about], this.alerts.items);
    this.requestUpdate();
  }

  render() {
    return html`
      <a class="back" href=${FLEET}>${icons.back} Fleet</a>
      <div class="head">${this.#title()}${this.#spans()}</div>
      <problem-note what="This device cannot be shown whole." .problem=${this.problem} @again=${this.#load}></problem-note>
      <div class="columns">
        <div class="charts">${this.#charts()}</div>
        <div class="side">
          <alert-list .alerts=${this.alerts}></alert-list>
          <anomaly-list .anomalies=${this.anomalies} .series=${this.series ?? []} .mayChange=${this.mayChange}></anomaly-list>
        </div>
      </div>`;
  }

  #title() {
    const state = stateOf(this.about);
    const seen = seenAt(this.about);
    const labels = Object.entries(this.about.labels);
    return html`<div class="title">
      <div><h1>${this.device}</h1>${state === STATES.unknown ? nothing : html`<span class="badge ${state.tone}">${state.word}</span>`}</div>
      <div class="facts">
        ${this.about.profile ? html`<span class="tag">${this.about.profile}</span>` : nothing}
        ${labels.map(([key, value]) => html`<span class="tag">${key} ${value}</span>`)}
        <span>${seen === null ? '' : `last seen ${ago(seen)}`}</span>
      </div>
    </div>`;
  }

  #spans() {
    return html`<fieldset><legend class="hidden">Time shown</legend>
      ${SPANS.map(([word, minutes]) => html`<label class="span">
        <input type="radio" name="span" .checked=${minutes === this.minutes} @change=${() => this.#span(minutes)}><span>${word}</span>
      </label>`)}
    </fieldset>`;
  }

  #span(minutes) {
    this.minutes = minutes;
    this.#load();
  }

  #charts() {
    if (this.series === null) return nothing;
    if (this.series.length === 0) {
      return html`<section class="card"><empty-state heading="No readings yet" .icon=${icons.antenna}>
        Publish one to the topic <code>telemetry/&lt;tenant&gt;/${this.device}/temperature</code> and it appears here at once.
      </empty-state></section>`;
    }
    return this.series.map(({ metric, unit }) => html`<metric-card
      .device=${this.device} .metric=${metric} .unit=${unit} .minutes=${this.minutes} .live=${this.live}
      .reading=${this.about.readings?.get(metric)}
      .anomalies=${this.anomalies.filter((anomaly) => anomaly.metric === metric)}></metric-card>`);
  }
}

customElements.define('device-view', DeviceView);
