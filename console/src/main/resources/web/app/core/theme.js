// Light or dark: as the system says, until somebody chooses otherwise here.

const KEY = 'telltale-theme';

export function applyTheme() {
  const chosen = localStorage.getItem(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Heard by what cannot follow by style sheet alone: the charts. */
export const THEME_CHANGED = 'telltale-theme';

export function toggleTheme() {
  const next = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = next;
  localStorage.setItem(KEY, next);
  window.dispatchEvent(new Event(THEME_CHANGED));
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => window.dispatchEvent(new Event(THEME_CHANGED)));

/** The colour behind a token such as `--accent`, as a canvas understands it. */
export function colour(token) {
  const probe = document.createElement('i');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

/** That colour, more or less transparent. */
export function veil(token, opacity) {
  return colour(token).replace(/^rgba?\((\d+),? (\d+),? (\d+).*\)$/, `rgba($1, $2, $3, ${opacity})`);
}
