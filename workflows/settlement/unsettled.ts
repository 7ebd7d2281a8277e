import { randomUUID } from 'node:crypto';
import type { Db } from '../../prisma/client.ts';

/** How far before the cursor a capture without its balance transaction makes the pass read again. */
const BACK_SECONDS = 7 * 24 * 60 * 60;
/** Stripe makes the record with the charge; a list may be late by so much, until people are told. */
const PATIENCE_MS = 10 * 60_000;
const MOST = 1000;

const TASK = 'capture_unsettled';

interface Unsettled {
  id: string;
  succeededAt: Date;
}

/**
 * When the oldest charge was made that is booked and whose balance transaction is not recorded: an earlier list was
 * cut off, or late. Not further back than a week before the cursor.
 * @param createdTo the cursor, in seconds
 * @returns seconds since 1970; infinity where there is none
 */
export async function oldestUnsettled(db: Db, agencyId: string, createdTo: number): Promise<number> {
  const [oldest] = await unsettled(db, agencyId, new Date((createdTo - BACK_SECONDS) * 1000));
  return oldest ? Math.floor(oldest.succeededAt.getTime() / 1000) : Number.POSITIVE_INFINITY;
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
  return found.length;
}

async function closeSettled(db: Db, agencyId: string, now: Date): Promise<void> {
  const open = { agencyId, kind: TASK, closedAt: null };
  const subjects = (await db.staffTask.findMany({ where: open })).map(({ subjectId }) => subjectId);
  if (subjects.length === 0) return;
  const linked = { agencyId, paymentId: { in: subjects }, entryId: { not: null } };
  const settled = (await db.balanceTransaction.findMany({ where: linked })).map(
    ({ paymentId }) => paymentId ?? '',
  );
  await db.staffTask.updateMany({ where: { ...open, subjectId: { in: settled } }, data: { closedAt: now } });
}

/** Succeeded payments made since, oldest charge first, whose capture no recorded balance transaction is linked to. */
async function unsettled(db: Db, agencyId: string, since: Date): Promise<Unsettled[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Payment" p
     WHERE p."agencyId" = ${agencyId} AND p."createdAt" >= ${since} AND p."state" = 'succeeded'
       AND NOT EXISTS (SELECT 1 FROM "BalanceTransaction" b WHERE b."paymentId" = p."id" AND b."entryId" IS NOT NULL)
     ORDER BY p."createdAt" LIMIT ${MOST}`;
  const found = await db.payment.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { id: true, succeededAt: true },
    orderBy: { succeededAt: 'asc' },
  });
  return found.flatMap(({ id, succeededAt }) => (succeededAt === null ? [] : [{ id, succeededAt }]));
}
