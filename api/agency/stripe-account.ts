import type { Tx } from '../../prisma/client.ts';
import { Refused } from './refused.ts';

/**
 * Each agency has an account at Stripe of its own, or payouts would mix them; one of them may be the account that the
 * key itself belongs to.
 * @param stripeAccountId null: the key's own @param butOf the agency that is to have it
 */
export async function assertStripeAccountFree(
  tx: Tx,
  stripeAccountId: string | null,
  butOf?: string,
): Promise<void> {
  const other = await tx.agency.findFirst({ where: { stripeAccountId, id: { not: butOf ?? '' } } });
  if (other === null) return;
  throw new Refused(
    stripeAccountId === null
      ? `The agency ${other.publishableKey} is paid on the account that STRIPE_SECRET_KEY belongs to; a second one needs --stripe-account acct_…, connected to it, so that their money never mixes.`
      : `--stripe-account ${stripeAccountId}: it is the account of ${other.publishableKey}. Each agency has its own.`,
  );
}
