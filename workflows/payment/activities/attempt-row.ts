import { z } from 'zod';
import type { Db, Tx } from '../../../prisma/client.ts';
import type { Prisma } from '../../../prisma/gen/sqlite/client.ts';
import type { ConfirmRequest } from '../../stripe/gateway.ts';
import type { TryStep } from '../messages.ts';

const withPayment = {
  payment: { include: { agency: true, attempts: { select: { n: true, stripeChargeId: true } } } },
} as const;

/** A try with its payment and agency. */
export type TryRow = Prisma.PaymentAttemptGetPayload<{ include: typeof withPayment }>;

/** @throws where there is no such try */
export async function loadTry(db: Db | Tx, { paymentId, n }: TryStep): Promise<TryRow> {
  return db.paymentAttempt.findUniqueOrThrow({
    where: { paymentId_n: { paymentId, n } },
    include: withPayment,
  });
}

/** The charges that earlier tries made: their refusal is not this try's. */
export function earlierCharges({ n, payment }: TryRow): string[] {
  return payment.attempts.flatMap((attempt) =>
    attempt.n < n && attempt.stripeChargeId ? [attempt.stripeChargeId] : [],
  );
}

const confirmShape = z.strictObject({ confirmation_token: z.string(), use_stripe_sdk: z.literal(true) });

/** The confirm as it was frozen when the try was made. */
export const confirmRequest = ({ stripeParams }: TryRow): ConfirmRequest => confirmShape.parse(stripeParams);
