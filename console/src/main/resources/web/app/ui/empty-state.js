import { LitElement, css, html } from 'lit';
import { base } from './styles.js';

/** What stands where there is nothing to show: what that means, and in its slot what to do next. */
class EmptyState extends LitElement {
  static properties = { heading: {}, icon: { attribute: false } };

  static styles = [base, css`
    :host { padding: 40px 24px; text-align: center; color: var(--muted); }
    .icon { display: inline-grid; place-items: center; width: 44px; height: 44px; margin-bottom: 12px;
      border-radius: 50%; background: var(--raised); color: var(--accent); }
    h3 { font-size: 15px; font-weight: 600; color: var(--text); margin-bottom: 4px; }
    .body { max-width: 46ch; margin: 0 auto; }
    ::slotted(code) { font: 500 13px/1.6 ui-monospace, 'DejaVu Sans Mono', monospace; padding: 2px 7px;
      border-radius: 6px; background: var(--raised); color: var(--text); white-space: nowrap; }
  `];

  render() {
    return html`<div class="icon">${this.icon}</div><h3>${this.heading}</h3><div class="body"><slot></slot></div>`;
  }
}

customElements.define('empty-state', EmptyState);
