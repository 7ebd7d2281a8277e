import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { asOf } from '../objects/balance-transaction.ts';
import { idOf } from './id-of.ts';

/**
 * A balance transaction at the time of reading, wherever it is read: by itself, in a list, or opened inside another
 * object. Pending for as long as the bank has not answered, whatever day it is.
 */
export function asItIsNow(
  { shelf, now }: Pick<Call, 'shelf' | 'now'>,
  transaction: Stripe.BalanceTransaction,
): Stripe.BalanceTransaction {
  const { source, type } = transaction;
  const isOnItsWay = type === 'payment' && shelf.find('charge', idOf(source) ?? '')?.status === 'pending';
  return isOnItsWay ? { ...transaction, status: 'pending' } : asOf(transaction, now);
}
