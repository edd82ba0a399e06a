// Live events from /api/events. Comes back by itself after any loss and resumes after the last event it saw.
import { whoAmI } from './session.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;
const KINDS = ['reading', 'anomaly', 'alert', 'presence', 'device', 'missed'];

/**
 * Dispatches an event of each kind with its data in `detail`, `state` when the connection comes or goes, and `resumed`
 * when what is shown may have missed readings and is best fetched anew.
 */
export class LiveEvents extends EventTarget {
  state = 'connecting';
  #devices = [];
  #lastId = null;
  #source = null;
  #failures = 0;
  #timer = null;
  #settled = null;
  #settle = () => {};

  /**
   * Asks for the readings of these devices instead of those before; opens the stream when it is not. Resolves when it
   * listens, or cannot now: what is fetched after that has no gap to what comes live.
   */
  watch(devices) {
    const wanted = [...new Set(devices)].sort();
    if (!this.#source || wanted.join() !== this.#devices.join()) {
      this.#devices = wanted;
      this.#settle();
      this.#settled = new Promise((resolve) => (this.#settle = resolve));
      this.#open();
    }
    return this.#settled;
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    this.close();
    const query = new URLSearchParams(this.#devices.map((device) => ['device', device]));
    if (this.#lastId) query.set('lastEventId', this.#lastId);
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    source.addEventListener('ready', (event) => this.#ready(event));
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.#hand(kind, event));
    source.onerror = () => this.#lost(source);
  }

  #ready(event) {
    this.#lastId = event.lastEventId;
    const cameBack = this.#failures > 0;
    this.#failures = 0;
    this.#become('live');
    this.#settle();
    if (cameBack) this.dispatchEvent(new Event('resumed'));
  }

  #hand(kind, event) {
    if (event.lastEventId) this.#lastId = event.lastEventId;
    this.dispatchEvent(new CustomEvent(kind, { detail: JSON.parse(event.data) }));
    if (kind === 'missed') this.dispatchEvent(new Event('resumed'));
  }

  // The browser gives up for good on an answer such as 503, so coming back is ours to do in every case.
  #lost(source) {
    source.close();
    if (source !== this.#source) return;
    this.#failures += 1;
    this.#become('interrupted');
    this.#settle();
    if (this.#failures === 2) whoAmI().catch(() => {}); // is it the session that ended? The shell hears of it.
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.#failures - 1));
    this.#timer = setTimeout(() => this.#open(), wait * (0.75 + Math.random() / 2));
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}
