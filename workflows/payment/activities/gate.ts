import { z } from 'zod';
import type { Tx } from '../../../prisma/client.ts';
import { lockObligations, lockRow } from '../../../prisma/lock-row.ts';
import { queryRows } from '../../../prisma/rows.ts';
import { sum } from '../../money/money.ts';
import { paidLines } from '../../obligation/lines.ts';
import { chosenOf, rulesOn, type Owed } from '../../obligation/read.ts';
import { fulfill } from '../../outbox.ts';
import { localDay } from '../../policy/calendar.ts';
import { pageTender } from '../../policy/codes.ts';
import { explanationJson } from '../../policy/explanation-schema.ts';
import { quoteDigest } from '../../policy/quote-digest.ts';
import { quoteOf, type Choice, type QuoteFigures } from '../../policy/quote.ts';
import type { Rules } from '../../policy/rules.ts';
import type { PaymentInput, Standing } from '../messages.ts';
import { paymentState, SEND_WITHIN_MINUTES, type PaymentState } from '../states.ts';
import { advance, type Advance } from './advance.ts';
import type { PaymentDeps } from './deps.ts';
import { loadPayment, type PaymentRows } from './payment-rows.ts';
import { writeSplit } from './write-split.ts';

/** Why the gate said no: told to the payer in words. */
export type Denial = 'not_allowed' | 'quote_changed';

const choiceShape = z.union([
  z.strictObject({ kind: z.enum(['due_now', 'everything']) }),
  z.strictObject({ kind: z.literal('other'), amountCents: z.int() }),
]);
const idsShape = z.array(z.string());

/**
 * May this payment be charged? One transaction: it locks what is owed, checks the payer's right, recomputes the
 * quote that the payer saw, reserves the amounts and freezes split, fee and rule versions.
 * Run again, it answers with what is stored.
 */
export async function gate({ db, clock }: PaymentDeps, { paymentId }: PaymentInput): Promise<Standing> {
  return db.$transaction(async (tx) => {
    await lockRow(tx, 'Payment', paymentId);
    const now = clock();
    const payment = await loadPayment(tx, paymentId);
    const isNew = await open(tx, payment, now);
    const decided = isNew ? await decide(tx, payment, now) : await loadPayment(tx, paymentId);
    await takenOn(tx, decided, now);
    return standing(decided);
  });
}

/** Temporal runs this payment: the wish for its tries so far is fulfilled. */
async function takenOn(tx: Tx, { attempts }: PaymentRows, now: Date): Promise<void> {
  const ids = attempts.map(({ id }) => id);
  await fulfill(tx, 'payment_attempt', ids, now);
}

/**
 * Takes a created payment to its gate: the write comes first. One that waited too long lapses instead, uncharged.
 * @returns whether it is there to be decided on
 */
async function open(tx: Tx, payment: PaymentRows, now: Date): Promise<boolean> {
  const waited = now.getTime() - payment.createdAt.getTime();
  if (waited <= SEND_WITHIN_MINUTES * 60_000) {
    return (await advance(tx, payment, 'open', { now, source: 'onward' })) !== null;
  }
  const detail = { reason: 'not_started_in_time' };
  if ((await advance(tx, payment, 'lapse', { now, source: 'onward', detail })) !== null) {
    await tx.paymentAttempt.updateMany({
      where: { paymentId: payment.id, state: 'created' },
      data: { state: 'expired', endedAt: now },
    });
  }
  return false;
}

/** @returns the payment as it is then; its tries were read under its lock and are what they were */
async function decide(tx: Tx, payment: PaymentRows, now: Date): Promise<PaymentRows> {
  const { agencyId, personId, agency } = payment;
  const obligationIds = idsShape.parse(payment.obligationIds);
  await lockObligations(tx, agencyId, obligationIds);
  if (!(await mayPay(tx, payment))) return deny(tx, payment, 'not_allowed', now);
  const today = localDay(now, agency.timeZone);
  const { owed, elsewhere } = await chosenOf(tx, { agencyId, personId, obligationIds, today });
  const rules = await rulesOn(tx, agencyId, today);
  const choice: Choice = choiceShape.parse(payment.choice);
  const tender = pageTender(payment.tender);
  const quote = quoteOf(owed, choice, rules, elsewhere, tender);
  if (
    !quote.ok ||
    quoteDigest({ agencyId, personId }, choice, rules, quote.figures, tender) !== payment.quoteDigest
  ) {
    return deny(tx, payment, 'quote_changed', now);
  }
  return freeze(tx, payment, owed, rules, quote.figures, now);
}

/** An active link between the payer's account and the person. */
async function mayPay(tx: Tx, { accountId, personId, agencyId }: PaymentRows): Promise<boolean> {
  const links = await queryRows(tx)`
    SELECT 1 FROM "PayerLink" WHERE "accountId" = ${accountId} AND "personId" = ${personId}
      AND "agencyId" = ${agencyId} AND "state" = 'active'`;
  return links.length > 0;
}

async function deny(tx: Tx, payment: PaymentRows, denial: Denial, now: Date): Promise<PaymentRows> {
  const why = { detail: { reason: denial }, set: { denial } };
  return { ...payment, state: await advanceGated(tx, payment, 'deny', { now, source: 'onward', ...why }) };
}

async function freeze(
  tx: Tx,
  payment: PaymentRows,
  owed: readonly Owed[],
  rules: Rules,
  figures: QuoteFigures,
  now: Date,
): Promise<PaymentRows> {
  const lines = paidLines(owed, figures.lines);
  const linesCents = sum(lines.map(({ amountCents }) => amountCents));
  if (linesCents + figures.unappliedCents !== figures.amountCents) {
    throw new Error(`the split of ${payment.id} does not sum to its amount`);
  }
  await writeSplit(tx, payment.id, { lines, held: figures.lines, now });
  const { amountCents, feeCents } = figures;
  const state = await advanceGated(tx, payment, 'allow', {
    now,
    source: 'onward',
    detail: { allocation_version: rules.allocation.version, fee_version: rules.fee.version },
    set: {
      amountCents,
      feeCents,
      allocationPolicyId: rules.allocation.versionId,
      feePolicyId: rules.fee.versionId,
      division: JSON.stringify(explanationJson(figures.explanation)),
    },
  });
  return { ...payment, state };
}

/** @throws {Error} it is at its gate no more, though it is locked */
async function advanceGated(
  tx: Tx,
  payment: PaymentRows,
  event: 'allow' | 'deny',
  what: Advance,
): Promise<PaymentState> {
  const state = await advance(tx, payment, event, what);
  if (state === null) throw new Error(`payment ${payment.id} left its gate`);
  return state;
}

/** Where the payment stands now, from its rows alone. */
function standing(payment: PaymentRows): Standing {
  const state = paymentState(payment.state);
  const wanted = payment.attempts.at(-1)?.n ?? 1;
  const carriedOut = payment.attempts.findLast((attempt) => attempt.state !== 'created')?.n ?? 1;
  return {
    state,
    n: state === 'charging' ? wanted : carriedOut,
    wanted,
    expiresAt: payment.expiresAt.toISOString(),
  };
}
