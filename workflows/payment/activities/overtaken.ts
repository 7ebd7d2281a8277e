import type { Tx } from '../../../prisma/client.ts';
import { queryRows } from '../../../prisma/rows.ts';
import type { PaymentRows } from './payment-rows.ts';

/**
 * Is a later try than this one under way: was it sent, or is the payment being charged and it was begun? One that was
 * only asked for is not: a run that goes on from the rows begins with the newest that was sent.
 * @param payment under its lock
 */
export async function isOvertaken(tx: Tx, payment: PaymentRows, n: number): Promise<boolean> {
  if (!payment.attempts.some((attempt) => attempt.n > n)) return false;
  const events = await queryRows<{ kind: string; detail: unknown }>(tx)`
    SELECT "kind", "detail" FROM "PaymentEvent"
    WHERE "paymentId" = ${payment.id} AND "kind" IN ('try_started', 'charge_sent')`;
  return events.some(
    ({ kind, detail }) => nOf(detail) > n && (kind === 'charge_sent' || payment.state === 'charging'),
  );
}

const nOf = (detail: unknown): number =>
  typeof detail === 'object' && detail !== null && 'n' in detail ? Number(detail.n) : 0;
