import { Prisma } from '../../../prisma/gen/sqlite/client.ts';
import { lockRow } from '../../../prisma/lock-row.ts';
import { assignments, execute } from '../../../prisma/rows.ts';
import type { Refused, Unknown } from '../../stripe/gateway.ts';
import type { Reading } from '../../stripe/reading.ts';
import type { TryResult } from '../messages.ts';
import type { TryRow } from './attempt-row.ts';
import type { PaymentDeps } from './deps.ts';

type Known = Exclude<Reading, { kind: 'unconfirmed' | 'asked_before' }>;

/** A try's result from what Stripe answered; what is known of the charge and the card is kept in the rows. */
export async function conclude(
  deps: PaymentDeps,
  attempt: TryRow,
  answer: Reading | Unknown,
): Promise<TryResult> {
  if (answer.kind === 'unknown') return answer;
  if (answer.kind === 'unconfirmed' || answer.kind === 'asked_before')
    return { kind: 'unknown', cause: 'unconfirmed' };
  await storeReading(deps, attempt, answer);
  return outcomeOf(answer).result;
}

/**
 * A confirm that Stripe refused. It may be that the intent has moved meanwhile: then that is the result. Only one
 * that was read unconfirmed has failed; where the card's token is to blame, the form is to be filled in anew. While
 * an earlier try's question is open nothing has failed: its answer may still charge.
 */
export async function concludeRefused(
  deps: PaymentDeps,
  attempt: TryRow,
  { code, isToken }: Refused,
  reading: Reading | Unknown,
): Promise<TryResult> {
  if (reading.kind === 'asked_before') return { kind: 'not_taken' };
  if (reading.kind !== 'unconfirmed') return conclude(deps, attempt, reading);
  return isToken
    ? endWithout(deps, attempt, 'declined', 'card_form_expired')
    : endWithout(deps, attempt, 'failed', code);
}

/** A try that ends without a charge, and why. */
export async function endWithout(
  { db, clock }: PaymentDeps,
  { id }: TryRow,
  kind: 'declined' | 'failed',
  code: string,
): Promise<TryResult> {
  await db.paymentAttempt.updateMany({
    where: { id, endedAt: null },
    data: { state: kind, code, endedAt: clock() },
  });
  return { kind };
}

/** Without an intent nothing can be charged; but another run may have made one meanwhile, and sent it: a reading tells. */
export async function endUnsent(
  { db, clock }: PaymentDeps,
  { id }: TryRow,
  code: string | null,
): Promise<TryResult> {
  const { count } = await db.paymentAttempt.updateMany({
    where: { id, state: 'created' },
    data: { state: 'failed', code, endedAt: clock() },
  });
  return count === 1 ? { kind: 'failed' } : { kind: 'unknown', cause: 'server_error' };
}

/** An ended try keeps its outcome, unless money arrived after all. The payment's state follows in the books. */
async function storeReading({ db, clock }: PaymentDeps, attempt: TryRow, reading: Known): Promise<void> {
  const { payment } = attempt;
  const { attempt: outcome, ended } = outcomeOf(reading);
  const succeeded = reading.kind === 'succeeded';
  if (succeeded && BigInt(reading.receivedCents) !== payment.amountCents + payment.feeCents) {
    throw new Error(`Stripe received ${reading.receivedCents} for ${payment.id}: not its amount and fee`);
  }
  await db.$transaction(async (tx) => {
    await lockRow(tx, 'Payment', payment.id); // before the try's row: everybody's order
    const set = assignments({ ...outcome, endedAt: endOf(reading, ended, clock) });
    await execute(tx)`
      UPDATE "PaymentAttempt" SET ${set}
      WHERE "id" = ${attempt.id} AND ${succeeded ? NOT_YET_SUCCEEDED : NOT_ENDED}`;
    const known = cardOf(reading);
    if (known === null) return;
    await execute(tx)`UPDATE "Payment" SET ${assignments(known)} WHERE "id" = ${payment.id}`;
  });
}

const NOT_YET_SUCCEEDED = Prisma.sql`"state" <> 'succeeded'`;
const NOT_ENDED = Prisma.sql`"endedAt" IS NULL`;

/** What a reading says of the card or the bank account that the payment keeps; null: nothing. */
function cardOf(reading: Known) {
  if (reading.kind === 'succeeded') {
    const { chargeId: stripeChargeId, cardBrand, cardLast4 } = reading;
    return { stripeChargeId, cardBrand, cardLast4 };
  }
  return reading.kind === 'processing' && reading.cardLast4 !== null
    ? { cardLast4: reading.cardLast4 }
    : null;
}

/** A card's success ended when Stripe made the charge, whenever we hear of it; a debit's when we first hear of it. */
const endOf = (reading: Known, ended: boolean, clock: () => Date): Date | null =>
  (reading.kind === 'succeeded' ? reading.chargedAt : null) ?? (ended ? clock() : null);

interface Stored {
  result: TryResult;
  attempt: {
    state: string;
    stripeChargeId?: string | null;
    stripePaymentMethodId?: string | null;
    code?: string;
    declineCode?: string | null;
  };
  ended: boolean;
}

function outcomeOf(reading: Known): Stored {
  switch (reading.kind) {
    case 'succeeded':
      return {
        result: { kind: 'succeeded' },
        attempt: { state: 'succeeded', stripeChargeId: reading.chargeId },
        ended: true,
      };
    case 'declined': {
      const { code, declineCode, chargeId, paymentMethodId } = reading;
      return {
        result: { kind: 'declined' },
        attempt: {
          state: 'declined',
          stripeChargeId: chargeId,
          stripePaymentMethodId: paymentMethodId,
          code,
          declineCode,
        },
        ended: true,
      };
    }
    case 'canceled':
      return { result: { kind: 'canceled' }, attempt: { state: 'canceled' }, ended: true };
    case 'requires_action': {
      const { kind, paymentMethodId: stripePaymentMethodId } = reading;
      return { result: { kind }, attempt: { state: kind, stripePaymentMethodId }, ended: false };
    }
    case 'processing':
      return { result: { kind: reading.kind }, attempt: { state: reading.kind }, ended: false };
    case 'held':
      throw new Error('a charge was only authorized, though capture is automatic');
  }
}

/** The result that an ended try's row stores; null for one that is under way. */
export function resultOf(attemptState: string): TryResult | null {
  switch (attemptState) {
    case 'succeeded':
    case 'declined':
    case 'canceled':
    case 'failed':
    case 'expired':
      return { kind: attemptState };
    default:
      return null;
  }
}
