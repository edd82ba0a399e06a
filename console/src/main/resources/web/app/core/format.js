// How values, times and names are written.

const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const coarse = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const tiny = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const UNITS = { Cel: '°C', Fahr: '°F', '%RH': '%', P: 'Pa', bar: 'bar' };

export function number(value) {
  if (value == null || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1000) return coarse.format(value);
  return (size !== 0 && size < 0.01 ? tiny : fine).format(value);
}

/** A unit as people write it; SenML's own names are translated. */
export const unit = (name) => (name ? (UNITS[name] ?? name) : '');

export const withUnit = (value, name) => (name ? `${number(value)}\u00a0${unit(name)}` : number(value));

export const words = (name) => name.replaceAll('_', ' ');

/** How long ago, short: `now`, `12 s`, `4 min`, `3 h`, `9 d`. */
export function age(time, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - time) / 1000));
  if (seconds < 3) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

export const ago = (time, now) => {
  const text = age(time, now);
  return text === 'now' ? 'just now' : `${text} ago`;
};

export const timeOfDay = (time) => clock.format(new Date(time));

/** The time, with its day when that is not today. */
export function moment(time) {
  const then = new Date(time);
  return then.toDateString() === new Date().toDateString() ? clock.format(then) : day.format(then);
}

export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
