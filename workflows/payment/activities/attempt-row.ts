import { z } from 'zod';
import type { Db, Tx } from '../../../prisma/client.ts';
import type { ConfirmRequest } from '../../stripe/gateway.ts';
import type { EarlierTries } from '../../stripe/reading.ts';
import type { TryStep } from '../messages.ts';
import { loadPayment, type PaymentRows, type Try } from './payment-rows.ts';

/** A try with its payment and agency. */
export interface TryRow extends Try {
  payment: PaymentRows;
}

/** @throws where there is no such try */
export async function loadTry(db: Db | Tx, { paymentId, n }: TryStep): Promise<TryRow> {
  const payment = await loadPayment(db, paymentId);
  return { ...tryOf(payment, n), payment };
}

/** @throws where there is no such try */
export function tryOf({ id, attempts }: PaymentRows, n: number): Try {
  const found = attempts.find((attempt) => attempt.n === n);
  if (found === undefined) throw new Error(`payment ${id} has no try ${n}`);
  return found;
}

/** What earlier tries left on the PaymentIntent. */
export function earlierTries({ n, payment }: TryRow): EarlierTries {
  const earlier = payment.attempts.filter((attempt) => attempt.n < n);
  const ids = earlier.flatMap(({ stripeChargeId, stripePaymentMethodId }) => [
    stripeChargeId,
    stripePaymentMethodId,
  ]);
  return { count: earlier.length, ids: ids.filter((id) => id !== null) };
}

const acceptance = z.strictObject({
  type: z.literal('online'),
  accepted_at: z.int(),
  online: z.strictObject({ ip_address: z.string(), user_agent: z.string() }),
});
const confirmShape = z.strictObject({
  confirmation_token: z.string(),
  use_stripe_sdk: z.literal(true),
  mandate_data: z.strictObject({ customer_acceptance: acceptance }).exactOptional(),
});

/** The confirm as it was frozen when the try was made. */
export const confirmRequest = ({ stripeParams }: TryRow): ConfirmRequest => confirmShape.parse(stripeParams);
