import type { Db } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { accounts, captureOf, creditedBy } from '../../workflows/ledger/read.ts';
import { toWire } from '../../workflows/money/money.ts';
import { storedExplanation } from '../../workflows/policy/explanation-schema.ts';
import type { PaymentStory } from '../contract/index.ts';
import { storedDivision } from '../division-view.ts';
import { ruleName } from '../rule-name.ts';
import { CHARGE } from './listed-payments.ts';
import { forRow, paymentRow } from './payment-row.ts';
import { entriesOf } from './story-entries.ts';
import { eventsOf } from './story-events.ts';
import { linesForSplit, splitOf } from './story-split.ts';

const whole = {
  ...forRow,
  agency: true,
  attempts: { orderBy: { n: 'asc' } },
  events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
  lines: linesForSplit,
} as const satisfies Prisma.PaymentInclude;

type Whole = Prisma.PaymentGetPayload<{ include: typeof whole }>;

/**
 * A payment's story from the rows alone; whose it is, the caller has checked.
 * @throws where the agency has no such payment
 */
export async function readStory(
  read: Db,
  { agencyId, paymentId, origin, now }: { agencyId: string; paymentId: string; origin: string; now: Date },
): Promise<PaymentStory> {
  const payment = await read.payment.findFirstOrThrow({ where: { id: paymentId, agencyId }, include: whole });
  const transactions = await transactionsOf(read, payment);
  const capture = await captureOf(read, payment);
  const credited = capture === undefined ? null : creditedBy(capture);
  const division = storedDivision('en', payment.division, credited?.(accounts.unapplied(payment.personId)));
  return {
    payment: await headOf(read, payment, { payoutFrom: payoutFromOf(transactions), origin, now }),
    attempts: payment.attempts.map(attemptOf),
    split: await splitOf(read, payment, credited),
    ...(division && { division }),
    ...creditOf(payment, credited),
    stripe: { ...stripeIds(payment), balanceTransactions: transactions.map(transactionOf) },
    entries: await entriesOf(read, { agencyId, paymentId, explainedBy: transactions }),
    events: await eventsOf(read, payment),
  };
}

/**
 * What Stripe recorded of its money. Of a debit on its way there is a record before its money, which says nothing yet; of
 * one that came to nothing, that and its reversal.
 */
function transactionsOf(read: Db, { agencyId, id, state }: Whole): Promise<StoredTransaction[]> {
  const isOver = state === 'failed' || state === 'canceled';
  return read.balanceTransaction.findMany({
    where: { agencyId, paymentId: id, ...(!isOver && { entryId: { not: null } }) },
    orderBy: [{ occurredAt: 'asc' }, { amountCents: 'desc' }, { id: 'asc' }],
  });
}

/** Not reckoned from the lines: a split that does not sum shows. */
function creditOf(
  { division, personId }: Whole,
  credited: ((account: string) => bigint) | null,
): Pick<PaymentStory, 'creditCents'> {
  const explained = division === null ? 0n : storedExplanation(division).unappliedCents;
  const cents = credited === null ? explained : credited(accounts.unapplied(personId));
  return cents > 0n ? { creditCents: toWire(cents) } : {};
}

const payoutFromOf = (transactions: readonly StoredTransaction[]): Date | null =>
  transactions.find((one) => one.reportingCategory === CHARGE && one.entryId !== null)?.availableOn ?? null;

async function returnedAtOf(read: Db, { agencyId, id, tender }: Whole): Promise<Date | null> {
  if (tender !== 'bank_debit') return null;
  const where = { agencyId, subjectId: id, kind: 'reversal' };
  return (await read.journalEntry.findFirst({ where, select: { recordedAt: true } }))?.recordedAt ?? null;
}

async function headOf(
  read: Db,
  payment: Whole,
  { payoutFrom, origin, now }: { payoutFrom: Date | null; origin: string; now: Date },
): Promise<PaymentStory['payment']> {
  const allocationRule = await ruleName(read, payment.allocationPolicyId);
  const feeRule = await ruleName(read, payment.feePolicyId);
  return {
    ...paymentRow(
      { ...payment, payoutFrom, returnedAt: await returnedAtOf(read, payment) },
      payment.agency.timeZone,
      now,
    ),
    payerEmail: payment.account.email,
    personId: payment.personId,
    statementDescriptor: payment.agency.statementDescriptor,
    ...(payment.receiptToken !== null && { receiptUrl: `${origin}/r/${payment.receiptToken}` }),
    ...(allocationRule !== null && { allocationRule }),
    ...(feeRule !== null && { feeRule }),
  };
}

function attemptOf(attempt: Whole['attempts'][number]): PaymentStory['attempts'][number] {
  const { n, state, code, declineCode, createdAt, sentAt, endedAt } = attempt;
  return {
    n,
    state,
    ...(code !== null && { code }),
    ...(declineCode !== null && { declineCode }),
    createdAt: createdAt.toISOString(),
    ...(sentAt !== null && { sentAt: sentAt.toISOString() }),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
  };
}

function stripeIds({ agency, stripePaymentIntentId, stripeChargeId }: Whole) {
  return {
    ...(agency.stripeAccountId !== null && { account: agency.stripeAccountId }),
    ...(stripePaymentIntentId !== null && { paymentIntentId: stripePaymentIntentId }),
    ...(stripeChargeId !== null && { chargeId: stripeChargeId }),
  };
}

type StoredTransaction = Prisma.BalanceTransactionGetPayload<object>;

function transactionOf(row: StoredTransaction): PaymentStory['stripe']['balanceTransactions'][number] {
  return {
    id: row.id,
    reportingCategory: row.reportingCategory,
    amountCents: toWire(row.amountCents),
    feeCents: toWire(row.feeCents),
    netCents: toWire(row.netCents),
    occurredAt: row.occurredAt.toISOString(),
    availableOn: row.availableOn.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
  };
}
