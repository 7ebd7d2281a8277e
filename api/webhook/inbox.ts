import type { Db, Tx } from '../../prisma/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { joining } from '../../prisma/joining.ts';
import { execute } from '../../prisma/rows.ts';
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

/** One statement for all of them, the same on SQLite and PostgreSQL. A repeated delivery is the row that is there. */
async function write(
  tx: Tx,
  group: readonly StripeEventFacts[],
  receivedAt: Date,
): Promise<{ done: undefined }[]> {
  const rows = group
    .toSorted((a, b) => Number(a.eventId > b.eventId) - Number(a.eventId < b.eventId)) // one order for all: each row is a lock
    .map(
      ({ account, eventId, type, objectId, paymentId, occurredAt }) =>
        Prisma.sql`(${account}, ${eventId}, ${type}, ${objectId}, ${paymentId}, ${occurredAt}, ${receivedAt})`,
    );
  await execute(tx)`
    INSERT INTO "StripeEvent" ("account", "eventId", "type", "objectId", "paymentId", "occurredAt", "receivedAt")
    VALUES ${Prisma.join(rows)}
    ON CONFLICT DO NOTHING`;
  return group.map(() => ({ done: undefined }));
}
