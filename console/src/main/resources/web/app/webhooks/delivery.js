// A delivery and an endpoint in words. Knows nothing of the page.
import { moment, plural } from '../core/format.js';

/** How each state of a delivery looks. */
export const STATES = {
  pending: { tone: 'info', word: 'Waiting' },
  failed: { tone: 'warning', word: 'Retrying' },
  delivered: { tone: 'good', word: 'Delivered' },
  dead: { tone: 'critical', word: 'Given up' },
};

/** How an endpoint stands: `{tone, word}`. */
export function standing({ enabled, disabledReason, circuit }) {
  if (!enabled) return { tone: 'critical', word: disabledReason ? `Disabled: ${disabledReason}` : 'Disabled' };
  if (circuit?.pausedUntil) return { tone: 'warning', word: `Asked to wait until ${moment(circuit.pausedUntil)}` };
  if (circuit && circuit.state !== 'closed') return { tone: 'warning', word: `Failing, ${plural(circuit.failures, 'time')} in a row` };
  return { tone: 'good', word: 'Enabled' };
}

/** What came of the last attempt. */
export function outcome({ attempts, lastStatus, lastError }) {
  if (!attempts) return 'Not tried yet.';
  const tries = attempts === 1 ? 'One attempt' : `${attempts} attempts`;
  const last = [lastStatus && `status ${lastStatus}`, lastError].filter(Boolean).join(', ');
  return last ? `${tries}; the last: ${last}.` : `${tries}.`;
}

/** What a test said. */
export function testWords({ delivered, status, error, millis }) {
  const took = millis == null ? '' : ` in ${millis} ms`;
  return delivered ? `The endpoint answered ${status ?? 'well'}${took}.` : `It was not taken: ${error ?? `status ${status}`}${took}.`;
}
