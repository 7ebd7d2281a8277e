/*
 * What Stripe adds to the address when a bank sends the payer back (with it, whoever reads the address could read the
 * payment) goes out of it before anything else of ours runs. Nothing is believed of it: the server is asked. The
 * page's own parameters stay as they are written, and so do its fragment and its state.
 */

const STRIPES = /^((payment|setup)_intent(_client_secret)?|redirect_status)=/;

const address = new URL(location.href);
if (/[?&](payment|setup)_intent_client_secret=/.test(address.search)) {
  const own = address.search.slice(1).split('&');
  address.search = own.filter((parameter) => !STRIPES.test(parameter)).join('&');
  history.replaceState(history.state, '', address);
}
