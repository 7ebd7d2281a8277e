/*
 * What others add to the page's address goes out of it before anything else of ours runs: what Stripe adds when a bank
 * sends the payer back (with it, whoever reads the address could read the payment), and the token of a link that we
 * mailed. Of Stripe's nothing is believed: the server is asked. The page's own parameters stay as they are written, and
 * so do its fragment and its state.
 */

const STRIPES = /^((payment|setup)_intent(_client_secret)?|redirect_status)=/;
const LINK = /^#onward-reset=([\w-]+)$/;

/** The link for a new password with which this page was opened, until it is used. In this module's memory only. */
export const mailedLink: { token: string; opened: Set<() => void> } = { token: '', opened: new Set() };

function clean(): void {
  const address = new URL(location.href);
  const token = LINK.exec(address.hash)?.[1];
  const isReturn = /[?&](payment|setup)_intent_client_secret=/.test(address.search);
  if (token) address.hash = '';
  if (isReturn) {
    const own = address.search.slice(1).split('&');
    address.search = own.filter((parameter) => !STRIPES.test(parameter)).join('&');
  }
  if (token || isReturn) history.replaceState(history.state, '', address);
  if (!token) return;
  mailedLink.token = token;
  for (const tell of mailedLink.opened) tell();
}

clean();
addEventListener('hashchange', clean); // the link was opened where the page was open already
