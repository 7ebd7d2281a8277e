import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { processorFee } from '../ledger/posting-rules.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { fromWire } from '../money/money.ts';
import { localDay } from '../policy/calendar.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';

/** How long a charge may be at Stripe before its capture is in our books, until people are asked. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Record one balance transaction, once: its row, the link to the entry that it explains, and the fee that the
 * entry lacks, in one transaction.
 * @returns `waiting` where the capture is not booked yet and may still come
 */
export async function record(
  db: Db,
  agency: Agency,
  facts: BalanceTransactionFacts,
  now: Date,
): Promise<'recorded' | 'known' | 'waiting'> {
  const agencyId = agency.id;
  if (await db.balanceTransaction.findUnique({ where: { agencyId_id: { agencyId, id: facts.id } } }))
    return 'known';
  const explained = await explainedBy(db, agencyId, facts);
  const isRecent = now.getTime() - facts.createdAt * 1000 < PATIENCE_MS;
  if (explained === null && isRecent) return 'waiting';
  await db.$transaction(async (tx) => {
    const row = rowOf(agencyId, facts, explained, now);
    const { count } = await tx.balanceTransaction.createMany({ data: [row] });
    if (count !== 1) throw new Error(`${facts.id} was not recorded`);
    if (explained === null) return askPeople(tx, agencyId, facts.id, now);
    if (facts.feeCents !== 0) await postFee(tx, agency, explained.paymentId, facts, now);
  });
  return 'recorded';
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
  if (facts.sourceId === null || facts.reportingCategory !== 'charge') return null;
  const payment = await db.payment.findFirst({
    where: { agencyId, stripeChargeId: facts.sourceId, state: 'succeeded' },
  });
  if (payment === null) return null;
  const entry = await db.journalEntry.findFirst({
    where: { agencyId, subjectId: payment.id, kind: 'payment_captured' },
    include: { postings: { where: { account: { code: 'processor_clearing' } } } },
  });
  if (entry === null) return null;
  const booked = entry.postings.reduce((total, { amount }) => total + amount, 0n);
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

/** Money that no entry explains: staff are told, once. */
async function askPeople(tx: Tx, agencyId: string, subjectId: string, now: Date): Promise<void> {
  const kind = 'unplaced_balance_transaction';
  const reason = 'Stripe lists money that no journal entry explains';
  await tx.staffTask.create({
    data: { id: randomUUID(), agencyId, kind, subjectId, reason, createdAt: now },
  });
}
