import { LitElement, css, html, nothing, svg } from 'lit';
import { base } from '../ui/styles.js';

const WIDTH = 112;
const HEIGHT = 28;
const PAD = 3;

/** The shape of the latest readings, without numbers. */
class SparkLine extends LitElement {
  static properties = { values: { attribute: false }, tone: {}, label: {} };

  static styles = [base, css`
    svg { overflow: visible; color: var(--accent); }
    .critical { color: var(--critical); }
    .warning { color: var(--warning); }
    path { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; }
    path.area { fill: currentColor; stroke: none; opacity: 0.1; }
    circle { fill: currentColor; }
  `];

  render() {
    if (this.values.length < 2) return nothing;
    const points = this.#points();
    const line = points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
    const [endX, endY] = points.at(-1);
    return html`<svg width=${WIDTH} height=${HEIGHT} role="img" aria-label=${this.label} class=${this.tone ?? ''}>
      ${svg`<path class="area" d="${line}L${endX.toFixed(1)} ${HEIGHT}L${points[0][0]} ${HEIGHT}Z"></path>
        <path d=${line}></path><circle cx=${endX} cy=${endY} r="2"></circle>`}
    </svg>`;
  }

  #points() {
    const low = Math.min(...this.values);
    const span = Math.max(...this.values) - low || 1;
    const step = (WIDTH - 2 * PAD) / (this.values.length - 1);
    return this.values.map((value, i) => [PAD + i * step, HEIGHT - PAD - ((value - low) / span) * (HEIGHT - 2 * PAD)]);
  }
}

customElements.define('spark-line', SparkLine);
