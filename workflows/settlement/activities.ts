import { heartbeat } from '@temporalio/activity';
import type { Db } from '../../prisma/client.ts';
import { joining } from '../../prisma/joining.ts';
import type { BalanceTransactionFacts, ListBalanceTransactions } from '../stripe/balance-transactions.ts';
import type { PassEnd, SettlementInput } from './messages.ts';
import { recordAll } from './record.ts';

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

/**
 * Read the account's balance transactions since the last pass, with an hour's overlap, and record what is new: a page
 * in one transaction. The cursor moves only as far as everything before it is recorded and linked to its entry.
 * @throws the error of the first that could not be recorded, after all others are; the cursor stays
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
  const cursor = await db.settlementCursor.findUnique({ where: { agencyId } });
  const end: PassEnd = { recorded: 0, waiting: 0 };
  const failed: unknown[] = [];
  let newest = cursor?.createdTo ?? 0;
  let oldestOpen = Number.POSITIVE_INFINITY;
  for await (const page of paged(list(agency, Math.max(newest - OVERLAP_SECONDS, 0)))) {
    const todo = await unlinked(db, agencyId, page);
    const outcomes = await Promise.allSettled(todo.map(record));
    for (const [index, facts] of todo.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status !== 'fulfilled') failed.push(outcome?.reason);
      else if (outcome.value === 'recorded') end.recorded++;
      else if (isYoung(facts, clock())) oldestOpen = Math.min(oldestOpen, facts.createdAt - 1);
      if (outcome?.status === 'fulfilled' && outcome.value === 'waiting') end.waiting++;
    }
    newest = Math.max(newest, ...page.map(({ createdAt }) => createdAt));
  }
  if (failed.length > 0) throw failed[0];
  await moveCursor(deps, agencyId, Math.min(newest, oldestOpen));
  return end;
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

/** Those of a page that are not yet recorded and linked to an entry. */
async function unlinked(
  db: Db,
  agencyId: string,
  page: BalanceTransactionFacts[],
): Promise<BalanceTransactionFacts[]> {
  const where = { agencyId, id: { in: page.map(({ id }) => id) }, entryId: { not: null } };
  const linked = new Set(
    (await db.balanceTransaction.findMany({ where, select: { id: true } })).map(({ id }) => id),
  );
  return page.filter(({ id }) => !linked.has(id));
}

async function moveCursor({ db, clock }: SettlementDeps, agencyId: string, createdTo: number): Promise<void> {
  const readAt = clock();
  await db.settlementCursor.upsert({
    where: { agencyId },
    create: { agencyId, createdTo, readAt },
    update: { createdTo, readAt },
  });
}
