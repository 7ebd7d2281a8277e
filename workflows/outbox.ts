import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../prisma/client.ts';
import { Prisma, type Outbox } from '../prisma/gen/sqlite/client.ts';
import { execute } from '../prisma/rows.ts';

/** What may be wished for: a try to be carried out, a notice to be mailed. */
export type WishKind = 'payment_attempt' | 'notice';

/** Write the wish for something outside the database, in the transaction of what it follows from. */
export async function wishFor(
  tx: Tx,
  wish: { agencyId: string; kind: WishKind; subjectId: string },
  now: Date,
): Promise<void> {
  await execute(tx)`
    INSERT INTO "Outbox" ("id", "agencyId", "kind", "subjectId", "createdAt", "dueAt")
    VALUES (${randomUUID()}, ${wish.agencyId}, ${wish.kind}, ${wish.subjectId}, ${now}, ${now})`;
}

/**
 * Wish for a payment's receipt to be mailed.
 * @param notice.kind `receipt`, or which sending again
 */
export async function wishToMail(
  tx: Tx,
  notice: { agencyId: string; paymentId: string; kind: string },
  now: Date,
): Promise<void> {
  const id = randomUUID();
  const { agencyId, paymentId, kind } = notice;
  await execute(tx)`
    INSERT INTO "Notice" ("id", "agencyId", "paymentId", "kind", "createdAt")
    VALUES (${id}, ${agencyId}, ${paymentId}, ${kind}, ${now})`;
  await wishFor(tx, { agencyId, kind: 'notice', subjectId: id }, now);
}

/** What was wished for is done, or in other hands. One that was fulfilled before keeps its time. */
export async function fulfill(
  tx: Db | Tx,
  kind: WishKind,
  subjectIds: readonly string[],
  now: Date,
): Promise<void> {
  if (subjectIds.length === 0) return;
  await execute(tx)`
    UPDATE "Outbox" SET "doneAt" = ${now}
    WHERE "kind" = ${kind} AND "subjectId" IN (${Prisma.join(subjectIds)}) AND "doneAt" IS NULL`;
}

/** The wishes of a kind whose time has come, as a condition. */
export const due = (kind: WishKind, now: Date) => ({ kind, doneAt: null, dueAt: { lte: now } });

const FIRST_SECONDS = 5;

/** A wish that could not be fulfilled waits, twice as long each time. @returns for how many seconds */
export async function pushBack(
  db: Db,
  { id, tries }: Outbox,
  now: Date,
  secondsMost: number,
): Promise<number> {
  const seconds = Math.min(FIRST_SECONDS * 2 ** tries, secondsMost);
  const dueAt = new Date(now.getTime() + seconds * 1000);
  await db.outbox.update({ where: { id }, data: { tries: { increment: 1 }, dueAt } });
  return seconds;
}
