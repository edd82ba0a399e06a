import { LitElement, css, html, nothing } from 'lit';
import { SIGNED_OUT } from '../core/api.js';
import { LiveEvents } from '../core/live.js';
import { route } from '../core/route.js';
import { mayChange, signIn, signOut, tokenFromLink, whoAmI } from '../core/session.js';
import { applyTheme } from '../core/theme.js';
import '../device/device-view.js';
import '../fleet/fleet-view.js';
import { base } from '../ui/styles.js';
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
      <top-bar .who=${this.who} .live=${this.live} @sign-out=${this.#signOut}></top-bar>
      <main id="main" tabindex="-1">${this.#view()}</main>`;
  }

  #view() {
    return this.place.view === 'device'
      ? html`<device-view .device=${this.place.device} .live=${this.live} .mayChange=${mayChange(this.who)}></device-view>`
      : html`<fleet-view .live=${this.live}></fleet-view>`;
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector('main').focus();
  }
}

customElements.define('telltale-app', TelltaleApp);
