import { LitElement, css, html, nothing } from 'lit';
import { SIGNED_OUT } from '../core/api.js';
import { LiveEvents } from '../core/live.js';
import { route } from '../core/route.js';
import { mayChange, signIn, signOut, tokenFromLink, whoAmI } from '../core/session.js';
import { applyTheme } from '../core/theme.js';
import '../alerts/alert-view.js';
import '../alerts/alerts-view.js';
import '../device/device-view.js';
import '../fleet/fleet-view.js';
import '../silences/silence-form.js';
import '../silences/silences-view.js';
import { base } from '../ui/styles.js';
import '../webhooks/webhook-view.js';
import '../webhooks/webhooks-view.js';
import './sign-in.js';
import './top-bar.js';

/** The whole page: who is signed in, where on the page we are, and the one live connection that all views share. */
class TelltaleApp extends LitElement {
  static properties = { who: { state: true }, place: { state: true }, problem: { state: true }, state: { state: true } };

  static styles = [base, css`
    main { max-width: 1440px; margin: 0 auto; padding: 24px clamp(16px, 3vw, 40px) 56px; }
    .skip { position: absolute; left: -9999px; }
    .skip:focus { left: 16px; top: 10px; z-index: 2; padding: 8px 12px; background: var(--surface); }
  `];

  constructor() {
    super();
    applyTheme();
    this.place = route();
    this.state = 'starting';
    this.live = new LiveEvents();
    window.addEventListener('hashchange', () => this.#move());
    window.addEventListener(SIGNED_OUT, () => this.#leave());
    this.#begin();
  }

  async #begin() {
    const token = tokenFromLink();
    try {
      this.who = token ? await signIn(token) : await whoAmI();
      this.problem = null;
    } catch (problem) {
      // Nobody is signed in on a first visit: that is no error worth a word.
      this.problem = token || problem.status !== 401 ? problem : null;
    }
    this.state = 'started';
  }

  #move() {
    if (location.hash.startsWith('#token=')) {
      this.#begin();
      return;
    }
    this.place = route();
    window.scrollTo(0, 0);
  }

  #enter(event) {
    this.who = event.detail;
    this.problem = null;
  }

  #leave() {
    this.live.close();
    this.who = null;
  }

  async #signOut() {
    await signOut().catch((problem) => (this.problem = problem));
    this.#leave();
  }

  render() {
    if (this.state === 'starting') return nothing;
    if (!this.who) return html`<sign-in .problem=${this.problem} @signed-in=${this.#enter}></sign-in>`;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to content</a>
      <top-bar .who=${this.who} .view=${this.place.view} .live=${this.live} @sign-out=${this.#signOut}></top-bar>
      <main id="main" tabindex="-1">${this.#view()}</main>`;
  }

  #view() {
    const { view, name, query } = this.place;
    const { live } = this;
    const may = mayChange(this.who);
    switch (view) {
      case 'device': return html`<device-view .device=${name} .live=${live} .mayChange=${may}></device-view>`;
      case 'alerts': return html`<alerts-view .query=${query} .live=${live}></alerts-view>`;
      case 'alert': return html`<alert-view .alertId=${name} .live=${live} .mayChange=${may}></alert-view>`;
      case 'silences': return html`<silences-view .live=${live} .mayChange=${may}></silences-view>`;
      case 'silence': return html`<silence-form .lines=${query.getAll('matcher')}></silence-form>`;
      case 'webhooks': return html`<webhooks-view .live=${live} .mayChange=${may}></webhooks-view>`;
      case 'webhook': return html`<webhook-view .webhook=${name} .live=${live} .mayChange=${may}></webhook-view>`;
      default: return html`<fleet-view .live=${live}></fleet-view>`;
    }
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector('main').focus();
  }
}

customElements.define('telltale-app', TelltaleApp);
