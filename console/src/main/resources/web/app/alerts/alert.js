// An alert as plain data, and what is said of it in words. Knows nothing of the page.
import { moment } from '../core/format.js';
import { formatMatcher } from '../silences/matcher.js';

export const SEVERITIES = { critical: 'Critical', warning: 'Warning', info: 'Notice' };

/** How each state looks: the tone of its badge and its word. */
export const STATES = {
  pending: { tone: 'hollow', word: 'Pending' },
  firing: { tone: 'critical', word: 'Firing' },
  resolved: { tone: 'good', word: 'Resolved' },
};

/** Why an open alert troubles nobody now, or less: `{word, why}` each; empty for one that was told to all. */
export function marks(alert) {
  const { acknowledgement, silencedBy = [], inhibitedBy = [], flapping } = alert;
  const said = [];
  if (acknowledgement) said.push({ word: 'Acknowledged', why: acknowledgedWords(acknowledgement) });
  if (silencedBy.length) said.push({ word: 'Silenced', why: 'A silence fits it: nobody is told.' });
  if (inhibitedBy.length) said.push({ word: 'Inhibited', why: 'Another alert explains it: nobody is told.' });
  if (flapping) said.push({ word: 'Flapping', why: 'It comes and goes too often to be told each time.' });
  return said;
}

export function acknowledgedWords({ by, until, comment }) {
  const term = until ? `until ${moment(until)}` : 'until it is resolved';
  return `By ${by}, ${term}${comment ? `: ${comment}` : '.'}`;
}

/** What a new silence of this alert begins with, in Alertmanager's notation: this rule on this device and metric. */
export const silenceLines = ({ rule, device, metric }) =>
  Object.entries({ alertname: rule.name, device, metric }).map(([name, value]) => formatMatcher({ name, value }));

const HAPPENED = {
  pending: () => 'Pending: it has to last',
  firing: () => 'Firing',
  escalated: ({ severity }) => `Escalated to ${severity}`,
  eased: ({ severity }) => `Eased to ${severity}`,
  acknowledged: ({ by }) => `Acknowledged by ${by}`,
  unacknowledged: ({ by, note }) => (note === 'expired' ? 'The acknowledgement ran out' : `Acknowledgement taken back by ${by}`),
  silenced: () => 'Silenced',
  unsilenced: () => 'No longer silenced',
  inhibited: () => 'Inhibited by another alert',
  uninhibited: () => 'No longer inhibited',
  flapping: () => 'Flapping',
  unflapping: () => 'No longer flapping',
  notified: ({ by, note }) => `${by ?? note ?? 'The receiver'} was told`,
  resolved: () => 'Resolved',
};

const TONES = { firing: 'bad', escalated: 'bad', resolved: 'good', acknowledged: 'people', unacknowledged: 'people', comment: 'people' };

/** What happened to an alert and what was said of it, newest first: `{at, tone, title, text}` each. */
export function timeline(history, comments) {
  const happened = history.map((entry) => ({
    at: entry.at,
    tone: TONES[entry.what] ?? 'quiet',
    title: (HAPPENED[entry.what] ?? (() => entry.what))(entry),
    text: detail(entry),
  }));
  const said = comments.map(({ at, by, text }) => ({ at, tone: TONES.comment, title: by, text }));
  // What stands later in the history happened later, also within one instant.
  return [...happened, ...said].reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function detail({ what, note, summary, until }) {
  if (what === 'unacknowledged' || what === 'notified') return '';
  if (what === 'acknowledged') return [until && `Until ${moment(until)}.`, note].filter(Boolean).join(' ');
  return note ?? summary ?? '';
}

/** The filters of the list, as they stand in the address and as the API takes them. */
export const FILTERS = ['state', 'severity', 'device', 'rule', 'matcher', 'acknowledged', 'muted'];

/** The question to the API that an address asks: without a word of the state, what is open. */
export function question(query) {
  const asked = Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name).filter(Boolean)]));
  if (!asked.state.length) asked.state = ['firing'];
  if (asked.state.includes('any')) asked.state = [];
  return asked;
}

/** The moment that lies `hours` after now, as the API takes it; nothing when it is not to end by itself. */
export const inHours = (hours, now = Date.now()) => (hours ? new Date(now + hours * 3_600_000).toISOString() : undefined);
