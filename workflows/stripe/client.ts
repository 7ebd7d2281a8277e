import Stripe from 'stripe';

/** How Stripe is reached: with a key, or at a sandbox's address with any test key. */
export interface StripeAccess {
  secretKey: string;
  /** The sandbox's address; absent: Stripe itself. */
  url?: string;
}

/**
 * The official client over one code path: only host, port and protocol tell the sandbox from Stripe.
 * It does not retry by itself: the workflow does, with the same key. A call ends within 20 s.
 */
export function openStripe({ secretKey, url }: StripeAccess): Stripe {
  const options = { telemetry: false, maxNetworkRetries: 0, timeout: 20_000 };
  if (url === undefined) return new Stripe(secretKey, options);
  const { hostname, port, protocol } = new URL(url);
  return new Stripe(secretKey, {
    ...options,
    host: hostname,
    port,
    protocol: protocol === 'http:' ? 'http' : 'https',
  });
}

/** Request options for an agency's own account: its connected account, or the key's own. */
export const onAccount = (stripeAccountId: string | null) =>
  stripeAccountId === null ? {} : { stripeAccount: stripeAccountId };
