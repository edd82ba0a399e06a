import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { LitElement, css, html } from 'lit';
import { THEME_CHANGED } from '../core/theme.js';
import { base } from '../ui/styles.js';
import { chartOptions } from './chart-options.js';

echarts.use([LineChart, ScatterChart, CustomChart, GridComponent, TooltipComponent, CanvasRenderer]);

const SLIDE_EVERY = 1000;

/** A line over time that slides with the clock. What it shows stands in words in its label and beside it. */
class MetricChart extends LitElement {
  static properties = {
    points: { attribute: false },
    anomalies: { attribute: false },
    unit: {},
    minutes: { type: Number },
    label: {},
  };

  static styles = [base, css`
    .chart { width: 100%; height: 208px; }
  `];

  render() {
    return html`<div class="chart" role="img" aria-label=${this.label}></div>`;
  }

  firstUpdated() {
    this.chart = echarts.init(this.renderRoot.querySelector('.chart'), null, { renderer: 'canvas' });
    this.sizes = new ResizeObserver(() => this.chart.resize());
    this.sizes.observe(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.redraw = () => this.#draw();
    window.addEventListener(THEME_CHANGED, this.redraw);
    this.clock = setInterval(this.redraw, SLIDE_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener(THEME_CHANGED, this.redraw);
    clearInterval(this.clock);
    this.sizes?.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  updated() {
    this.#draw();
  }

  #draw() {
    if (!this.chart || document.hidden) return;
    this.chart.setOption(chartOptions(this, Date.now()), { lazyUpdate: true, replaceMerge: ['series'] });
  }
}

customElements.define('metric-chart', MetricChart);
