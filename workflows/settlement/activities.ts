import { heartbeat } from '@temporalio/activity';
import type { Db } from '../../prisma/client.ts';
import { joining } from '../../prisma/joining.ts';
import type { BalanceTransactionFacts, ListBalanceTransactions } from '../stripe/balance-transactions.ts';
import type { PassEnd, SettlementInput } from './messages.ts';
import { isRecent, recordAll } from './record.ts';
import { recordReturn } from './returns.ts';
import { askPeople } from './unplaced.ts';
import { oldestUnsettled, tellOfUnsettled } from './unsettled.ts';

export interface SettlementDeps {
  db: Db;
  list: ListBalanceTransactions;
  clock: () => Date;
}

export const settlementActivities = (deps: SettlementDeps) => ({
  async recordBalanceTransactions(input: SettlementInput): Promise<PassEnd> {
    const beat = setInterval(heartbeat, BEAT_MS); // this process lives, also while Stripe is awaited
    try {
      return await recordBalanceTransactions(deps, input);
    } finally {
      clearInterval(beat);
    }
  },
});

export type SettlementActivities = ReturnType<typeof settlementActivities>;

/** Stripe lists by creation; what is made late, in the same second or by a slow clock, is caught by reading back so far. */
const OVERLAP_SECONDS = 60 * 60;
const PAGE = 100;
const BEAT_MS = 2000;

interface Failed {
  facts: BalanceTransactionFacts;
  error: unknown;
}

/** What was read lacks what is known to be there: nothing may be concluded from it. */
export class SettlementTruncated extends Error {
  override name = 'SettlementTruncated';
}

/**
 * Read the account's balance transactions since the last pass, with an hour's overlap, and further back where a
 * capture is still without its own; record what is new, a page in one transaction. The cursor moves only as far as
 * everything before it is recorded. Of captures that the list lacks for long, and of what cannot be recorded, people
 * are told.
 * @throws the error of the first that could not be recorded, after all others are; the cursor stays
 * @throws {SettlementTruncated} where the list lacks what an earlier pass has read in it: this one does not count
 */
export async function recordBalanceTransactions(
  deps: SettlementDeps,
  { agencyId }: SettlementInput,
): Promise<PassEnd> {
  const { db, list, clock } = deps;
  const agency = await db.agency.findUniqueOrThrow({ where: { id: agencyId } });
  const record = joining(db, (tx, some: readonly BalanceTransactionFacts[]) =>
    recordAll(tx, agency, some, clock()),
  );
  const recordOne = async (facts: BalanceTransactionFacts) =>
    (await recordReturn(db, agency, facts, clock())) ?? record(facts);
  const cursor = await db.settlementCursor.findUnique({ where: { agencyId } });
  const end = { recorded: 0, waiting: 0 };
  const failed: Failed[] = [];
  let newest = cursor?.createdTo ?? 0;
  let oldestOpen = Number.POSITIVE_INFINITY;
  const from = Math.max(Math.min(newest, await oldestUnsettled(db, agencyId, newest)) - OVERLAP_SECONDS, 0);
  const expected = await knownSince(db, agencyId, from);
  for await (const page of paged(list(agency, from))) {
    const todo = await unlinked(db, agencyId, page);
    const outcomes = await Promise.allSettled(todo.map(recordOne));
    for (const [index, facts] of todo.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status !== 'fulfilled') failed.push({ facts, error: outcome?.reason });
      else if (outcome.value === 'recorded') end.recorded++;
      else if (outcome.value === 'waiting') {
        end.waiting++;
        if (isYoung(facts, clock())) oldestOpen = Math.min(oldestOpen, facts.createdAt - 1);
      } // one that is unexplained has its row and its task: once its capture is booked, that makes the pass read back
    }
    for (const { id } of page) expected.delete(id);
    newest = Math.max(newest, ...page.map(({ createdAt }) => createdAt));
  }
  await tellOfFailed(deps, agencyId, failed);
  const unsettled = expected.size === 0 ? await tellOfUnsettled(deps, agencyId) : 0; // of a list that lacks some, nothing
  if (failed[0]) throw failed[0].error;
  assertWhole(expected);
  await moveCursor(deps, agencyId, Math.min(newest, oldestOpen));
  return { ...end, unsettled };
}

/** What was refused for long holds the cursor until it is put right: people are told of each. */
async function tellOfFailed(
  { db, clock }: SettlementDeps,
  agencyId: string,
  failed: readonly Failed[],
): Promise<void> {
  const lasting = failed.filter(({ facts }) => !isRecent(facts, clock()));
  for (const { facts } of lasting) await askPeople(db, agencyId, facts.id, clock(), 'refused');
}

/** What the list had at and after a second, by our rows: it must have them again. */
async function knownSince(db: Db, agencyId: string, from: number): Promise<Set<string>> {
  const where = { agencyId, occurredAt: { gte: new Date(from * 1000) } };
  return new Set((await db.balanceTransaction.findMany({ where, select: { id: true } })).map(({ id }) => id));
}

function assertWhole(lacking: ReadonlySet<string>): void {
  const [first] = lacking;
  if (first === undefined) return;
  throw new SettlementTruncated(`Stripe's list lacks ${lacking.size} that it had before, such as ${first}`);
}

/** Longer than that, an entry that is missing does not hold the cursor back: people were asked. */
const isYoung = ({ createdAt }: BalanceTransactionFacts, now: Date) =>
  now.getTime() - createdAt * 1000 < 7 * 24 * 60 * 60 * 1000;

async function* paged(
  all: AsyncIterable<BalanceTransactionFacts>,
): AsyncGenerator<BalanceTransactionFacts[]> {
  let page: BalanceTransactionFacts[] = [];
  for await (const facts of all) {
    page.push(facts);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Those of a page that are not yet recorded and linked to an entry, oldest first: a debit before its reversal. */
async function unlinked(
  db: Db,
  agencyId: string,
  page: BalanceTransactionFacts[],
): Promise<BalanceTransactionFacts[]> {
  const where = { agencyId, id: { in: page.map(({ id }) => id) }, entryId: { not: null } };
  const linked = new Set(
    (await db.balanceTransaction.findMany({ where, select: { id: true } })).map(({ id }) => id),
  );
  return page.filter(({ id }) => !linked.has(id)).toReversed();
}

async function moveCursor({ db, clock }: SettlementDeps, agencyId: string, createdTo: number): Promise<void> {
  const readAt = clock();
  await db.settlementCursor.upsert({
    where: { agencyId },
    create: { agencyId, createdTo, readAt },
    update: { createdTo, readAt },
  });
}
