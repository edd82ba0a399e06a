import { LitElement, css, html } from 'lit';
import { base, buttons, fields } from '../ui/styles.js';
import { inHours } from './alert.js';

const TERMS = [['', 'Until it is resolved'], ['1', 'For 1 hour'], ['4', 'For 4 hours'], ['24', 'For a day'], ['168', 'For a week']];

/** Asks for how long, and why. Dispatches `acknowledge` with `{until, comment}`, each left out when not said. */
class AcknowledgeForm extends LitElement {
  static properties = { busy: { type: Boolean } };

  static styles = [base, buttons, fields, css`h2 { margin-bottom: 0; }`];

  render() {
    return html`<form @submit=${this.#submit}>
      <h2>Take it on</h2>
      <p class="hint">Whoever is told next sees that you are at it; nobody further up is called.</p>
      <label>How long<select name="term">${TERMS.map(([hours, word]) => html`<option value=${hours}>${word}</option>`)}</select></label>
      <label>Comment <span class="hint">(optional)</span><input name="comment" maxlength="1000" autocomplete="off"></label>
      <button class="primary" ?disabled=${this.busy}>Acknowledge</button>
    </form>`;
  }

  #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const detail = { until: inHours(Number(form.get('term'))), comment: form.get('comment').trim() || undefined };
    this.dispatchEvent(new CustomEvent('acknowledge', { detail }));
  }
}

customElements.define('acknowledge-form', AcknowledgeForm);
