import { randomBytes, randomUUID } from 'node:crypto';
import type { Tx } from '../../../prisma/client.ts';
import type { PaymentLine } from '../../../prisma/gen/sqlite/client.ts';
import { lockObligations, lockRow } from '../../../prisma/lock-row.ts';
import { execute, queryRows } from '../../../prisma/rows.ts';
import { accounts } from '../../ledger/accounts.ts';
import { captured } from '../../ledger/posting-rules.ts';
import { postEntry } from '../../ledger/post-entry.ts';
import { balancesOf } from '../../ledger/read.ts';
import { sum } from '../../money/money.ts';
import { wishToMail } from '../../outbox.ts';
import { localDay } from '../../policy/calendar.ts';
import type { TryResult, TryStep } from '../messages.ts';
import { pathOfResult } from './path-of-result.ts';
import {
  holdsReservation,
  isFinal,
  paymentState,
  type PaymentEventName,
  type PaymentState,
} from '../states.ts';
import { advance, type Advance } from './advance.ts';
import { tryOf } from './attempt-row.ts';
import type { PaymentDeps } from './deps.ts';
import { fit } from './fit.ts';
import { isOvertaken } from './overtaken.ts';
import { loadPayment, type PaymentRows } from './payment-rows.ts';

export interface BooksStep extends TryStep {
  result: TryResult;
  /** Key of the journal entry of a success. */
  entryKey: string;
}

/**
 * Write a try's result into the books, in one transaction: the state; for a success the journal entry, the
 * receipt's number and the wish to mail it; for an end the release of what the payment held.
 * Run again, it answers with the stored state. What a run that was given up for lost, and goes on all the same, says
 * of an earlier try than the one that is under way changes nothing, unless it is that money was taken.
 */
export async function books({ db, clock }: PaymentDeps, step: BooksStep): Promise<PaymentState> {
  return db.$transaction(async (tx) => {
    await lockRow(tx, 'Payment', step.paymentId); // a repair may be booking the same
    const now = clock();
    const payment = await loadPayment(tx, step.paymentId);
    const before = paymentState(payment.state);
    if (step.result.kind !== 'succeeded' && (await isOvertaken(tx, payment, step.n))) return before;
    let state = before;
    for (const event of pathOfResult(before, resultFor(payment.tender, step.result))) {
      const set = event === 'succeed' ? await bookSuccess(tx, payment, step, now) : {};
      const to = await advance(tx, payment, event, {
        now,
        source: sourceOf(event),
        detail: detailOf(payment, step),
        set,
      });
      if (to === null) throw new Error(`payment ${payment.id} cannot ${event} from ${before}`);
      state = to;
    }
    await endTry(tx, step, now);
    await follow(tx, payment, state, now);
    await tellOfDebit(tx, payment, { before, state }, now);
    return state;
  });
}

/** A debit that was refused is over, at once or days later: its payer agreed to this one, and begins another anew. */
const resultFor = (tender: string, result: TryResult): TryResult =>
  tender === 'bank_debit' && result.kind === 'declined' ? { kind: 'failed' } : result;

/** Who has left the page hears by mail that the debit is on its way, with what was agreed to, and if it comes to nothing. */
async function tellOfDebit(
  tx: Tx,
  { id: paymentId, agencyId, tender }: Pick<PaymentRows, 'id' | 'agencyId' | 'tender'>,
  { before, state }: { before: PaymentState; state: PaymentState },
  now: Date,
): Promise<void> {
  if (tender !== 'bank_debit' || before === state) return;
  if (state === 'processing') await wishToMail(tx, { agencyId, paymentId, kind: 'debit_started' }, now);
  const wasOnItsWay = before === 'processing' || before === 'needs_repair';
  if (wasOnItsWay && (state === 'failed' || state === 'canceled'))
    await wishToMail(tx, { agencyId, paymentId, kind: 'debit_failed' }, now);
}

/** Stripe says what became of a charge; that none is expected any more, we say. */
const sourceOf = (event: PaymentEventName) =>
  event === 'expire' || event === 'cancel' || event === 'lose' || event === 'giveUp' ? 'onward' : 'stripe';

type FrozenLine = Pick<PaymentLine, 'obligationId' | 'fundId' | 'beneficiaryId' | 'amountCents'>;

/** The entry, and the columns that a success brings. What no longer fits what is owed is the person's credit. */
async function bookSuccess(
  tx: Tx,
  payment: PaymentRows,
  step: BooksStep,
  now: Date,
): Promise<NonNullable<Advance['set']>> {
  const { agencyId, id, personId, feeCents, agency } = payment;
  const occurredAt = tryOf(payment, step.n).endedAt;
  if (occurredAt === null) throw new Error(`try ${step.n} of ${id} succeeded without a charge`);
  const frozen = await queryRows<FrozenLine>(tx)`
    SELECT "obligationId", "fundId", "beneficiaryId", "amountCents" FROM "PaymentLine"
    WHERE "paymentId" = ${id} ORDER BY "n"`;
  const obligationIds = [...new Set(frozen.map(({ obligationId }) => obligationId))];
  await lockObligations(tx, agencyId, obligationIds);
  const owed = await balancesOf(tx, agencyId, obligationIds.map(accounts.receivable));
  const fitting = fit(frozen, (obligationId) => owed.get(accounts.receivable(obligationId)) ?? 0n);
  const { lines } = fitting;
  const beyondCents = payment.amountCents - sum(frozen.map(({ amountCents }) => amountCents));
  const unappliedCents = beyondCents + fitting.unappliedCents;
  await postEntry(tx, {
    agencyId,
    key: step.entryKey,
    kind: 'payment_captured',
    subjectId: id,
    occurredAt,
    recordedAt: now,
    accountingDate: localDay(now, agency.timeZone),
    postings: captured({ paymentId: id, personId, lines, unappliedCents, feeCents }),
  });
  const receiptNumber = await nextReceipt(tx, agencyId);
  await wishToMail(tx, { agencyId, paymentId: id, kind: 'receipt' }, now);
  return {
    receiptNumber,
    receiptToken: randomBytes(24).toString('base64url'),
    succeededAt: occurredAt,
  };
}

/** The agency's next number; its counter's row is the lock, so that none is given twice or left out. */
async function nextReceipt(tx: Tx, agencyId: string): Promise<number> {
  const [counter] = await queryRows<{ last: number | bigint }>(tx)`
    INSERT INTO "ReceiptCounter" ("agencyId", "last") VALUES (${agencyId}, 1)
    ON CONFLICT ("agencyId") DO UPDATE SET "last" = "ReceiptCounter"."last" + 1
    RETURNING "last"`;
  if (counter === undefined) throw new Error(`no receipt's number for ${agencyId}`);
  return Number(counter.last);
}

/** A try that Stripe never answered for ends with the payment. */
async function endTry(tx: Tx, { paymentId, n, result }: BooksStep, now: Date): Promise<void> {
  const { kind } = result;
  if (kind !== 'failed' && kind !== 'expired' && kind !== 'canceled') return;
  await tx.paymentAttempt.updateMany({
    where: { paymentId, n, endedAt: null },
    data: { state: kind, endedAt: now },
  });
}

/** What a state brings with it: an end frees what was held; a payment that needs repair needs a person. */
async function follow(tx: Tx, { id, agencyId }: PaymentRows, state: PaymentState, now: Date): Promise<void> {
  if (!holdsReservation[state]) {
    await execute(tx)`
      UPDATE "Reservation" SET "releasedAt" = ${now} WHERE "paymentId" = ${id} AND "releasedAt" IS NULL`;
  }
  if (isFinal(state)) {
    // a try that was asked for as the payment ended
    await execute(tx)`
      UPDATE "PaymentAttempt" SET "state" = 'expired', "endedAt" = ${now}
      WHERE "paymentId" = ${id} AND "state" = 'created'`;
  }
  const kind = 'payment_needs_repair';
  if (state === 'needs_repair') {
    await tx.staffTask.upsert({
      where: { agencyId_kind_subjectId: { agencyId, kind, subjectId: id } },
      create: {
        id: randomUUID(),
        agencyId,
        kind,
        subjectId: id,
        reason: 'Stripe gave no final answer',
        createdAt: now,
      },
      update: { closedAt: null },
    });
  } else if (isFinal(state)) {
    await execute(tx)`
      UPDATE "StaffTask" SET "closedAt" = ${now}
      WHERE "agencyId" = ${agencyId} AND "kind" = ${kind} AND "subjectId" = ${id} AND "closedAt" IS NULL`;
  }
}

function detailOf(payment: PaymentRows, { n, result }: BooksStep): Record<string, string | number> {
  if (result.kind !== 'declined') return { n };
  const { code, declineCode } = tryOf(payment, n);
  return { n, ...(code && { code }), ...(declineCode && { decline_code: declineCode }) };
}
