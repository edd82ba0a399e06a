// The page: one element, which shows the sign-in, the fleet or a device. Start reading in shell/telltale-app.js.
import './theme.css';
import './shell/telltale-app.js';
