// Styles that several elements share; each element adds its own.
import { css } from 'lit';

export const base = css`
  :host { display: block; }
  * { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h1 { font-size: 22px; line-height: 1.25; font-weight: 600; letter-spacing: -0.015em; }
  h2 { font-size: 14px; line-height: 1.4; font-weight: 600; letter-spacing: -0.005em; }
  a { color: inherit; text-decoration: none; }
  a:hover { color: var(--accent); }
  svg { display: block; flex: none; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
  .muted { color: var(--muted); }
  dd, time, .count, .seen, .now { font-variant-numeric: tabular-nums; }
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }
  .hidden {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
`;

export const buttons = css`
  button {
    font: inherit; font-weight: 500; color: var(--text);
    display: inline-flex; align-items: center; justify-content: center; gap: 8px;
    min-height: 36px; padding: 0 14px;
    border: 1px solid var(--line); border-radius: 8px; background: var(--surface); cursor: pointer;
  }
  button:hover:not(:disabled) { background: var(--raised); }
  button:disabled { color: var(--muted); cursor: default; opacity: 0.6; }
  button.primary { background: var(--accent); border-color: transparent; color: var(--on-accent); }
  button.primary:hover:not(:disabled) { background: var(--accent); filter: brightness(1.08); }
  button.quiet { border-color: transparent; background: transparent; color: var(--muted); padding: 0 10px; }
  button.quiet:hover { color: var(--text); background: var(--raised); }
`;

export const badges = css`
  .badge {
    display: inline-flex; align-items: center; gap: 6px; white-space: nowrap;
    padding: 2px 9px 2px 8px; border-radius: 999px;
    font-size: 12px; font-weight: 500; line-height: 18px;
    color: var(--muted); background: var(--raised);
  }
  .badge::before { content: ''; width: 7px; height: 7px; border-radius: 50%; background: currentColor; }
  .badge.critical { color: var(--critical); background: var(--critical-tint); }
  .badge.warning { color: var(--warning); background: var(--warning-tint); }
  .badge.info { color: var(--info); background: var(--info-tint); }
  .badge.good { color: var(--good); background: var(--good-tint); }
  .badge.hollow::before { background: transparent; box-shadow: inset 0 0 0 1.5px currentColor; }
  .tag {
    display: inline-block; padding: 0 7px; border-radius: 5px; background: var(--raised);
    font-size: 12px; line-height: 20px; color: var(--muted); white-space: nowrap;
  }
`;

/** Forms: a label above its field, an error below it. */
export const fields = css`
  form { display: grid; gap: 12px; }
  label, legend { display: block; font-size: 13px; font-weight: 500; }
  label > input, label > select, label > textarea { margin-top: 4px; }
  input:not([type='checkbox']), select, textarea {
    font: inherit; font-weight: 400; width: 100%; min-height: 38px; padding: 0 10px; color: var(--text); background: var(--surface);
    border: 1px solid var(--muted); border-radius: 8px;
  }
  textarea { padding: 8px 10px; resize: vertical; }
  input::placeholder, textarea::placeholder { color: var(--muted); opacity: 1; }
  .hint { font-size: 12px; font-weight: 400; color: var(--muted); }
  .error { font-size: 13px; color: var(--critical); }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; }
`;

/** A list whose lines are rows in a card, and lead somewhere as a whole. */
export const rows = css`
  .head { display: flex; align-items: end; gap: 12px 16px; flex-wrap: wrap; margin-bottom: 20px; }
  .head > div { margin-right: auto; min-width: 0; }
  .back { display: inline-flex; align-items: center; gap: 6px; margin-bottom: 12px; font-size: 13px; color: var(--muted); }
  .row { position: relative; display: grid; gap: 4px 16px; padding: 13px 16px; border-bottom: 1px solid var(--line); }
  .row:last-child { border-bottom: 0; }
  .row.leads:hover { background: var(--raised); }
  .lead { font-weight: 600; overflow-wrap: anywhere; }
  .leads .lead::after { content: ''; position: absolute; inset: 0; }
  .leads .lead:focus-visible { outline: none; }
  .leads .lead:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 8px; }
  .marks { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
  .small { font-size: 13px; color: var(--muted); overflow-wrap: anywhere; }
  .foot { display: flex; align-items: center; gap: 8px; padding: 10px 16px; border-top: 1px solid var(--line);
    font-size: 13px; color: var(--muted); }
`;
