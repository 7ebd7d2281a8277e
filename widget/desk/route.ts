/** A view of the desk, as the address names it. Opaque ids only: what was searched stays in memory. */
export type Route = { view: 'today' } | { view: 'payments' } | { view: 'payment'; paymentId: string };

/** The view a hash names; anything unknown is the payments list. */
export function routeOf(hash: string): Route {
  const [view, id, ...rest] = hash.replace(/^#\/?/, '').split('/');
  if (view === 'payments' && id && rest.length === 0) return { view: 'payment', paymentId: decoded(id) };
  if (view === 'today' && id === undefined) return { view };
  return { view: 'payments' };
}

export function hashOf(route: Route): string {
  return route.view === 'payment' ? `#/payments/${encodeURIComponent(route.paymentId)}` : `#/${route.view}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
