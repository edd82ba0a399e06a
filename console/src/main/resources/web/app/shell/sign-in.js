import { LitElement, css, html, nothing } from 'lit';
import { signIn } from '../core/session.js';
import { mark } from '../ui/icon.js';
import { base, buttons } from '../ui/styles.js';

/** Asks for a token, and says where to get one. Dispatches `signed-in` with who it is. */
class SignIn extends LitElement {
  static properties = { problem: { attribute: false }, busy: { state: true } };

  static styles = [base, buttons, css`
    :host { min-height: 100vh; display: grid; place-items: center; padding: 24px; }
    .card { width: min(420px, 100%); padding: 32px; }
    .brand { display: flex; align-items: center; gap: 10px; font-weight: 600; font-size: 16px; margin-bottom: 24px; }
    h1 { margin-bottom: 6px; }
    form { margin-top: 24px; display: grid; gap: 8px; }
    label { font-weight: 500; }
    input { font: 13px/1.4 ui-monospace, 'DejaVu Sans Mono', monospace; width: 100%; height: 42px; padding: 0 12px;
      color: var(--text); background: var(--ground); border: 1px solid var(--muted); border-radius: 8px; }
    input:focus-visible { outline-offset: 0; border-radius: 8px; }
    button { min-height: 42px; margin-top: 8px; }
    .error { color: var(--critical); }
    .hint { margin-top: 20px; padding-top: 20px; border-top: 1px solid var(--line); font-size: 13px; }
    code { font: 500 12.5px/1.6 ui-monospace, 'DejaVu Sans Mono', monospace; padding: 1px 6px; border-radius: 5px;
      background: var(--raised); color: var(--text); white-space: nowrap; }
  `];

  render() {
    return html`<main class="card">
      <div class="brand">${mark} Telltale</div>
      <h1>Sign in</h1>
      <p class="muted">Your fleet, its readings and its alerts, live.</p>
      <form @submit=${this.#submit}>
        <label for="token">Operator token</label>
        <input id="token" type="password" autocomplete="off" spellcheck="false" required autofocus
          aria-describedby="error" aria-invalid=${this.problem ? 'true' : 'false'}>
        <p id="error" class="error" role="alert">${this.problem ? this.#reason() : nothing}</p>
        <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
      </form>
      <p class="hint muted"><code>./telltale up</code> prints a link that signs you in;
        <code>./telltale token</code> prints a token to paste here.</p>
    </main>`;
  }

  #reason() {
    return this.problem.status === 401 ? 'This token is not valid, or no longer.' : this.problem.message;
  }

  async #submit(event) {
    event.preventDefault();
    this.busy = true;
    try {
      const who = await signIn(this.renderRoot.querySelector('input').value);
      this.dispatchEvent(new CustomEvent('signed-in', { detail: who }));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('sign-in', SignIn);
