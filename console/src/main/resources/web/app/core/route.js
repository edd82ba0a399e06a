// Where on the page we are, in the part of the address after #.

/** `{view: 'fleet'}` or `{view: 'device', device: NAME}`. */
export function route(hash = location.hash) {
  const match = /^#\/devices\/([^/]+)$/.exec(hash);
  return match ? { view: 'device', device: decodeURIComponent(match[1]) } : { view: 'fleet' };
}

export const deviceLink = (device) => `#/devices/${encodeURIComponent(device)}`;

export const FLEET = '#/';
