import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { processorFee } from '../ledger/posting-rules.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { fromWire, sum } from '../money/money.ts';
import { localDay } from '../policy/calendar.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';

/** How long money may be at Stripe and in no entry of ours, until people are asked. */
const PATIENCE_MS = 10 * 60_000;

export type Recorded = 'recorded' | 'waiting' | 'unexplained';

/**
 * Record one balance transaction: its row, the link to the entry that it explains, and the fee that the entry
 * lacks, in one transaction. One that no entry explains waits; after a while it is recorded all the same and
 * people are asked, and it is linked when its entry comes.
 */
export async function record(
  db: Db,
  agency: Agency,
  facts: BalanceTransactionFacts,
  now: Date,
): Promise<Recorded> {
  const agencyId = agency.id;
  const explained = await explainedBy(db, agencyId, facts);
  const isRecent = now.getTime() - facts.createdAt * 1000 < PATIENCE_MS;
  if (explained === null && (isRecent || facts.currency !== 'usd')) {
    if (!isRecent) await db.$transaction((tx) => askPeople(tx, agencyId, facts.id, now));
    return 'waiting';
  }
  return db.$transaction(async (tx) => {
    const row = rowOf(agencyId, facts, explained, now);
    const { entryId, paymentId } = row;
    const where = { agencyId_id: { agencyId, id: facts.id } };
    await tx.balanceTransaction.upsert({
      where,
      create: row,
      update: entryId === null ? {} : { entryId, paymentId },
    });
    if (explained === null) {
      await askPeople(tx, agencyId, facts.id, now);
      return 'unexplained';
    }
    if (facts.feeCents !== 0) await postFee(tx, agency, explained.paymentId, facts, now);
    await closeTask(tx, agencyId, facts.id, now);
    return 'recorded';
  });
}

interface Explained {
  entryId: string;
  paymentId: string;
}

/** The capture that a charge's balance transaction belongs to. */
async function explainedBy(
  db: Db,
  agencyId: string,
  facts: BalanceTransactionFacts,
): Promise<Explained | null> {
  const { intentId: stripePaymentIntentId, sourceId: stripeChargeId, reportingCategory } = facts;
  if (stripePaymentIntentId === null || stripeChargeId === null || reportingCategory !== 'charge')
    return null;
  const payment = await db.payment.findFirst({
    where: { agencyId, stripePaymentIntentId, stripeChargeId, state: 'succeeded' },
  });
  if (payment === null) return null;
  const entry = await db.journalEntry.findFirst({
    where: { agencyId, subjectId: payment.id, kind: 'payment_captured' },
    include: { postings: { where: { account: { code: 'processor_clearing' } } } },
  });
  if (entry === null) return null;
  const booked = sum(entry.postings.map(({ amount }) => amount));
  return booked === fromWire(facts.amountCents) ? { entryId: entry.id, paymentId: payment.id } : null;
}

function rowOf(agencyId: string, facts: BalanceTransactionFacts, explained: Explained | null, now: Date) {
  return {
    agencyId,
    id: facts.id,
    type: facts.type,
    reportingCategory: facts.reportingCategory,
    amountCents: fromWire(facts.amountCents),
    feeCents: fromWire(facts.feeCents),
    netCents: fromWire(facts.netCents),
    currency: facts.currency,
    sourceId: facts.sourceId,
    paymentId: explained?.paymentId ?? null,
    occurredAt: new Date(facts.createdAt * 1000),
    availableOn: new Date(facts.availableOn * 1000),
    entryId: explained?.entryId ?? null,
    recordedAt: now,
  };
}

async function postFee(
  tx: Tx,
  agency: Agency,
  paymentId: string,
  facts: BalanceTransactionFacts,
  now: Date,
): Promise<void> {
  await postEntry(tx, {
    agencyId: agency.id,
    key: `balance-transaction/${facts.id}:fee`,
    kind: 'processor_fee',
    subjectId: paymentId,
    occurredAt: new Date(facts.createdAt * 1000),
    recordedAt: now,
    accountingDate: localDay(now, agency.timeZone),
    postings: processorFee({ feeCents: fromWire(facts.feeCents) }),
  });
}

const taskOf = (agencyId: string, subjectId: string) => ({
  agencyId,
  kind: 'unplaced_balance_transaction',
  subjectId,
});

/** Money that no entry explains: staff are told, once. */
async function askPeople(tx: Tx, agencyId: string, subjectId: string, now: Date): Promise<void> {
  const task = taskOf(agencyId, subjectId);
  const reason = 'Stripe lists money that no journal entry explains';
  await tx.staffTask.upsert({
    where: { agencyId_kind_subjectId: task },
    create: { id: randomUUID(), ...task, reason, createdAt: now },
    update: { kind: task.kind }, // nothing new: but so it is one statement, which cannot race
  });
}

async function closeTask(tx: Tx, agencyId: string, subjectId: string, now: Date): Promise<void> {
  await tx.staffTask.updateMany({
    where: { ...taskOf(agencyId, subjectId), closedAt: null },
    data: { closedAt: now },
  });
}
