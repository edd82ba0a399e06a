// The few pictograms, drawn on a grid of 20; they say nothing that a word beside them does not.
import { html, svg } from 'lit';

const draw = (shape) => html`<svg width="18" height="18" viewBox="0 0 20 20" fill="none" stroke="currentColor"
  stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;

export const icons = {
  search: draw(svg`<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 3.8 3.8"/>`),
  back: draw(svg`<path d="M16 10H4m5-5-5 5 5 5"/>`),
  next: draw(svg`<path d="m8 5 5 5-5 5"/>`),
  previous: draw(svg`<path d="m12 5-5 5 5 5"/>`),
  moon: draw(svg`<path d="M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z"/>`),
  sun: draw(svg`<circle cx="10" cy="10" r="3.4"/><path d="M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2"/>`),
  signOut: draw(svg`<path d="M12 4H5.5A1.5 1.5 0 0 0 4 5.5v9A1.5 1.5 0 0 0 5.5 16H12m-3-6h8m-3-3 3 3-3 3"/>`),
  check: draw(svg`<circle cx="10" cy="10" r="7"/><path d="m7 10.2 2.1 2.1L13.2 8"/>`),
  warning: draw(svg`<path d="M10 3.2 17.5 16h-15L10 3.2zM10 8.2v3.6M10 13.9v.1"/>`),
  bell: draw(svg`<path d="M5 13.5h10l-1.3-2V8.2a3.7 3.7 0 0 0-7.4 0v3.3L5 13.5zM8.4 16a1.7 1.7 0 0 0 3.2 0"/>`),
  mute: draw(svg`<path d="M5 13.5h10l-1.3-2V8.2a3.7 3.7 0 0 0-7.4 0v3.3L5 13.5zM8.4 16a1.7 1.7 0 0 0 3.2 0M3 3l14 14"/>`),
  send: draw(svg`<path d="M17 3 3 9l5.5 2.5L11 17l6-14zM8.5 11.5 17 3"/>`),
  antenna: draw(svg`<path d="M10 10v7M6.5 13.5a5 5 0 0 1 0-7M13.5 6.5a5 5 0 0 1 0 7M4 16a8.5 8.5 0 0 1 0-12M16 4a8.5 8.5 0 0 1 0 12"/><circle cx="10" cy="10" r="1"/>`),
};

/** The mark: a streamer on its stay, which tells where the wind comes from. */
export const mark = html`<svg width="26" height="26" viewBox="0 0 32 32" fill="none" aria-hidden="true">
  <rect width="32" height="32" rx="8" fill="#0b6b73"></rect>
  <path d="M9 6v20" stroke="#fff" stroke-width="2.6" stroke-linecap="round"></path>
  <path d="M9 9.5c4-3.4 7 2.6 14.5-1-3.4 5-8.6 4.4-14.5 6.6z" fill="#8ff0e0"></path>
</svg>`;
