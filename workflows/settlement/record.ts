import type { Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import type { Settled } from '../../prisma/joining.ts';
import type { Entry, NewEntry } from '../ledger/entry.ts';
import { processorFee } from '../ledger/posting-rules.ts';
import { postEntries } from '../ledger/post-entries.ts';
import { fromWire } from '../money/money.ts';
import { localDay } from '../policy/calendar.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { debitsOnTheirWay, explanations, type Explained } from './explain.ts';
import { askPeople, closeTasks } from './unplaced.ts';

/** How long money may be at Stripe and in no entry of ours, until people are asked. */
const PATIENCE_MS = 10 * 60_000;

export type Recorded = 'recorded' | 'waiting' | 'unexplained';

/** One of Stripe's records, with the capture that explains it. */
interface Placed {
  index: number;
  facts: BalanceTransactionFacts;
  explained: Explained | null;
}

/**
 * Record balance transactions, each once: the fee that its entry lacks, its row, and the link to the entry that it
 * explains, in the caller's transaction and by a handful of statements however many they are. One that no entry
 * explains waits; after a while it is recorded all the same and people are asked, but of a debit that its bank may still
 * pay; and it is linked when its entry comes.
 * @param all no two with the same id
 * @returns what became of each, in order; one whose fee the books refuse is not recorded
 */
export async function recordAll(
  tx: Tx,
  agency: Agency,
  all: readonly BalanceTransactionFacts[],
  now: Date,
): Promise<Settled<Recorded>[]> {
  const found = await explanations(tx, agency.id, all);
  const placed = all.map((facts, index): Placed => ({
    index,
    facts,
    explained: found.get(facts.id) ?? null,
  }));
  const settled: Settled<Recorded>[] = [];
  const refused = await postFees(tx, agency, placed, now);
  const rest = placed.filter(({ index }) => {
    const error = refused.get(index);
    if (error) settled[index] = { refused: error };
    return error === undefined;
  });
  for (const one of rest) settled[one.index] = { done: outcomeOf(one, now) };

  const rows = rest.filter(({ index }) => settled[index]?.done !== 'waiting');
  const open = rest.filter(({ facts, explained }) => explained === null && !isRecent(facts, now));
  const debits = await debitsOnTheirWay(
    tx,
    agency.id,
    open.map(({ facts }) => facts),
  );
  await insertRows(tx, agency.id, { rows, debits }, now);
  const nobodys = open.filter(({ facts }) => !debits.has(facts.id));
  for (const { facts } of nobodys) await askPeople(tx, agency.id, facts.id, now);
  const explained = rest.filter((one) => one.explained !== null);
  await closeTasks(
    tx,
    agency.id,
    explained.map(({ facts }) => facts.id),
    now,
  );
  return settled;
}

function outcomeOf({ facts, explained }: Placed, now: Date): Recorded {
  if (explained !== null) return 'recorded';
  return isRecent(facts, now) || facts.currency !== 'usd' ? 'waiting' : 'unexplained';
}

/** @returns whether it is too early to ask people about it */
export const isRecent = ({ createdAt }: BalanceTransactionFacts, now: Date) =>
  now.getTime() - createdAt * 1000 < PATIENCE_MS;

/** @returns place → why the fee of that one could not be posted */
async function postFees(
  tx: Tx,
  agency: Agency,
  placed: readonly Placed[],
  now: Date,
): Promise<Map<number, Error>> {
  const refused = new Map<number, Error>();
  const fees = placed.flatMap(({ index, facts, explained }) => {
    if (explained === null || facts.feeCents === 0) return [];
    try {
      return [{ index, entry: feeEntry(agency, explained.paymentId, facts, now) }];
    } catch (error) {
      refused.set(index, error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  });
  const posted: Settled<Entry>[] = await postEntries(
    tx,
    fees.map(({ entry }) => entry),
  );
  fees.forEach(({ index }, at) => {
    const error = posted[at]?.refused;
    if (error) refused.set(index, error);
  });
  return refused;
}

/** @throws {RangeError} a fee that is none: below zero, or no whole number of cents */
function feeEntry(agency: Agency, paymentId: string, facts: BalanceTransactionFacts, now: Date): NewEntry {
  return {
    agencyId: agency.id,
    key: `balance-transaction/${facts.id}:fee`,
    kind: 'processor_fee',
    subjectId: paymentId,
    occurredAt: new Date(facts.createdAt * 1000),
    recordedAt: now,
    accountingDate: localDay(now, agency.timeZone),
    postings: processorFee({ feeCents: fromWire(facts.feeCents) }),
  };
}

/** The rows, made or linked; one that is linked already stays as it is. In the order of their ids: each is a lock. */
async function insertRows(
  tx: Tx,
  agencyId: string,
  { rows: placed, debits }: { rows: readonly Placed[]; debits: ReadonlyMap<string, string> },
  now: Date,
): Promise<void> {
  if (placed.length === 0) return;
  const rows = placed
    .toSorted((a, b) => (a.facts.id < b.facts.id ? -1 : 1))
    .map(({ facts, explained }) => {
      const { id, type, reportingCategory, currency, sourceId } = facts;
      const { entryId = null, paymentId = debits.get(id) ?? null } = explained ?? {};
      const [amount, fee, net] = [facts.amountCents, facts.feeCents, facts.netCents].map(fromWire);
      const [occurredAt, availableOn] = [facts.createdAt, facts.availableOn].map((s) => new Date(s * 1000));
      return Prisma.sql`(${agencyId}, ${id}, ${type}, ${reportingCategory}, ${amount}, ${fee}, ${net}, ${currency},
        ${sourceId}, ${paymentId}, ${occurredAt}, ${availableOn}, ${entryId}, ${now})`;
    });
  await tx.$executeRaw`
    INSERT INTO "BalanceTransaction" ("agencyId", "id", "type", "reportingCategory", "amountCents", "feeCents",
      "netCents", "currency", "sourceId", "paymentId", "occurredAt", "availableOn", "entryId", "recordedAt")
    VALUES ${Prisma.join(rows)}
    ON CONFLICT ("agencyId", "id") DO UPDATE SET
      "entryId" = excluded."entryId", "paymentId" = excluded."paymentId"
    WHERE "BalanceTransaction"."entryId" IS NULL`;
}
