import type Stripe from 'stripe';
import { onAccount } from './client.ts';
import type { Account } from './gateway.ts';

/** Reads a PaymentIntent's client secret, which is in no row, no history and no log. */
export type ReadClientSecret = (on: Account, intentId: string) => Promise<string>;

export function clientSecrets(stripe: Stripe): ReadClientSecret {
  return async (on, intentId) => {
    const { client_secret: secret } = await stripe.paymentIntents.retrieve(
      intentId,
      {},
      onAccount(on.stripeAccountId),
    );
    if (secret === null) throw new Error(`${intentId} has no client secret`);
    return secret;
  };
}
