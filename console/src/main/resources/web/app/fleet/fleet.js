// The fleet as plain data: devices, what they last said, and their alerts. Knows nothing of the page.

const SILENT_AFTER = 5 * 60_000;

/** How a device stands, worst first; the tone is a badge's, the word is what it says. */
export const STATES = {
  critical: { rank: 0, tone: 'critical', word: 'Critical' },
  warning: { rank: 1, tone: 'warning', word: 'Warning' },
  info: { rank: 2, tone: 'info', word: 'Notice' },
  silent: { rank: 3, tone: 'hollow', word: 'Silent' },
  stale: { rank: 3, tone: 'hollow', word: 'Stale' },
  offline: { rank: 3, tone: 'hollow', word: 'Offline' },
  reporting: { rank: 4, tone: 'good', word: 'Reporting' },
  waiting: { rank: 4, tone: 'hollow', word: 'No readings yet' },
  unknown: { rank: 4, tone: 'hollow', word: '…' },
  disabled: { rank: 5, tone: 'hollow', word: 'Disabled' },
};

/** A device of the registry with room for what is learnt of it later. `readings` is null until they were fetched. */
export function newDevice(registered) {
  return {
    name: registered.name,
    profile: registered.profile,
    labels: registered.labels ?? {},
    enabled: registered.enabled !== false,
    presence: null,
    readings: null,
    asked: false,
    trend: new Map(),
    alerts: [],
  };
}

export const seenAt = (device) =>
  device.readings?.size ? Math.max(...[...device.readings.values()].map((reading) => reading.time)) : null;

export function stateOf(device, now = Date.now()) {
  for (const severity of ['critical', 'warning', 'info']) {
    if (device.alerts.some((alert) => alert.severity === severity)) return STATES[severity];
  }
  if (!device.enabled) return STATES.disabled;
  if (device.presence === 'offline') return STATES.offline;
  if (device.presence === 'stale') return STATES.stale;
  if (device.readings === null) return STATES.unknown;
  const seen = seenAt(device);
  if (seen === null) return STATES.waiting;
  return now - seen > SILENT_AFTER ? STATES.silent : STATES.reporting;
}

/** Takes in a reading; of an older one than is known only the unit is news. */
export function addReading(device, { metric, time, value, unit }) {
  device.readings ??= new Map();
  const at = typeof time === 'number' ? time : Date.parse(time);
  const known = device.readings.get(metric);
  if (known && known.time >= at) {
    known.unit ??= unit;
    return;
  }
  device.readings.set(metric, { metric, time: at, value, unit: unit ?? known?.unit });
  device.trend.set(metric, [...(device.trend.get(metric) ?? []), value].slice(-TREND_LENGTH));
}

export const TREND_LENGTH = 48;

/** Puts what was before the readings known so far in front of them. */
export function addHistory(device, metric, values) {
  device.trend.set(metric, [...values, ...(device.trend.get(metric) ?? [])].slice(-TREND_LENGTH));
}

/** Gives every device its open alerts, and takes them from those who have none any more. */
export function assignAlerts(devices, alerts) {
  const byDevice = Map.groupBy ? Map.groupBy(alerts, (alert) => alert.device) : group(alerts);
  for (const device of devices) device.alerts = byDevice.get(device.name) ?? [];
}

function group(alerts) {
  const groups = new Map();
  for (const alert of alerts) groups.set(alert.device, [...(groups.get(alert.device) ?? []), alert]);
  return groups;
}

/** Those that fit the words typed, in name, profile or labels; whoever has alerts first, then by name. */
export function select(devices, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (device) => {
    const text = [device.name, device.profile ?? '', ...Object.entries(device.labels).flat()].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const rank = (device) => (device.alerts.length ? stateOf(device).rank : 3);
  const names = new Intl.Collator('en', { numeric: true });
  return devices.filter(fits).sort((a, b) => rank(a) - rank(b) || names.compare(a.name, b.name));
}
