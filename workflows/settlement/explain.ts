import type { Tx } from '../../prisma/client.ts';
import { sum, toWire } from '../money/money.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';

/** The capture that a charge's balance transaction belongs to. */
export interface Explained {
  entryId: string;
  paymentId: string;
}

/**
 * Find what explains Stripe's records: for a charge, the capture of the payment that asked for it, where that moved
 * the same amount.
 * @returns id of a balance transaction → its explanation; none where there is none (yet)
 */
export async function explanations(
  tx: Tx,
  agencyId: string,
  all: readonly BalanceTransactionFacts[],
): Promise<Map<string, Explained>> {
  const charges = all.filter(({ reportingCategory }) => reportingCategory === 'charge');
  const payments = await tx.payment.findMany({
    where: {
      agencyId,
      state: 'succeeded',
      stripePaymentIntentId: { in: charges.flatMap(({ intentId }) => intentId ?? []) },
    },
    select: { id: true, stripePaymentIntentId: true, stripeChargeId: true },
  });
  const captures = await tx.journalEntry.findMany({
    where: { agencyId, subjectId: { in: payments.map(({ id }) => id) }, kind: 'payment_captured' },
    include: { postings: { where: { account: { code: 'processor_clearing' } } } },
  });
  const captureOf = new Map(captures.map((entry) => [entry.subjectId, entry]));
  const paymentOf = new Map(payments.map((payment) => [payment.stripePaymentIntentId, payment]));
  return new Map(
    charges.flatMap(({ id, intentId, sourceId, amountCents }): [string, Explained][] => {
      const payment = paymentOf.get(intentId);
      const capture = payment && captureOf.get(payment.id);
      if (!payment || !capture || sourceId === null || payment.stripeChargeId !== sourceId) return [];
      const booked = toWire(sum(capture.postings.map(({ amount }) => amount)));
      return booked === amountCents ? [[id, { entryId: capture.id, paymentId: payment.id }]] : [];
    }),
  );
}
