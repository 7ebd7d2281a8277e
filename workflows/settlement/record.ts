import type { Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import type { Settled } from '../../prisma/joining.ts';
import { execute } from '../../prisma/rows.ts';
import { fromWire } from '../money/money.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { debitsOf } from './debits.ts';
import { explanations } from './explain.ts';
import { postFees, type Charged } from './fees.ts';
import { askPeople, closeTasks } from './unplaced.ts';

/** How long money may be at Stripe and in no entry of ours, until people are asked. */
const PATIENCE_MS = 10 * 60_000;

/** `expected`: of a bank debit that its bank may still pay, or that came to nothing: it wants no entry. */
export type Recorded = 'recorded' | 'waiting' | 'unexplained' | 'expected';

/**
 * Record balance transactions, each once: the fee that its entry lacks, its row, and the link to the entry that it
 * explains, in the caller's transaction and by a handful of statements however many they are. One that no entry
 * explains waits; after a while it is recorded all the same and people are asked, and it is linked when its entry comes.
 * Those of a bank debit are recorded as they come: days before the bank pays, and again where it does not.
 * @param all no two with the same id
 * @returns what became of each, in order; one whose fee the books refuse is not recorded
 */
export async function recordAll(
  tx: Tx,
  agency: Agency,
  all: readonly BalanceTransactionFacts[],
  now: Date,
): Promise<Settled<Recorded>[]> {
  const placed = await placesOf(tx, agency, all);
  const settled: Settled<Recorded>[] = [];
  const { refused, entries } = await postFees(tx, agency, placed, now);
  const rest = placed.filter(({ index }) => {
    const error = refused.get(index);
    if (error) settled[index] = { refused: error };
    return error === undefined;
  });
  for (const one of rest) settled[one.index] = { done: outcomeOf(one, now) };

  const rows = rest.filter(({ index, debit }) => settled[index]?.done !== 'waiting' || debit !== null);
  await insertRows(tx, agency.id, rows, now);
  await linkReversals(tx, agency.id, entries);
  const nobodys = rest.filter((one) => isNobodys(one) && !isRecent(one.facts, now));
  for (const { facts } of nobodys) await askPeople(tx, agency.id, facts.id, now);
  const placedNow = rest.filter((one) => one.explained !== null || one.debit?.standing === 'came_to_nothing');
  const ids = placedNow.flatMap(({ facts, debit }) => [
    facts.id,
    ...(debit?.records ?? []).map(({ id }) => id),
  ]);
  await closeTasks(tx, agency.id, ids, now);
  return settled;
}

async function placesOf(tx: Tx, agency: Agency, all: readonly BalanceTransactionFacts[]): Promise<Charged[]> {
  const found = await explanations(tx, agency.id, all);
  const unexplained = all.filter(({ id }) => !found.has(id));
  const debits = await debitsOf(tx, agency.id, unexplained);
  return all.map((facts, index) => ({
    index,
    facts,
    explained: found.get(facts.id) ?? null,
    debit: debits.get(facts.id) ?? null,
  }));
}

/** Neither in the books nor expected to be there. */
const isNobodys = ({ explained, debit }: Charged): boolean =>
  explained === null && (debit === null || debit.standing === 'open');

function outcomeOf(one: Charged, now: Date): Recorded {
  const { facts, explained } = one;
  if (explained !== null) return 'recorded';
  if (!isNobodys(one)) return 'expected';
  return isRecent(facts, now) || facts.currency !== 'usd' ? 'waiting' : 'unexplained';
}

/** @returns whether it is too early to ask people about it */
export const isRecent = ({ createdAt }: BalanceTransactionFacts, now: Date) =>
  now.getTime() - createdAt * 1000 < PATIENCE_MS;

/** The rows, made or linked; one that is linked already stays as it is. In the order of their ids: each is a lock. */
export async function insertRows(
  tx: Tx,
  agencyId: string,
  placed: readonly Charged[],
  now: Date,
): Promise<void> {
  if (placed.length === 0) return;
  const rows = placed
    .toSorted((a, b) => (a.facts.id < b.facts.id ? -1 : 1))
    .map(({ facts, explained, debit }) => {
      const { id, type, reportingCategory, currency, sourceId } = facts;
      const { entryId = null, paymentId = debit?.paymentId ?? null } = explained ?? {};
      const [amount, fee, net] = [facts.amountCents, facts.feeCents, facts.netCents].map(fromWire);
      const [occurredAt, availableOn] = [facts.createdAt, facts.availableOn].map((s) => new Date(s * 1000));
      return Prisma.sql`(${agencyId}, ${id}, ${type}, ${reportingCategory}, ${amount}, ${fee}, ${net}, ${currency},
        ${sourceId}, ${paymentId}, ${occurredAt}, ${availableOn}, ${entryId}, ${now})`;
    });
  await execute(tx)`
    INSERT INTO "BalanceTransaction" ("agencyId", "id", "type", "reportingCategory", "amountCents", "feeCents",
      "netCents", "currency", "sourceId", "paymentId", "occurredAt", "availableOn", "entryId", "recordedAt")
    VALUES ${Prisma.join(rows)}
    ON CONFLICT ("agencyId", "id") DO UPDATE SET
      "entryId" = excluded."entryId", "paymentId" = excluded."paymentId"
    WHERE "BalanceTransaction"."entryId" IS NULL`;
}

async function linkReversals(tx: Tx, agencyId: string, entries: ReadonlyMap<string, string>): Promise<void> {
  for (const [id, entryId] of entries)
    await tx.balanceTransaction.updateMany({ where: { agencyId, id, entryId: null }, data: { entryId } });
}
