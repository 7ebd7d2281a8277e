import { heartbeat } from '@temporalio/activity';
import type { Db } from '../../prisma/client.ts';
import type { ListBalanceTransactions } from '../stripe/balance-transactions.ts';
import type { PassEnd, SettlementInput } from './messages.ts';
import { record } from './record.ts';

export interface SettlementDeps {
  db: Db;
  list: ListBalanceTransactions;
  clock: () => Date;
}

export const settlementActivities = (deps: SettlementDeps) => ({
  recordBalanceTransactions: (input: SettlementInput) => recordBalanceTransactions(deps, input, heartbeat),
});

export type SettlementActivities = ReturnType<typeof settlementActivities>;

/** Stripe lists by creation; one that is made late, in the same second or by a slow clock, is caught by reading back so far. */
const OVERLAP_SECONDS = 24 * 60 * 60;

/**
 * Read the account's balance transactions since the last pass, with a day's overlap, and record what is new.
 * The cursor moves only as far as everything before it is recorded.
 */
export async function recordBalanceTransactions(
  { db, list, clock }: SettlementDeps,
  { agencyId }: SettlementInput,
  alive: () => void = () => undefined,
): Promise<PassEnd> {
  const agency = await db.agency.findUniqueOrThrow({ where: { id: agencyId } });
  const cursor = await db.settlementCursor.findUnique({ where: { agencyId } });
  const from = Math.max((cursor?.createdTo ?? 0) - OVERLAP_SECONDS, 0);
  const end: PassEnd = { recorded: 0, waiting: 0 };
  let newest = cursor?.createdTo ?? 0;
  let oldestWaiting = Number.POSITIVE_INFINITY;
  for await (const facts of list(agency, from)) {
    alive();
    const outcome = await record(db, agency, facts, clock());
    if (outcome === 'recorded') end.recorded++;
    if (outcome === 'waiting') {
      end.waiting++;
      oldestWaiting = Math.min(oldestWaiting, facts.createdAt - 1);
    }
    newest = Math.max(newest, facts.createdAt);
  }
  const createdTo = Math.min(newest, oldestWaiting);
  const readAt = clock();
  await db.settlementCursor.upsert({
    where: { agencyId },
    create: { agencyId, createdTo, readAt },
    update: { createdTo, readAt },
  });
  return end;
}
