import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { lockObligations, lockPeople, lockRow } from '../../prisma/lock-row.ts';
import { accounts } from '../ledger/accounts.ts';
import type { Entry } from '../ledger/entry.ts';
import { balancesOf, captureOf, creditedBy } from '../ledger/read.ts';
import { reverseEntry } from '../ledger/reverse-entry.ts';
import { fromWire } from '../money/money.ts';
import { wishToMail } from '../outbox.ts';
import { localDay } from '../policy/calendar.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { noteEvent } from '../timeline.ts';
import { creditUsesBack, type UsedCredit } from './credit-back.ts';
import { postFees } from './fees.ts';
import { insertRows, type Recorded } from './record.ts';
import { closeTasks } from './unplaced.ts';

/** Stripe's reporting category of money that a payer's bank took back. */
const DISPUTE = 'dispute';

/** So long a return may wait for its payment to be booked; then people are asked. */
const WAITS_MS = 24 * 60 * 60_000;

interface Returned {
  id: string;
  personId: string;
  /** `coming`: its bank has paid, and the books do not have it yet. */
  standing: 'booked' | 'coming' | 'over';
}

/**
 * A bank debit that came back after it was paid: Stripe calls it a dispute, and it is final. In one transaction the
 * capture is taken back line by line, with what credit of it had paid since; Stripe's fee is booked, its record linked,
 * and payer and staff are told. The payment stays paid and returned: its history is not rewritten.
 * @returns null: it is no such return, or not of all that was booked; `waiting`: of one that is not booked yet
 * @throws {RangeError} a fee that is none
 * Rule: https://docs.stripe.com/payments/ach-direct-debit#disputed-payments
 */
export async function recordReturn(
  db: Db,
  agency: Agency,
  facts: BalanceTransactionFacts,
  now: Date,
): Promise<Recorded | null> {
  if (facts.reportingCategory !== DISPUTE || facts.intentId === null) return null;
  const payment = await returned(db, agency.id, facts.intentId);
  if (payment === null) return null;
  if (payment.standing === 'over') return null;
  if (payment.standing === 'coming')
    return now.getTime() - facts.createdAt * 1000 < WAITS_MS ? 'waiting' : null;
  return db.$transaction((tx) => takeBack(tx, agency, { payment, facts, now }));
}

async function returned(db: Db, agencyId: string, intentId: string): Promise<Returned | null> {
  const found = await db.payment.findFirst({
    where: { agencyId, tender: 'bank_debit', stripePaymentIntentId: intentId },
    select: {
      id: true,
      personId: true,
      state: true,
      reservations: { where: { releasedAt: null }, take: 1 }, // held until it has ended
    },
  });
  if (found === null) return null;
  const { id, personId, state, reservations } = found;
  if (state === 'succeeded') return { id, personId, standing: 'booked' };
  return { id, personId, standing: reservations.length > 0 ? 'coming' : 'over' };
}

interface Back {
  payment: Returned;
  facts: BalanceTransactionFacts;
  now: Date;
}

async function takeBack(tx: Tx, agency: Agency, { payment, facts, now }: Back): Promise<'recorded' | null> {
  const { id: paymentId, personId } = payment;
  const agencyId = agency.id;
  await lockPeople(tx, [personId]); // what their credit has paid is decided by below
  await lockRow(tx, 'Payment', paymentId);
  const capture = await captureOf(tx, { id: paymentId, agencyId });
  if (capture === undefined || !isWhole(capture, facts) || (await isTakenBack(tx, capture))) return null;
  const uses = await usesToTakeBack(tx, { agencyId, personId, capture });
  const debts = new Set([...debtsOf(capture), ...uses.map(({ obligationId }) => obligationId)]);
  await lockObligations(tx, agencyId, [...debts]);
  const times = {
    agencyId,
    occurredAt: new Date(facts.createdAt * 1000),
    recordedAt: now,
    accountingDate: localDay(now, agency.timeZone),
  };
  for (const { entryId } of uses)
    await reverseEntry(tx, { ...times, entryId, key: `payment/${paymentId}:return/credit/${entryId}` });
  const { id: entryId } = await reverseEntry(tx, {
    ...times,
    entryId: capture.id,
    key: `payment/${paymentId}:return`,
  });
  await settle(tx, agency, { facts, explained: { entryId, paymentId } }, now);
  await tellOfReturn(tx, { agencyId, paymentId, facts, now });
  return 'recorded';
}

/** All that came with the payment went back, no more and no less. */
const isWhole = (capture: Entry, { amountCents, currency }: BalanceTransactionFacts): boolean =>
  currency === 'usd' && creditedBy(capture)(accounts.processorClearing) === fromWire(amountCents);

const isTakenBack = async (tx: Tx, { id: reversesId }: Entry): Promise<boolean> =>
  (await tx.journalEntry.count({ where: { reversesId } })) > 0;

const RECEIVABLE = accounts.receivable('');

const debtsOf = ({ postings }: Entry): string[] =>
  postings.flatMap(({ account }) =>
    account.startsWith(RECEIVABLE) ? [account.slice(RECEIVABLE.length)] : [],
  );

/** What became credit of the payment may have paid debts since: as many of these come back as the credit lacks then. */
async function usesToTakeBack(
  tx: Tx,
  { agencyId, personId, capture }: { agencyId: string; personId: string; capture: Entry },
): Promise<UsedCredit[]> {
  const account = accounts.unapplied(personId);
  const keptCents = creditedBy(capture)(account);
  if (keptCents === 0n) return [];
  const balance = (await balancesOf(tx, agencyId, [account])).get(account) ?? 0n;
  return creditUsesBack(tx, { agencyId, personId, lackingCents: balance + keptCents });
}

/** Stripe's fee, its record with the entry that explains it, and no question about it any more. */
async function settle(
  tx: Tx,
  agency: Agency,
  placed: { facts: BalanceTransactionFacts; explained: { entryId: string; paymentId: string } },
  now: Date,
): Promise<void> {
  const one = { ...placed, index: 0, debit: null };
  const { refused } = await postFees(tx, agency, [one], now);
  const error = refused.get(0);
  if (error) throw error;
  await insertRows(tx, agency.id, [one], now);
  await closeTasks(tx, agency.id, [placed.facts.id], now);
}

async function tellOfReturn(
  tx: Tx,
  {
    agencyId,
    paymentId,
    facts,
    now,
  }: { agencyId: string; paymentId: string; facts: BalanceTransactionFacts; now: Date },
): Promise<void> {
  const { reason } = facts;
  await noteEvent(tx, {
    agencyId,
    paymentId,
    at: now,
    kind: 'returned',
    source: 'stripe',
    detail: { transaction: facts.id, ...(reason !== null && { code: reason }) },
  });
  await wishToMail(tx, { agencyId, paymentId, kind: 'debit_returned' }, now);
  await tx.staffTask.create({
    data: {
      id: randomUUID(),
      agencyId,
      kind: 'debit_returned',
      subjectId: paymentId,
      reason: 'A bank took back what it had paid',
      createdAt: now,
    },
  });
}
