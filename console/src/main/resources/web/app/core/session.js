// Signing in: a token becomes a cookie that scripts cannot read, and is kept nowhere else.
import { get, post } from './api.js';

/** Takes the token out of a link `/#token=…`, and out of the address bar and the history with it. */
export function tokenFromLink() {
  const match = /^#token=(.+)$/.exec(location.hash);
  if (!match) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return decodeURIComponent(match[1]);
}

export const signIn = (token) => post('/api/login', { Authorization: `Bearer ${token.trim()}` });

export const signOut = () => post('/api/logout');

/** Whether that is somebody who may change things, and not only look. */
export const mayChange = (who) => who.roles.some((role) => role === 'operator' || role === 'admin');

/** Who is signed in: `{subject, tenant, roles}`; a Problem of status 401 when nobody is. */
export const whoAmI = () => get('/api/login');
