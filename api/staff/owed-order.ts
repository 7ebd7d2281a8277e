import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Db, Tx } from '../../prisma/client.ts';
import { lockOwed } from '../../prisma/lock-row.ts';
import { execute, queryRows } from '../../prisma/rows.ts';
import { accounts } from '../../workflows/ledger/read.ts';
import { Prisma, sql, type Sql } from './payments-sql.ts';

/** So many seals, and so many people who were never summed, are gone through in one transaction. */
const SEALS_MOST = 500;
const PEOPLE_MOST = 1_000;
/** As the sealer reckons: so much later than its `recordedAt` an entry may be committed. */
const LATE_MS = 3_600_000;
const RECEIVABLE = accounts.receivable('');

/** How far an agency's entries are sealed. */
interface Sealed {
  sequence: number;
  /** The last one's `recordedAt`. */
  at: Date;
}

/**
 * Bring what each of an agency's people owes up to now, as the list is to be in that order. Nothing is stored by who posts:
 * whoever reads sums anew, from the ledger, everybody whom an entry since the last time concerns, and everybody who is
 * new or whose debts are others. Entries are gone through in the order of their seals, which is that of their commits
 * and has no gaps; those that have no seal yet are looked at each time. One at a time for an agency.
 */
export async function catchUpOwed({ db, read }: { db: Db; read: Db }, agencyId: string): Promise<void> {
  while (await hasNews(read, agencyId)) {
    const isDone = await db.$transaction((tx) => step(tx, agencyId));
    if (isDone) return;
    await turnOfTheLoop();
  }
}

/** Mostly there is none: then nobody writes. */
async function hasNews(read: Db, agencyId: string): Promise<boolean> {
  const mark = await read.owedMark.findUnique({ where: { agencyId } });
  if (mark === null) return true;
  const sealed = await lastSealed(read, agencyId);
  if (sealed.sequence > mark.sequence) return true;
  if ((await toBeSummed(read, agencyId, 1)).length > 0) return true;
  const [unsealed] = await queryRows<{ id: string }>(read)`${notIn(agencyId, sealed)} LIMIT 1`;
  return unsealed !== undefined;
}

/** @returns whether everything up to now is in */
async function step(tx: Tx, agencyId: string): Promise<boolean> {
  // The write is first: whoever else catches up waits here, and then sees what was done.
  const [mark = { sequence: 0 }] = await queryRows<{ sequence: number | bigint }>(tx)`
    INSERT INTO "OwedMark" ("agencyId", "sequence")
    VALUES (${agencyId}, (SELECT coalesce(max(s."sequence"), 0) FROM "LedgerSeal" s WHERE s."agencyId" = ${agencyId}))
    ON CONFLICT ("agencyId") DO UPDATE SET "sequence" = "OwedMark"."sequence" RETURNING "sequence"`;
  const from = Number(mark.sequence);
  const sealed = await lastSealed(tx, agencyId);
  const to = Math.min(sealed.sequence, from + SEALS_MOST);
  const unsummed = await toBeSummed(tx, agencyId, PEOPLE_MOST);
  const touched = await touchedBy(
    tx,
    sql`SELECT s."entryId" AS "id" FROM "LedgerSeal" s
      WHERE s."agencyId" = ${agencyId} AND s."sequence" > ${from} AND s."sequence" <= ${to}
      UNION ALL ${notIn(agencyId, sealed)}`,
  );
  const ids = [...new Set([...unsummed, ...touched])].toSorted();
  for (let at = 0; at < ids.length; at += PEOPLE_MOST)
    await sum(tx, agencyId, ids.slice(at, at + PEOPLE_MOST));
  if (to > from) await tx.owedMark.update({ where: { agencyId }, data: { sequence: to } });
  return to === sealed.sequence && unsummed.length < PEOPLE_MOST;
}

async function lastSealed(read: Db | Tx, agencyId: string): Promise<Sealed> {
  const last = await read.ledgerSeal.findFirst({
    where: { agencyId },
    orderBy: { sequence: 'desc' },
    select: { sequence: true, entry: { select: { recordedAt: true } } },
  });
  return last === null
    ? { sequence: 0, at: new Date(0) }
    : { sequence: last.sequence, at: last.entry.recordedAt };
}

/** Entries beyond what was read as sealed: what the sealer seals a moment later is still one of them. */
const notIn = (agencyId: string, { sequence, at }: Sealed): Sql => sql`
  SELECT e."id" FROM "JournalEntry" e WHERE e."agencyId" = ${agencyId}
    AND e."recordedAt" >= ${new Date(Math.max(0, at.getTime() - LATE_MS))}
    AND NOT EXISTS (SELECT 1 FROM "LedgerSeal" s WHERE s."entryId" = e."id" AND s."sequence" <= ${sequence})`;

/** Who is new, or owes something new. */
async function toBeSummed(read: Db | Tx, agencyId: string, most: number): Promise<string[]> {
  const rows = await queryRows<{ personId: string }>(read)`
    SELECT "personId" FROM "PersonOwed" WHERE "agencyId" = ${agencyId} AND "owedCents" < 0 LIMIT ${most}`;
  return rows.map(({ personId }) => personId);
}

/** Who owes a debt that one of these entries moved. */
async function touchedBy(tx: Tx, entries: Sql): Promise<string[]> {
  const rows = await queryRows<{ personId: string }>(tx)`
    SELECT DISTINCT owes."personId" FROM (${entries}) entry
      JOIN "Posting" line ON line."entryId" = entry."id" JOIN "LedgerAccount" account ON account."id" = line."accountId"
      JOIN "ObligationObligor" owes ON owes."obligationId" = substr(account."code", ${RECEIVABLE.length + 1})
    WHERE account."unit" = 'USD' AND substr(account."code", 1, ${RECEIVABLE.length}) = ${RECEIVABLE}`;
  return rows.map(({ personId }) => personId);
}

/** Their rows are held first: a sum that was taken before somebody else's change is not written over it. */
async function sum(tx: Tx, agencyId: string, ids: readonly string[]): Promise<void> {
  await lockOwed(tx, ids);
  await execute(tx)`
    UPDATE "PersonOwed" SET "owedCents" = coalesce((SELECT CAST(sum(account."balance") AS BIGINT)
      FROM "ObligationObligor" owes JOIN "LedgerAccount" account ON account."agencyId" = ${agencyId}
        AND account."code" = CAST(${RECEIVABLE} AS TEXT) || owes."obligationId" AND account."unit" = 'USD'
      WHERE owes."personId" = "PersonOwed"."personId" AND account."balance" > 0), 0)
    WHERE "personId" IN (${Prisma.join([...ids])})`;
}
