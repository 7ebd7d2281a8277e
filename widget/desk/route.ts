/**
 * A view of the desk, as the address names it. Opaque ids, and the list's filters: what was searched for is somebody's
 * name, and stays in memory.
 */
export type Route =
  | { view: 'today' }
  | { view: 'people'; filters?: string }
  | { view: 'person'; personId: string }
  | { view: 'payments'; filters?: string }
  | { view: 'payment'; paymentId: string };

/** The view a hash names; anything unknown is the payments list. */
export function routeOf(hash: string): Route {
  const [path = '', filters] = hash.replace(/^#\/?/, '').split('?');
  const [view, id, ...rest] = path.split('/');
  if (view === 'payments' && id && rest.length === 0) return { view: 'payment', paymentId: decoded(id) };
  if (view === 'people' && id && rest.length === 0) return { view: 'person', personId: decoded(id) };
  if (view === 'today' && id === undefined) return { view };
  if (view === 'people' && id === undefined) return { view, ...(filters !== undefined && { filters }) };
  return { view: 'payments', ...(filters !== undefined && view === 'payments' && { filters }) };
}

export function hashOf(route: Route): string {
  if (route.view === 'payment') return `#/payments/${encodeURIComponent(route.paymentId)}`;
  if (route.view === 'person') return `#/people/${encodeURIComponent(route.personId)}`;
  return 'filters' in route && route.filters ? `#/${route.view}?${route.filters}` : `#/${route.view}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
