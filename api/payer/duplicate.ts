import type { Tx } from '../../prisma/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import { statesOf } from '../../workflows/state-table.ts';
import { paymentStates, toldToPayer } from '../../workflows/payment/states.ts';
import { no, type No } from '../refusal.ts';

const WITHIN_MINUTES = 10;

/** Money has moved, or may yet. */
export const maybePaid = statesOf(paymentStates).filter((state) => toldToPayer[state] !== 'failed');

/**
 * A payment by this account for this person a moment ago that looks the same: of the same quote, or the same
 * total. It succeeded or may yet, so the payer is asked before another is made.
 */
export async function paidMomentsAgo(
  tx: Tx,
  like: { accountId: string; personId: string } & ({ quoteDigest: string } | { totalCents: bigint }),
  now: Date,
): Promise<No | null> {
  const { accountId, personId } = like;
  const since = new Date(now.getTime() - WITHIN_MINUTES * 60_000);
  const recent = await tx.payment.findMany({
    where: { accountId, personId, createdAt: { gt: since }, state: { in: maybePaid } },
    orderBy: { createdAt: 'desc' },
  });
  const found = recent.find((payment) =>
    'quoteDigest' in like
      ? payment.quoteDigest === like.quoteDigest
      : payment.amountCents + payment.feeCents === like.totalCents,
  );
  if (found === undefined) return null;
  const minutesAgo = Math.floor((now.getTime() - found.createdAt.getTime()) / 60_000);
  return no('paid_moments_ago', { amountCents: toWire(found.amountCents + found.feeCents), minutesAgo });
}
