import { LitElement, css, html, nothing } from 'lit';
import { get, segment } from '../core/api.js';
import { number, plural, unit, withUnit, words } from '../core/format.js';
import '../ui/problem-note.js';
import { base } from '../ui/styles.js';
import './metric-chart.js';

const MOST_POINTS = 800;
const MINUTE = 60_000;

/** One metric of a device: its latest value in large, its history below, going on live. */
class MetricCard extends LitElement {
  static properties = {
    device: {},
    metric: {},
    unit: {},
    minutes: { type: Number },
    live: { attribute: false },
    reading: { attribute: false },
    anomalies: { attribute: false },
    points: { state: true },
    problem: { state: true },
  };

  static styles = [base, css`
    .card { padding: 16px 16px 8px; }
    header { display: flex; align-items: baseline; gap: 12px; flex-wrap: wrap; padding: 0 4px; }
    h2 { margin-right: auto; }
    h2::first-letter { text-transform: uppercase; }
    .now { font-size: 22px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
    .now small { font-size: 14px; font-weight: 500; color: var(--muted); letter-spacing: 0; }
    .found { font-size: 12px; font-weight: 500; color: var(--critical); }
    problem-note { margin-top: 12px; }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.live.addEventListener('reading', ({ detail }) => this.#live(detail), { signal });
    this.live.addEventListener('resumed', () => this.#load(), { signal });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  willUpdate(changed) {
    if (changed.has('metric') || changed.has('device') || changed.has('minutes')) this.#load();
  }

  async #load() {
    const to = Date.now();
    const range = { from: new Date(to - this.minutes * MINUTE).toISOString(), to: new Date(to).toISOString() };
    const path = `/api/series/${segment(this.device)}/${segment(this.metric)}`;
    try {
      const { points } = await get(path, { ...range, maxPoints: MOST_POINTS }, this.leaving?.signal);
      this.points = points.map((point) => ({ ...point, time: Date.parse(point.time) }));
      this.problem = null;
    } catch (problem) {
      if (problem.name !== 'AbortError') this.problem = problem;
    }
  }

  #live({ device, metric, time, value }) {
    if (device !== this.device || metric !== this.metric || !this.points) return;
    const point = { time: Date.parse(time), value };
    const last = this.points.at(-1);
    if (last && last.time >= point.time) return; // a late one is in the history already
    const since = Date.now() - this.minutes * MINUTE;
    this.points = [...this.points.filter((earlier) => earlier.time >= since), point];
  }

  render() {
    const count = this.anomalies.length;
    return html`<section class="card" aria-label=${words(this.metric)}>
      <header>
        <h2>${words(this.metric)}</h2>
        ${count ? html`<span class="found">${plural(count, 'anomaly', 'anomalies')}</span>` : nothing}
        ${this.reading ? html`<p class="now">${number(this.reading.value)} <small>${unit(this.unit)}</small></p>` : nothing}
      </header>
      <problem-note what="The history is not there." .problem=${this.problem} @again=${this.#load}></problem-note>
      <metric-chart .points=${this.points ?? []} .anomalies=${this.anomalies} .unit=${this.unit} .minutes=${this.minutes}
        .label=${this.#label(count)}></metric-chart>
    </section>`;
  }

  #label(count) {
    const now = this.reading ? `, now ${withUnit(this.reading.value, this.unit)}` : '';
    return `${words(this.metric)} over time${now}, ${count ? plural(count, 'anomaly', 'anomalies') : 'no anomalies'}`;
  }
}

customElements.define('metric-card', MetricCard);
