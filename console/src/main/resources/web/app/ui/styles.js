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
