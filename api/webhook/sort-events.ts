import type { Db } from '../../prisma/client.ts';
import type { StripeEvent } from '../../prisma/gen/sqlite/client.ts';
import { paymentState, type PaymentState } from '../../workflows/payment/states.ts';
import { isExplained, usedTypes } from './explained.ts';

/** Events of the inbox, by what is to be done about them. */
export interface Sorted {
  /** Nobody needs to be told. */
  explained: StripeEvent[];
  ignored: StripeEvent[];
  /** Our own request is under way: its answer says the same, so these are looked at again in a moment. */
  inHand: StripeEvent[];
  /** To be carried one by one. */
  news: StripeEvent[];
}

/** For so long an event waits for the answer to our own request; afterwards it is news. */
export const IN_HAND_MS = 3000;

/** States in which the workflow is asking Stripe, and hears of the end by the answer. */
const asking: readonly PaymentState[] = ['created', 'gating', 'charging', 'capturing'];

/** Sort a batch by the payments' stored states, read at once. What cannot be placed by its payment's id is news. */
export async function sortEvents(read: Db, rows: readonly StripeEvent[], now: Date): Promise<Sorted> {
  const sorted: Sorted = { explained: [], ignored: [], inHand: [], news: [] };
  const ids = rows.flatMap(({ paymentId }) => (paymentId === null ? [] : [paymentId]));
  const payments = await read.payment.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, state: true, agency: { select: { stripeAccountId: true } } },
  });
  const byId = new Map(payments.map((payment) => [payment.id, payment]));
  for (const row of rows) {
    const payment = byId.get(row.paymentId ?? '');
    const isOurs = payment !== undefined && (payment.agency.stripeAccountId ?? '') === row.account;
    const state = isOurs ? paymentState(payment.state) : null;
    sorted[kindOf(row, state, now)].push(row);
  }
  return sorted;
}

function kindOf({ type, receivedAt }: StripeEvent, state: PaymentState | null, now: Date): keyof Sorted {
  if (!usedTypes.includes(type)) return 'ignored';
  if (state === null) return 'news';
  if (isExplained(state, type)) return 'explained';
  const isFresh = now.getTime() - receivedAt.getTime() < IN_HAND_MS;
  return isFresh && asking.includes(state) ? 'inHand' : 'news';
}
