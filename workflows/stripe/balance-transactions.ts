import type Stripe from 'stripe';
import { onAccount } from './client.ts';
import type { Account } from './gateway.ts';

/** Stripe's record of money moving. Minor units; net = amount − fee. Times are whole seconds since 1970. */
export interface BalanceTransactionFacts {
  id: string;
  type: string;
  reportingCategory: string;
  amountCents: number;
  feeCents: number;
  netCents: number;
  currency: string;
  /** The charge, refund or payout it comes from. */
  sourceId: string | null;
  /** Of a charge, and of what takes one back: the PaymentIntent that made it. */
  intentId: string | null;
  /** Why a bank took money back, in Stripe's code: of a dispute alone. */
  reason: string | null;
  createdAt: number;
  availableOn: number;
}

/** All of an account's balance transactions made at or after a second, newest first, page by page. */
export type ListBalanceTransactions = (
  on: Account,
  createdFrom: number,
) => AsyncIterable<BalanceTransactionFacts>;

export function balanceTransactions(stripe: Stripe): ListBalanceTransactions {
  return async function* list(on, createdFrom) {
    const pages = stripe.balanceTransactions.list(
      { created: { gte: createdFrom }, limit: 100, expand: ['data.source'] },
      onAccount(on.stripeAccountId),
    );
    for await (const row of pages) {
      yield {
        id: row.id,
        type: row.type,
        reportingCategory: row.reporting_category,
        amountCents: row.amount,
        feeCents: row.fee,
        netCents: row.net,
        currency: row.currency,
        sourceId: idOf(row.source),
        intentId: intentOf(row.source),
        reason: reasonOf(row.source),
        createdAt: row.created,
        availableOn: row.available_on,
      };
    }
  };
}

type Source = Stripe.BalanceTransaction['source'];

const idOf = (source: string | { id?: string } | null) =>
  typeof source === 'string' ? source : (source?.id ?? null);

/** Stripe’s objects that money comes from, or goes back by, and that name the PaymentIntent. */
const OF_AN_INTENT = ['charge', 'refund', 'dispute'] as const;

function intentOf(source: Source): string | null {
  if (typeof source !== 'object' || source === null) return null;
  const named = OF_AN_INTENT.find((name) => name === source.object);
  return named !== undefined && 'payment_intent' in source ? idOf(source.payment_intent) : null;
}

const reasonOf = (source: Source): string | null =>
  typeof source === 'object' && source?.object === 'dispute' ? source.reason : null;
