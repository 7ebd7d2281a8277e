import type { Db, Tx } from '../../prisma/client.ts';
import { joining } from '../../prisma/joining.ts';
import type { StripeEventFacts } from '../../workflows/stripe/event.ts';

/** Stripe sends several events about one charge at about the same time, and is in no hurry for the answer. */
const GATHER_MS = 50;

/**
 * Keeps verified events, those that come close together in one transaction; where that fails, each in its own.
 * @returns once the event is on disk; it may have been there already
 */
export function inbox({
  db,
  clock,
}: {
  db: Db;
  clock: () => Date;
}): (facts: StripeEventFacts) => Promise<void> {
  return joining(db, (tx, group) => write(tx, group, clock()), { gatherMs: GATHER_MS });
}

async function write(
  tx: Tx,
  group: readonly StripeEventFacts[],
  receivedAt: Date,
): Promise<{ done: undefined }[]> {
  for (const facts of group) {
    const { account, eventId } = facts;
    await tx.stripeEvent.upsert({
      where: { account_eventId: { account, eventId } },
      create: { ...facts, receivedAt },
      update: { eventId }, // a repeated delivery is one row; updating something makes it one statement, which cannot race
    });
  }
  return group.map(() => ({ done: undefined }));
}
