// Where on the page we are, in the part of the address after #.

const PLACES = [
  [/^#\/devices\/([^/?]+)$/, 'device'],
  [/^#\/alerts$/, 'alerts'],
  [/^#\/alerts\/([^/?]+)$/, 'alert'],
  [/^#\/silences$/, 'silences'],
  [/^#\/silences\/new$/, 'silence'],
  [/^#\/webhooks$/, 'webhooks'],
  [/^#\/webhooks\/([^/?]+)$/, 'webhook'],
];

/** `{view, name, query}`: which view, of what when it is of one thing, and what the address asks of it. */
export function route(hash = location.hash) {
  const [path, query = ''] = hash.split('?', 2);
  for (const [pattern, view] of PLACES) {
    const match = pattern.exec(path);
    if (match) return { view, name: match[1] && decodeURIComponent(match[1]), query: new URLSearchParams(query) };
  }
  return { view: 'fleet', query: new URLSearchParams(query) };
}

export const deviceLink = (device) => `#/devices/${encodeURIComponent(device)}`;

export const alertLink = (id) => `#/alerts/${encodeURIComponent(id)}`;

export const webhookLink = (id) => `#/webhooks/${encodeURIComponent(id)}`;

/** The form of a new silence; with the matchers it begins with, a line each. */
export const silenceLink = (lines) => `#/silences/new?${new URLSearchParams(lines.map((line) => ['matcher', line]))}`;

export const FLEET = '#/';
export const ALERTS = '#/alerts';
export const SILENCES = '#/silences';
export const WEBHOOKS = '#/webhooks';
