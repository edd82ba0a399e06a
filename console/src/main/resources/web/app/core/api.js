// Calls to the API, under the same origin; the session cookie goes along by itself.

/** An answer that is no success, as the service described it (problem+json) or as it can be told without. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `The console answered with status ${status}.`);
    this.status = status;
  }
}

/** Heard by the shell: the session is over. */
export const SIGNED_OUT = 'telltale-signed-out';

/** A parameter that is a list is asked once for each of its values. */
export function get(path, params = {}, signal = undefined) {
  const query = new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value].flat().filter((one) => one != null).map((one) => [name, one])));
  return call(query.size ? `${path}?${query}` : path, { signal });
}

export function post(path, headers = {}) {
  return call(path, { method: 'POST', headers });
}

export function postJson(path, body) {
  return call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

export function remove(path) {
  return call(path, { method: 'DELETE' });
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new Problem(0, { detail: 'The console cannot be reached.' });
  }
  const body = await readBody(answer);
  if (answer.ok) return body;
  if (answer.status === 401) window.dispatchEvent(new Event(SIGNED_OUT));
  throw new Problem(answer.status, body);
}

async function readBody(answer) {
  const json = /json/.test(answer.headers.get('content-type') ?? '');
  return json ? answer.json() : null;
}

/** Maps at most `width` items at a time, so that a page full of devices does not take every connection. */
export async function eachOf(items, width, work) {
  const queue = [...items];
  const worker = async () => {
    while (queue.length) await work(queue.shift());
  };
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, worker));
}

/** A name of the platform as part of a path. */
export const segment = encodeURIComponent;
