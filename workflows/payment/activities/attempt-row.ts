import { z } from 'zod';
import type { Db, Tx } from '../../../prisma/client.ts';
import type { Prisma } from '../../../prisma/gen/sqlite/client.ts';
import type { ConfirmRequest } from '../../stripe/gateway.ts';
import type { EarlierTries } from '../../stripe/reading.ts';
import type { TryStep } from '../messages.ts';

const marks = { n: true, stripeChargeId: true, stripePaymentMethodId: true } as const;
const withPayment = { payment: { include: { agency: true, attempts: { select: marks } } } } as const;

/** A try with its payment and agency. */
export type TryRow = Prisma.PaymentAttemptGetPayload<{ include: typeof withPayment }>;

/** @throws where there is no such try */
export async function loadTry(db: Db | Tx, { paymentId, n }: TryStep): Promise<TryRow> {
  return db.paymentAttempt.findUniqueOrThrow({
    where: { paymentId_n: { paymentId, n } },
    include: withPayment,
  });
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

const confirmShape = z.strictObject({ confirmation_token: z.string(), use_stripe_sdk: z.literal(true) });

/** The confirm as it was frozen when the try was made. */
export const confirmRequest = ({ stripeParams }: TryRow): ConfirmRequest => confirmShape.parse(stripeParams);
