import { LitElement, css, html, nothing } from 'lit';
import { postJson } from '../core/api.js';
import { plural } from '../core/format.js';
import { SILENCES } from '../core/route.js';
import { icons } from '../ui/icon.js';
import { base, buttons, fields, rows } from '../ui/styles.js';
import { parseMatchers } from './matcher.js';

const TERMS = [['1', '1 hour'], ['4', '4 hours'], ['24', '1 day'], ['72', '3 days'], ['168', '1 week']];
const SETTLE = 400;
const HOUR = 3_600_000;

/** A new silence: which alerts, from when, how long, why; says how many it would mute now before it is made. */
class SilenceForm extends LitElement {
  static properties = {
    lines: { attribute: false },
    error: { state: true },
    mutes: { state: true },
    busy: { state: true },
  };

  static styles = [base, buttons, fields, rows, css`
    :host { max-width: 640px; }
    .card { padding: 20px; }
    textarea { font: 13px/1.6 ui-monospace, 'DejaVu Sans Mono', monospace; }
    .times { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); }
  `];

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  willUpdate(changed) {
    if (changed.has('lines')) this.#look(this.lines.join('\n'));
  }

  render() {
    return html`
      <a class="back" href=${SILENCES}>${icons.back} Silences</a>
      <div class="head"><h1>New silence</h1></div>
      <section class="card"><form @submit=${this.#submit}>
        <label>Which alerts <span class="hint">(one matcher a line; all have to fit)</span>
          <textarea name="matchers" rows="4" spellcheck="false" aria-describedby="mutes error"
            placeholder='device=~"pump-.*"' .value=${this.lines.join('\n')}
            @input=${({ target }) => this.#look(target.value)}></textarea></label>
        <p id="mutes" class="hint" role="status">${this.mutes ?? nothing}</p>
        <div class="times">
          <label>From <span class="hint">(empty: now)</span><input type="datetime-local" name="from"></label>
          <label>For<select name="term">${TERMS.map(([hours, word]) => html`<option value=${hours}>${word}</option>`)}</select></label>
        </div>
        <label>Why<input name="comment" required maxlength="1000" autocomplete="off" placeholder="Bearings are being changed"></label>
        <p id="error" class="error" role="alert">${this.error?.message ?? nothing}</p>
        <div class="actions"><button class="primary" ?disabled=${this.busy}>Silence</button></div>
      </form></section>`;
  }

  /** Counts, a moment after the last key, what is firing and would be muted. */
  #look(text) {
    clearTimeout(this.timer);
    this.error = null;
    this.mutes = null;
    if (text.trim()) this.timer = setTimeout(() => this.#count(text), SETTLE);
  }

  async #count(text) {
    try {
      const { count } = await postJson('/api/silences/preview', { matchers: parseMatchers(text) });
      this.mutes = `Fits ${plural(count, 'firing alert')}.`;
    } catch (error) {
      this.error = error;
    }
  }

  async #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.busy = true;
    try {
      const begin = form.get('from') ? new Date(form.get('from')).getTime() : Date.now();
      await postJson('/api/silences', {
        matchers: parseMatchers(form.get('matchers')),
        startsAt: new Date(begin).toISOString(),
        endsAt: new Date(begin + Number(form.get('term')) * HOUR).toISOString(),
        comment: form.get('comment').trim(),
      });
      location.hash = SILENCES;
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}

customElements.define('silence-form', SilenceForm);
