const NAMES = /^(payment_intent|setup_intent|redirect_status)/;

/** Take what Stripe puts into the address after a redirect out of it, before any other script of the page sees it. */
export function stripReturnParameters(): void {
  const address = new URL(location.href);
  const names = [...address.searchParams.keys()].filter((name) => NAMES.test(name));
  if (names.length === 0) return;
  for (const name of names) address.searchParams.delete(name);
  history.replaceState(history.state, '', address);
}
