import type { Tx } from '../../prisma/client.ts';
import { Prisma, type Payment } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { toWire } from '../../workflows/money/money.ts';
import { statesOf } from '../../workflows/state-table.ts';
import { paymentStates, SEND_WITHIN_MINUTES, toldToPayer } from '../../workflows/payment/states.ts';
import { debitAgain } from '../../workflows/words/debit.ts';
import { no, type No } from '../refusal.ts';
import { expectedOf, isOnItsWay, onItsWay } from './on-its-way.ts';

const WITHIN_MINUTES = 10;

/** Money has moved, or may yet. */
export const maybePaid = statesOf(paymentStates).filter((state) => toldToPayer[state] !== 'failed');

/** A payment by the same account for the same person, as the next one has to know of it. */
export interface Recent {
  id: string;
  state: string;
  tender: string;
  quoteDigest: string;
  amountCents: bigint;
  feeCents: bigint;
  createdAt: Date;
  /** Its tries that wait to be charged, and may be yet. */
  waiting: bigint | number;
}

/**
 * What an account paid for a person a moment ago, or may have, and bank debits of it that are on their way; and
 * whatever of it was declined and holds its part still. Newest first.
 */
export async function recentPayments(
  tx: Tx,
  { accountId, personId }: { accountId: string; personId: string },
  now: Date,
): Promise<Recent[]> {
  const since = new Date(now.getTime() - WITHIN_MINUTES * 60_000);
  const oldest = new Date(now.getTime() - SEND_WITHIN_MINUTES * 60_000);
  return queryRows<Recent>(tx)`
    SELECT "id", "state", "tender", "quoteDigest", "amountCents", "feeCents", "createdAt",
      (SELECT count(*) FROM "PaymentAttempt" AS attempt WHERE attempt."paymentId" = "Payment"."id"
        AND attempt."state" = 'created' AND attempt."createdAt" > ${oldest}) AS "waiting"
    FROM "Payment"
    WHERE "accountId" = ${accountId} AND "personId" = ${personId} AND (
      ("createdAt" > ${since} AND "state" IN (${Prisma.join(maybePaid)})) OR "state" = 'declined'
      OR ("tender" = ${onItsWay.tender} AND "state" = ${onItsWay.state}))
    ORDER BY "createdAt" DESC`;
}

/**
 * One among them that looks the same: of the same quote, or the same total. It succeeded or may yet, so the payer is
 * asked before another is made.
 */
export function paidMomentsAgo(
  recent: readonly Recent[],
  like: { quoteDigest: string } | { totalCents: bigint },
  now: Date,
  agency: Parameters<typeof expectedOf>[1],
): No | null {
  const found = recent.find(
    ({ state, quoteDigest, amountCents, feeCents }) =>
      state !== 'declined' &&
      ('quoteDigest' in like ? quoteDigest === like.quoteDigest : amountCents + feeCents === like.totalCents),
  );
  if (found === undefined) return null;
  const totalCents = found.amountCents + found.feeCents;
  const minutesAgo = Math.floor((now.getTime() - found.createdAt.getTime()) / 60_000);
  const says = isOnItsWay(found) && { says: debitAgain(totalCents, expectedOf(found, agency, now)) };
  return no('paid_moments_ago', { amountCents: toWire(totalCents), minutesAgo, ...says });
}

/**
 * Another payment that the account began later, for the same person, and that went well or may yet: it was to take a
 * declined one's place. What the account pays for the person is decided one after another from here on, as `pay` does.
 * @returns the state of the newest; null: there is none
 */
export async function laterPayment(
  tx: Tx,
  { id, accountId, personId, createdAt }: Pick<Payment, 'id' | 'accountId' | 'personId' | 'createdAt'>,
): Promise<string | null> {
  const whose = { accountId, personId };
  await tx.payerLink.updateMany({ where: { ...whose, state: 'active' }, data: { state: 'active' } }); // the lock
  const later = await tx.payment.findFirst({
    where: { ...whose, id: { not: id }, createdAt: { gte: createdAt }, state: { in: maybePaid } },
    orderBy: { createdAt: 'desc' },
    select: { state: true },
  });
  return later && later.state;
}
