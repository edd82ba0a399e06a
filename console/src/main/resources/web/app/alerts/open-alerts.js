// The alerts that are open now, worst and newest first; dispatches `change` when they were fetched anew.
import { get } from '../core/api.js';

const MOST = 200;
const SETTLE = 300;
const RANK = { critical: 0, warning: 1, info: 2 };

export class OpenAlerts extends EventTarget {
  items = [];
  problem = null;
  loaded = false;
  #timer = null;

  constructor(device = undefined) {
    super();
    this.device = device;
  }

  /** Fetches after a moment: alerts come in groups, and one look is enough for all. */
  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), SETTLE);
  }

  async refresh() {
    try {
      const { items } = await get('/api/alerts', { state: 'firing', limit: MOST, device: this.device });
      this.items = items.sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.startedAt.localeCompare(a.startedAt));
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.loaded = true;
    this.dispatchEvent(new Event('change'));
  }
}
