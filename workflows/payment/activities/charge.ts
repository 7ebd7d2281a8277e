import type { Tx } from '../../../prisma/client.ts';
import { lockRow } from '../../../prisma/lock-row.ts';
import { execute } from '../../../prisma/rows.ts';
import { toWire } from '../../money/money.ts';
import { fulfill } from '../../outbox.ts';
import { pageTender } from '../../policy/codes.ts';
import type { TryResult, TryStep } from '../messages.ts';
import { SEND_WITHIN_MINUTES } from '../states.ts';
import { advance, note } from './advance.ts';
import { confirmRequest, earlierTries, loadTry, type TryRow } from './attempt-row.ts';
import type { PaymentDeps } from './deps.ts';
import { conclude, concludeRefused, endUnsent, resultOf } from './store-reading.ts';

export interface ChargeStep extends TryStep {
  createKey: string;
  confirmKey: string;
}

/**
 * Charge one try: make the PaymentIntent, unconfirmed; in one transaction store its id and mark the try as sent, if
 * its payer can still be there; confirm it with the card the payer gave. Run again, it repeats both calls under
 * their keys, or answers with what is stored. A try that was sent long ago is read, not repeated: its payer may be
 * gone.
 */
export async function charge(deps: PaymentDeps, step: ChargeStep): Promise<TryResult> {
  const result = await chargeTry(deps, step);
  // an earlier card's question may still be open at the bank: it ends with the intent, before its payer hears of an end
  return result.kind === 'expired' && step.n > 1 ? { kind: 'not_taken' } : result;
}

async function chargeTry(deps: PaymentDeps, step: ChargeStep): Promise<TryResult> {
  const attempt = await begin(deps, step);
  const stored = resultOf(attempt.state);
  if (stored !== null) return stored;
  const intentId = await ensureIntent(deps, attempt, step);
  if (typeof intentId !== 'string') return intentId;
  const sent = await markSent(deps, attempt, intentId);
  if (sent === 'too_late') return { kind: 'expired' };
  if (typeof sent === 'object') return sent;
  const earlier = earlierTries(attempt);
  const on = attempt.payment.agency;
  if (sent === 'before') return conclude(deps, attempt, await deps.stripe.readIntent(on, intentId, earlier));
  const answer = await deps.stripe.confirmIntent(on, intentId, confirmRequest(attempt), step.confirmKey);
  if (answer.kind !== 'refused') return conclude(deps, attempt, answer);
  return concludeRefused(deps, attempt, answer, await deps.stripe.readIntent(on, intentId, earlier));
}

/**
 * Opens the try: a later one leads back from `declined`, or from a bank's question that the payer left, and its wish is
 * fulfilled by this. A payment's first try was taken on by its gate.
 * @returns the try's rows as they are then
 */
async function begin(deps: PaymentDeps, step: TryStep): Promise<TryRow> {
  const seen = await loadTry(deps.db, step);
  if (step.n === 1 && seen.payment.state === 'charging') return seen;
  return deps.db.$transaction(async (tx) => {
    await lockRow(tx, 'Payment', step.paymentId);
    const attempt = await loadTry(tx, step);
    const { payment } = attempt;
    await fulfill(tx, 'payment_attempt', [attempt.id], deps.clock());
    if (
      attempt.state === 'created' &&
      (payment.state === 'declined' || payment.state === 'requires_action')
    ) {
      const now = deps.clock();
      await advance(tx, payment, 'retry', { now, source: 'payer', detail: { n: step.n } });
      await tx.paymentAttempt.updateMany({
        where: { paymentId: step.paymentId, n: { lt: step.n }, endedAt: null },
        data: { state: 'canceled', endedAt: now },
      });
    }
    return attempt;
  });
}

/** The payment's one PaymentIntent, made where it has none yet. Unconfirmed, it moves nothing. */
async function ensureIntent(
  deps: PaymentDeps,
  attempt: TryRow,
  step: ChargeStep,
): Promise<string | TryResult> {
  const { payment } = attempt;
  if (payment.stripePaymentIntentId !== null) return payment.stripePaymentIntentId;
  if (isTooOld(deps, attempt)) return expireTry(deps, step);
  const request = {
    amountCents: toWire(payment.amountCents + payment.feeCents),
    paymentId: payment.id,
    agencyId: payment.agencyId,
    tender: pageTender(payment.tender),
  };
  const created = await deps.stripe.createIntent(payment.agency, request, step.createKey);
  if (created.kind === 'unknown' && created.cause === 'no_answer') return { kind: 'unsent' };
  if (created.kind !== 'created') {
    return endUnsent(deps, attempt, created.kind === 'refused' ? created.code : created.cause);
  }
  return created.intentId;
}

/**
 * Nothing is confirmed before the PaymentIntent's id is on disk.
 * @returns `now`: sent by this run, or so lately that the same request may be repeated. `before`: read it. A result: another
 * run has ended the try while this one made the intent, and perhaps told its payer so; nothing is sent any more.
 */
async function markSent(
  deps: PaymentDeps,
  { id, n, payment }: TryRow,
  intentId: string,
): Promise<'now' | 'before' | 'too_late' | TryResult> {
  return deps.db.$transaction(async (tx) => {
    await lockRow(tx, 'Payment', payment.id); // of two runs one sends, and the other sees it
    const now = deps.clock();
    await execute(tx)`
      UPDATE "Payment" SET "stripePaymentIntentId" = ${intentId}
      WHERE "id" = ${payment.id} AND "stripePaymentIntentId" IS NULL`;
    const sent = await execute(tx)`
      UPDATE "PaymentAttempt" SET "state" = 'sent', "sentAt" = ${now}
      WHERE "id" = ${id} AND "state" = 'created' AND "createdAt" > ${oldest(now)}`;
    if (sent === 1) {
      await note(tx, payment, 'charge_sent', { now, source: 'onward', detail: { n } });
      return 'now';
    }
    const select = { state: true, createdAt: true } as const;
    const stored = await tx.paymentAttempt.findUniqueOrThrow({ where: { id }, select });
    if (stored.state === 'created') {
      await markExpired(tx, { paymentId: payment.id, n }, now);
      return 'too_late';
    }
    const ended = resultOf(stored.state);
    if (ended !== null) return ended;
    return isTooOld(deps, stored) ? 'before' : 'now';
  });
}

/** @returns whether it was this call that ended it */
async function markExpired(tx: Tx, { paymentId, n }: TryStep, now: Date): Promise<boolean> {
  const { count } = await tx.paymentAttempt.updateMany({
    where: { paymentId, n, state: 'created' },
    data: { state: 'expired', endedAt: now },
  });
  return count === 1;
}

/** Where another run has moved the try meanwhile, perhaps sent it, a reading tells. */
async function expireTry(deps: PaymentDeps, step: TryStep): Promise<TryResult> {
  const isExpired = await deps.db.$transaction((tx) => markExpired(tx, step, deps.clock()));
  return isExpired ? { kind: 'expired' } : { kind: 'unknown', cause: 'server_error' };
}

const oldest = (now: Date) => new Date(now.getTime() - SEND_WITHIN_MINUTES * 60_000);
const isTooOld = ({ clock }: PaymentDeps, { createdAt }: { createdAt: Date }) => createdAt <= oldest(clock());
