import type { Tx } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { sum } from '../money/money.ts';
import { accounts } from './accounts.ts';
import type { Finding } from './finding.ts';
import { balancesOf } from './read.ts';
import { byNames } from './statements.ts';

/** Stripe makes its record with the charge; a list may be late by so much. */
const PATIENCE_MS = 10 * 60_000;
const SHOWN_MOST = 100;

/** Captures that were not compared with the processor's record. Normal for a minute; older ones mean that it is not read. */
export interface UnsettledTail {
  agencyId: string;
  captures: number;
  oldestRecordedAt: Date;
  /** When the record was last read to its end; null: never. */
  readAt: Date | null;
}

/** Per agency, what stands in the books and in no record that was read. */
export async function unsettledTails(tx: Tx): Promise<UnsettledTail[]> {
  const groups = await queryRows<{ agencyId: string; captures: bigint; oldest: Stored }>(tx)`
    SELECT e."agencyId" AS "agencyId", COUNT(*) AS "captures", MIN(e."recordedAt") AS "oldest"
      FROM "JournalEntry" e
     WHERE e."kind" = 'payment_captured'
       AND NOT EXISTS (SELECT 1 FROM "BalanceTransaction" b WHERE b."paymentId" = e."subjectId" AND b."entryId" = e."id")
     GROUP BY e."agencyId" ORDER BY e."agencyId"`;
  const cursors = await tx.settlementCursor.findMany();
  const readAt = new Map(cursors.map((cursor) => [cursor.agencyId, cursor.readAt]));
  return groups.map(({ agencyId, captures, oldest }) => ({
    agencyId,
    captures: Number(captures),
    oldestRecordedAt: dateOf(oldest),
    readAt: readAt.get(agencyId) ?? null,
  }));
}

/** A time as a raw statement gives it. */
type Stored = string | number | bigint | Date;
const dateOf = (stored: Stored): Date => new Date(typeof stored === 'bigint' ? Number(stored) : stored);

/** A record that was read lacks a capture that was there by then: it was empty, cut off, or another account's. */
async function* missingAtProcessor(tx: Tx): AsyncGenerator<Finding> {
  for (const { agencyId, readAt } of await tx.settlementCursor.findMany()) {
    const before = new Date(readAt.getTime() - PATIENCE_MS);
    const missing = await queryRows<{ key: string }>(tx)`
      SELECT e."key" FROM "JournalEntry" e
       WHERE e."agencyId" = ${agencyId} AND e."kind" = 'payment_captured' AND e."recordedAt" < ${before}
         AND NOT EXISTS (SELECT 1 FROM "BalanceTransaction" b WHERE b."paymentId" = e."subjectId" AND b."entryId" = e."id")
       ORDER BY e."recordedAt", e."id" LIMIT ${SHOWN_MOST}`;
    const detail = `booked, and not in the processor’s record as of ${readAt.toISOString()}`;
    for (const { key } of missing) yield { code: 'settlement_missing', agencyId, subject: key, detail };
  }
}

/** A record without an entry. Minor units. */
interface Unexplained {
  agencyId: string;
  paymentId: string | null;
  feeCents: bigint;
}

interface Debits {
  /** They may still be paid, or their end has not been looked for in the processor's record yet. */
  expected: ReadonlySet<string | null>;
  /** The processor took back what it had recorded. */
  cameToNothing: ReadonlySet<string | null>;
}

/** Of records without an entry, the bank debits: none of these has one, but what was kept of a fee. */
async function debitsAmong(tx: Tx, unexplained: readonly Unexplained[]): Promise<Debits> {
  const ids = [...new Set(unexplained.flatMap(({ paymentId }) => paymentId ?? []))];
  const found = await byNames(ids, (some) =>
    tx.payment.findMany({
      where: { id: { in: some }, tender: 'bank_debit', state: { not: 'succeeded' } },
      select: { id: true, agencyId: true, reservations: { select: { releasedAt: true } } },
    }),
  );
  const cursors = new Map(
    (await tx.settlementCursor.findMany()).map(({ agencyId, readAt }) => [agencyId, readAt.getTime()]),
  );
  const isOver = ({ agencyId, reservations }: (typeof found)[number]) => {
    const read = cursors.get(agencyId);
    const isRead = (at: Date) => read !== undefined && at.getTime() < read - PATIENCE_MS;
    return reservations.every(({ releasedAt }) => releasedAt !== null && isRead(releasedAt));
  };
  const left = await leftOf(
    tx,
    found.map(({ id }) => id),
  );
  const idsOf = (debits: typeof found) => new Set(debits.map(({ id }) => id));
  return {
    expected: idsOf(found.filter((debit) => !isOver(debit))),
    cameToNothing: idsOf(found.filter(({ id }) => left.get(id) === 0n)),
  };
}

/** @returns payment → what the processor's records of it come to, reversals included */
async function leftOf(tx: Tx, paymentIds: readonly string[]): Promise<Map<string | null, bigint>> {
  const groups = await byNames(paymentIds, (some) =>
    tx.balanceTransaction.groupBy({
      by: ['paymentId'],
      where: { paymentId: { in: some } },
      _sum: { amountCents: true },
    }),
  );
  return new Map(groups.map(({ paymentId, _sum }) => [paymentId, _sum.amountCents ?? 0n]));
}

/** What the processor says it moved and kept is in the books: each of its records has an entry, and the fees agree. */
export async function* verifySettlement(tx: Tx): AsyncGenerator<Finding> {
  const unexplained = await tx.balanceTransaction.findMany({ where: { entryId: null } });
  const { expected, cameToNothing } = await debitsAmong(tx, unexplained);
  for (const { agencyId, id, amountCents, paymentId } of unexplained) {
    if (expected.has(paymentId) || cameToNothing.has(paymentId)) continue;
    const detail = `${amountCents} moved at the processor and in no entry`;
    yield { code: 'settlement_unexplained', agencyId, subject: id, detail };
  }
  yield* missingAtProcessor(tx);
  yield* verifyFees(
    tx,
    unexplained.filter(({ paymentId }) => cameToNothing.has(paymentId)),
  );
}

/** @param alsoKept of debits that came to nothing, what stands with no entry */
async function* verifyFees(tx: Tx, alsoKept: readonly Unexplained[]): AsyncGenerator<Finding> {
  const kept = await tx.balanceTransaction.groupBy({
    by: ['agencyId'],
    where: { entryId: { not: null } },
    _sum: { feeCents: true },
  });
  for (const { agencyId, _sum } of kept) {
    const { processorFees: code } = accounts;
    const booked = (await balancesOf(tx, agencyId, [code])).get(code) ?? 0n;
    const besides = alsoKept.filter((row) => row.agencyId === agencyId).map(({ feeCents }) => feeCents);
    const expected = (_sum.feeCents ?? 0n) + sum(besides);
    if (booked === expected) continue;
    const detail = `${booked} booked, ${expected} kept by the processor`;
    yield { code: 'settlement_fees', agencyId, subject: code, detail };
  }
}
