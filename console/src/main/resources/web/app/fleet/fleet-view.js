import { LitElement, css, html, nothing } from 'lit';
import { eachOf, get, segment } from '../core/api.js';
import { plural } from '../core/format.js';
import '../alerts/alert-list.js';
import { OpenAlerts } from '../alerts/open-alerts.js';
import '../ui/empty-state.js';
import { icons } from '../ui/icon.js';
import '../ui/problem-note.js';
import { base, buttons } from '../ui/styles.js';
import './fleet-table.js';
import { STATES, TREND_LENGTH, addHistory, addReading, assignAlerts, newDevice, select, stateOf } from './fleet.js';

const PAGE = 20;
const BATCH = 1000;
const AT_A_TIME = 4;
const REDRAW_EVERY = 1000;
const TREND_SPAN = 15 * 60_000;

/** The fleet: who is there, how each one stands, and what needs somebody now. */
class FleetView extends LitElement {
  static properties = {
    live: { attribute: false },
    devices: { state: true },
    typed: { state: true },
    page: { state: true },
    problem: { state: true },
  };

  static styles = [base, buttons, css`
    .head { display: flex; align-items: end; gap: 16px; flex-wrap: wrap; margin-bottom: 20px; }
    .head > div { margin-right: auto; }
    .search { position: relative; flex: 0 1 320px; }
    .search svg { position: absolute; left: 12px; top: 10px; color: var(--muted); }
    input { font: inherit; width: 100%; height: 38px; padding: 0 12px 0 38px; color: var(--text);
      background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
    input::placeholder { color: var(--muted); opacity: 1; }
    .columns { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); align-items: start; }
    .pager { display: flex; align-items: center; gap: 8px; padding: 10px 16px; border-top: 1px solid var(--line);
      color: var(--muted); font-size: 13px; }
    .pager span { margin-right: auto; }
    @media (min-width: 1080px) { .columns { grid-template-columns: minmax(0, 1fr) 340px; } }
    @media (max-width: 1079px) { alert-list.calm { display: none; } alert-list { order: -1; } }
    @media (max-width: 640px) { .search { flex-basis: 100%; } }
  `];

  constructor() {
    super();
    this.devices = null;
    this.typed = '';
    this.page = 0;
    this.alerts = new OpenAlerts();
  }

  connectedCallback() {
    super.connectedCallback();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.live.addEventListener('reading', ({ detail }) => this.#reading(detail), { signal });
    this.live.addEventListener('presence', ({ detail }) => this.#presence(detail), { signal });
    this.live.addEventListener('alert', () => this.alerts.refreshSoon(), { signal });
    this.live.addEventListener('device', () => this.#load(), { signal });
    this.live.addEventListener('resumed', () => this.#resume(), { signal });
    this.alerts.addEventListener('change', () => this.#alertsChanged(), { signal });
    this.clock = setInterval(() => this.requestUpdate(), REDRAW_EVERY);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving.abort();
    clearInterval(this.clock);
    clearTimeout(this.showing);
  }

  async #load() {
    try {
      const { items, next } = await get('/api/devices', { limit: BATCH }, this.leaving.signal);
      this.#take(items, next, []);
      this.problem = null;
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      this.problem = problem;
      this.#show(); // the alerts do not need the registry
    }
  }

  /** Something may have been missed: what is shown is fetched anew. */
  #resume() {
    this.devices?.forEach((device) => Object.assign(device, { asked: false, trend: new Map() }));
    this.#load();
    this.alerts.refresh();
  }

  async #loadMore() {
    const { items, next } = await get('/api/devices', { limit: BATCH, after: this.next });
    this.#take(items, next, this.devices);
  }

  #take(items, next, before) {
    const known = new Map((this.devices ?? []).map((device) => [device.name, device]));
    const merged = items.map((item) => {
      const { name, profile, labels, enabled } = newDevice(item);
      return Object.assign(known.get(name) ?? newDevice(item), { profile, labels, enabled });
    });
    this.next = next;
    this.devices = [...before, ...merged];
    this.#alertsChanged();
    this.#show();
  }

  #alertsChanged() {
    if (this.devices) assignAlerts(this.devices, this.alerts.items);
    this.requestUpdate();
    clearTimeout(this.showing);
    this.showing = setTimeout(() => this.#show(), 50); // who is on the page may have changed with the order
  }

  #visible() {
    const chosen = select(this.devices ?? [], this.typed);
    const pages = Math.max(1, Math.ceil(chosen.length / PAGE));
    const page = Math.min(this.page, pages - 1);
    return { chosen, pages, page, rows: chosen.slice(page * PAGE, (page + 1) * PAGE) };
  }

  /** Follows the devices that can be seen, and fetches what is not known of them yet. */
  async #show() {
    const { rows } = this.#visible();
    await this.live.watch(rows.map((device) => device.name));
    if (!this.alerts.loaded) this.alerts.refresh();
    const strangers = rows.filter((device) => !device.asked);
    strangers.forEach((device) => (device.asked = true));
    await eachOf(strangers, AT_A_TIME, (device) => this.#latest(device));
    await eachOf(strangers, AT_A_TIME, (device) => this.#history(device));
  }

  async #latest(device) {
    try {
      const { readings } = await get(`/api/devices/${segment(device.name)}/latest`, {}, this.leaving.signal);
      device.readings ??= new Map();
      readings.forEach((reading) => addReading(device, reading));
    } catch (problem) {
      if (problem.status === 404) device.readings ??= new Map(); // registered, but never heard of
      else if (problem.name !== 'AbortError') this.#failed(device, problem);
    }
    this.requestUpdate();
  }

  /** The trend of the metric that is shown first. */
  async #history(device) {
    const [metric] = device.readings?.keys() ?? [];
    if (!metric) return;
    const from = new Date(Date.now() - TREND_SPAN).toISOString();
    try {
      const path = `/api/series/${segment(device.name)}/${segment(metric)}`;
      const { points } = await get(path, { from, maxPoints: TREND_LENGTH }, this.leaving.signal);
      addHistory(device, metric, points.map(({ value }) => value));
    } catch (problem) {
      if (problem.name !== 'AbortError') this.#failed(device, problem);
    }
    this.requestUpdate();
  }

  #failed(device, problem) {
    device.asked = false;
    this.problem = problem;
  }

  #reading(reading) {
    const device = this.devices?.find(({ name }) => name === reading.device);
    if (device) addReading(device, reading);
  }

  /** Without a state it is of one session, and the device may have others. */
  #presence({ device: name, state }) {
    const device = this.devices?.find((candidate) => candidate.name === name);
    if (device && state) device.presence = state;
  }

  render() {
    const { items } = this.alerts;
    return html`
      <div class="head">
        <div><h1>Fleet</h1><p class="muted">${this.#summary()}</p></div>
        <label class="search"><span class="hidden">Filter devices by name, profile or label</span>
          ${icons.search}
          <input type="search" placeholder="Filter by name, profile or label" .value=${this.typed} @input=${this.#type}>
        </label>
      </div>
      <problem-note what="The fleet is not complete." .problem=${this.problem} @again=${this.#load}></problem-note>
      <div class="columns">
        <section class="card" aria-label="Devices">${this.#table()}</section>
        <alert-list class=${items.length ? '' : 'calm'} .alerts=${this.alerts}></alert-list>
      </div>`;
  }

  #summary() {
    if (!this.devices?.length) return nothing;
    const silent = this.devices.filter((device) => [STATES.silent, STATES.offline].includes(stateOf(device))).length;
    const parts = [plural(this.devices.length, 'device') + (this.next ? ' and more' : '')];
    parts.push(this.alerts.items.length ? plural(this.alerts.items.length, 'open alert') : 'no open alerts');
    if (silent) parts.push(`${silent} silent`);
    return parts.join(' · ');
  }

  #table() {
    if (this.devices === null) return this.problem ? nothing : html`<fleet-table loading></fleet-table>`;
    if (this.devices.length === 0) {
      return html`<empty-state heading="No devices yet" .icon=${icons.antenna}>
        Start a simulated fleet with <code>./telltale sim run</code>, or register a device of your own with
        <code>POST /api/devices</code>. It shows up here with its first reading.</empty-state>`;
    }
    const { chosen, pages, page, rows } = this.#visible();
    if (chosen.length === 0) {
      return html`<empty-state heading="No device fits “${this.typed}”" .icon=${icons.search}>
        <button @click=${this.#clear}>Show all ${this.devices.length}</button></empty-state>`;
    }
    return html`<fleet-table .devices=${rows} .tick=${Date.now()}></fleet-table>${this.#pager(chosen, pages, page)}`;
  }

  #pager(chosen, pages, page) {
    if (pages === 1 && !this.next) return nothing;
    const from = page * PAGE + 1;
    return html`<nav class="pager" aria-label="Pages">
      <span>${from}–${Math.min(from + PAGE - 1, chosen.length)} of ${chosen.length}</span>
      ${this.next ? html`<button @click=${this.#loadMore}>Load more devices</button>` : nothing}
      <button ?disabled=${page === 0} aria-label="Previous page" @click=${() => this.#turn(page - 1)}>${icons.previous}</button>
      <button ?disabled=${page === pages - 1} aria-label="Next page" @click=${() => this.#turn(page + 1)}>${icons.next}</button>
    </nav>`;
  }

  #turn(page) {
    this.page = page;
    this.#show();
  }

  #type(event) {
    this.typed = event.target.value;
    this.page = 0;
    this.#alertsChanged();
  }

  #clear() {
    this.typed = '';
    this.#show();
  }
}

customElements.define('fleet-view', FleetView);
