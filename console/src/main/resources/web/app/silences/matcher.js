// Matchers in Alertmanager's notation, such as site="north" or device=~"pump-.*". Knows nothing of the page.

const LINE = /^\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s;
const QUOTED = /^"(?:[^"\\]|\\.)*"$/s;

/** What a line asks: `{name, value, isRegex, isEqual}`; an Error that says what is wrong with it. */
export function parseMatcher(line) {
  const match = LINE.exec(line);
  if (!match) throw new Error(`“${line.trim()}” is no matcher: write name="value", or != =~ !~ instead of =`);
  const [, name, operator, written] = match;
  const isRegex = operator.endsWith('~');
  const value = unquoted(written, line);
  if (isRegex) compiles(value);
  return { name, value, isRegex, isEqual: !operator.startsWith('!') };
}

/** All lines that are not empty; the first Error of them. */
export function parseMatchers(text) {
  const matchers = text.split('\n').filter((line) => line.trim()).map(parseMatcher);
  if (!matchers.length) throw new Error('At least one matcher is needed: a silence of everything is none.');
  return matchers;
}

export function formatMatcher({ name, value, isRegex, isEqual = true }) {
  const operator = isRegex ? (isEqual ? '=~' : '!~') : (isEqual ? '=' : '!=');
  return `${name}${operator}${quoted(value)}`;
}

/** A value between quotes; only quotes, backslashes and line ends are escaped, as Alertmanager reads them. */
export const quoted = (value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

function unquoted(written, line) {
  if (QUOTED.test(written)) return written.slice(1, -1).replace(/\\(["\\n])/g, (all, escaped) => (escaped === 'n' ? '\n' : escaped));
  if (written.includes('"')) throw new Error(`“${line.trim()}”: a quote is not closed`);
  return written;
}

function compiles(pattern) {
  try {
    new RegExp(pattern);
  } catch {
    throw new Error(`“${pattern}” is no regular expression`);
  }
}
