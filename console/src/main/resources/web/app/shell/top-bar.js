import { LitElement, css, html, nothing } from 'lit';
import { ALERTS, FLEET, SILENCES, WEBHOOKS } from '../core/route.js';
import { isDark, toggleTheme } from '../core/theme.js';
import { icons, mark } from '../ui/icon.js';
import { badges, base, buttons } from '../ui/styles.js';

const STATES = { live: ['good', 'Live'], connecting: ['', 'Connecting…'], interrupted: ['warning', 'Reconnecting…'] };

/** The ways, each with the views that belong to it. */
const WAYS = [
  [FLEET, 'Fleet', ['fleet', 'device']],
  [ALERTS, 'Alerts', ['alerts', 'alert']],
  [SILENCES, 'Silences', ['silences', 'silence']],
  [WEBHOOKS, 'Webhooks', ['webhooks', 'webhook']],
];

/** The line at the top: the ways, whether the page is live, whose data it shows, and the way out. */
class TopBar extends LitElement {
  static properties = { who: { attribute: false }, view: {}, live: { attribute: false } };

  static styles = [base, buttons, badges, css`
    :host { position: sticky; top: 0; z-index: 1; background: var(--surface); border-bottom: 1px solid var(--line); }
    header { display: flex; align-items: center; gap: 8px; max-width: 1440px; height: 56px; margin: 0 auto;
      padding: 0 clamp(16px, 3vw, 40px); }
    .home { display: flex; align-items: center; gap: 10px; font-weight: 600; font-size: 16px;
      letter-spacing: -0.01em; }
    nav { display: flex; gap: 2px; margin: 0 auto 0 16px; }
    nav a { padding: 6px 10px; border-radius: 8px; font-weight: 500; color: var(--muted); white-space: nowrap; }
    nav a:hover { background: var(--raised); }
    nav a[aria-current] { color: var(--text); background: var(--raised); }
    .badge { margin-right: 8px; }
    .who { text-align: right; line-height: 1.3; font-size: 13px; margin-right: 4px; }
    .who span { display: block; font-size: 12px; color: var(--muted); }
    .badge.good::before { animation: beat 2.4s ease-in-out infinite; }
    @keyframes beat { 50% { opacity: 0.35; } }
    @media (prefers-reduced-motion: reduce) { .badge.good::before { animation: none; } }
    @media (max-width: 860px) {
      .who { display: none; }
      header { height: auto; flex-wrap: wrap; padding-block: 8px 0; }
      .home { margin-right: auto; }
      nav { order: 1; flex: 1 0 100%; margin: 0 -8px; overflow-x: auto; padding: 2px 2px 6px; }
    }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.redraw = () => this.requestUpdate();
    this.live.addEventListener('state', this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.live.removeEventListener('state', this.redraw);
  }

  render() {
    const [tone, word] = STATES[this.live.state];
    const dark = isDark();
    return html`<header>
      <a class="home" href=${FLEET} aria-label="Telltale, to the fleet">${mark} Telltale</a>
      <nav aria-label="Views">${WAYS.map(([href, name, views]) => html`<a href=${href}
        aria-current=${views.includes(this.view) ? 'page' : nothing}>${name}</a>`)}</nav>
      <span class="badge ${tone}" role="status">${word}</span>
      <div class="who">${this.who.subject}<span>tenant ${this.who.tenant}</span></div>
      <button class="quiet" aria-label=${dark ? 'Light colours' : 'Dark colours'} @click=${this.#theme}>
        ${dark ? icons.sun : icons.moon}
      </button>
      <button class="quiet" aria-label="Sign out" @click=${this.#out}>${icons.signOut}</button>
    </header>`;
  }

  #theme() {
    toggleTheme();
    this.requestUpdate();
  }

  #out() {
    this.dispatchEvent(new Event('sign-out'));
  }
}

customElements.define('top-bar', TopBar);
