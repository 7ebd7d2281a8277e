import { randomUUID } from 'node:crypto';
import type { Db } from '../../prisma/client.ts';
import { execute, queryRows } from '../../prisma/rows.ts';
import { byNames } from '../ledger/statements.ts';
import { standingsOf } from './debits.ts';
import { askPeople } from './unplaced.ts';

/** How far before the cursor a capture without its balance transaction makes the pass read again. */
const BACK_SECONDS = 7 * 24 * 60 * 60;
/** How long before its bank paid it a debit may have been asked for, and its record made. */
const DEBIT_SECONDS = 30 * 24 * 60 * 60;
/** Stripe makes the record with the charge; a list may be late by so much, until people are told. */
const PATIENCE_MS = 10 * 60_000;
const MOST = 1000;

const TASK = 'capture_unsettled';

interface Unsettled {
  id: string;
  succeededAt: Date;
  createdAt: Date;
  tender: string;
  stripeChargeId: string | null;
  amountCents: bigint;
  feeCents: bigint;
}

/**
 * When the oldest charge was made that is booked and whose balance transaction is not recorded: an earlier list was
 * cut off, or late. Not further back than a week before the cursor; and not for one whose charge is recorded with
 * another amount: people were asked about it, and the list has nothing else to say.
 * @param createdTo the cursor, in seconds
 * @returns seconds since 1970; infinity where there is none
 */
export async function oldestUnsettled(db: Db, agencyId: string, createdTo: number): Promise<number> {
  const since = new Date((createdTo - BACK_SECONDS) * 1000);
  const found = await unsettled(db, agencyId, since);
  const recorded =
    found.length === 0 ? new Map<string | null, bigint>() : await unlinked(db, agencyId, since);
  const wanted = found.filter(({ stripeChargeId, amountCents, feeCents }) => {
    const moved = recorded.get(stripeChargeId);
    return moved === undefined || moved === amountCents + feeCents; // booked since: it can be linked
  });
  const from = wanted.map((payment) => Math.floor(chargedFrom(payment).getTime() / 1000));
  return Math.min(...from); // infinity where there is none
}

/**
 * After a whole list was read: of captures that it lacks for long staff are told, and no longer once it has them.
 * @returns how many booked captures of the last week have no balance transaction
 */
export async function tellOfUnsettled(
  { db, clock }: { db: Db; clock: () => Date },
  agencyId: string,
): Promise<number> {
  const now = clock();
  const found = await unsettled(db, agencyId, new Date(now.getTime() - BACK_SECONDS * 1000));
  const late = found.filter(({ succeededAt }) => now.getTime() - succeededAt.getTime() > PATIENCE_MS);
  for (const { id: subjectId } of late) {
    const task = { agencyId, kind: TASK, subjectId };
    const reason = 'Stripe does not list the money of a payment that is booked';
    await db.staffTask.upsert({
      where: { agencyId_kind_subjectId: task },
      create: { id: randomUUID(), ...task, reason, createdAt: now },
      update: { kind: TASK }, // nothing new: but so it is one statement, which cannot race
    });
  }
  await closeSettled(db, agencyId, now);
  await tellOfUnreversed(db, agencyId, now);
  return found.length;
}

/** Of debits that ended without money a while ago, and whose money Stripe still lists. */
async function tellOfUnreversed(db: Db, agencyId: string, now: Date): Promise<void> {
  const rows = await db.balanceTransaction.findMany({
    where: {
      agencyId,
      occurredAt: { gte: longBefore(now) },
      entryId: null,
      paymentId: { not: null },
      reportingCategory: 'charge',
    },
    select: { id: true, paymentId: true },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  const ended = await endedDebits(
    db,
    rows.flatMap(({ paymentId }) => paymentId ?? []),
    new Date(now.getTime() - PATIENCE_MS),
  );
  const standings = await standingsOf(db, ended);
  for (const { id, paymentId } of rows) {
    const isOpen = paymentId !== null && standings.get(paymentId)?.standing === 'open';
    if (isOpen) await askPeople(db, agencyId, id, now, 'unreversed');
  }
}

/** Those that ended without money before a moment. */
async function endedDebits(db: Db, ids: readonly string[], before: Date): Promise<string[]> {
  const found = await byNames(ids, (some) =>
    db.payment.findMany({
      where: {
        id: { in: some },
        state: { not: 'succeeded' },
        reservations: { some: {}, every: { releasedAt: { lt: before } } },
      },
      select: { id: true },
    }),
  );
  return found.map(({ id }) => id);
}

/** @returns charge → minor units that it moved, by the records since that no entry explains */
async function unlinked(db: Db, agencyId: string, since: Date): Promise<Map<string | null, bigint>> {
  const rows = await db.balanceTransaction.findMany({
    where: { agencyId, reportingCategory: 'charge', occurredAt: { gte: longBefore(since) }, entryId: null },
    select: { sourceId: true, amountCents: true },
  });
  return new Map(rows.map(({ sourceId, amountCents }) => [sourceId, amountCents]));
}

/** From when on Stripe's record may be: a debit's is made days before its bank pays. */
const chargedFrom = ({ tender, createdAt, succeededAt }: Unsettled): Date =>
  tender === 'bank_debit' ? createdAt : succeededAt;

const longBefore = (since: Date) => new Date(since.getTime() - DEBIT_SECONDS * 1000);

/** One statement with no list of ids in it, which the database would limit. */
async function closeSettled(db: Db, agencyId: string, now: Date): Promise<void> {
  await execute(db)`
    UPDATE "StaffTask" SET "closedAt" = ${now}
     WHERE "agencyId" = ${agencyId} AND "kind" = ${TASK} AND "closedAt" IS NULL
       AND EXISTS (SELECT 1 FROM "BalanceTransaction" b
                    WHERE b."paymentId" = "StaffTask"."subjectId" AND b."entryId" IS NOT NULL)`;
}

/**
 * Succeeded payments made since, of debits those paid since, oldest first, whose capture no recorded balance transaction
 * is linked to.
 */
const unsettled = (db: Db, agencyId: string, since: Date): Promise<Unsettled[]> =>
  queryRows<Unsettled>(db)`
    SELECT p."id", p."succeededAt", p."stripeChargeId", p."amountCents", p."feeCents",
           p."createdAt", p."tender"
      FROM "Payment" p
     WHERE p."agencyId" = ${agencyId} AND p."createdAt" >= ${longBefore(since)} AND p."state" = 'succeeded'
       AND p."succeededAt" IS NOT NULL
       AND (p."createdAt" >= ${since} OR (p."tender" = 'bank_debit' AND p."succeededAt" >= ${since}))
       AND NOT EXISTS (SELECT 1 FROM "BalanceTransaction" b WHERE b."paymentId" = p."id" AND b."entryId" IS NOT NULL)
     ORDER BY p."succeededAt", p."id" LIMIT ${MOST}`;
