import type { Tx } from '../../../prisma/client.ts';
import type { Payment } from '../../../prisma/gen/sqlite/client.ts';
import { assignments, execute } from '../../../prisma/rows.ts';
import { next } from '../../state-table.ts';
import { noteEvent } from '../../timeline.ts';
import { paymentState, paymentStates, type PaymentEventName, type PaymentState } from '../states.ts';

/** What the timeline shows of an event: opaque ids and codes only. */
export type EventDetail = Record<string, string | number>;

export interface Advance {
  now: Date;
  source: 'payer' | 'onward' | 'stripe';
  detail?: EventDetail;
  /** Columns that change with the state, in the same statement. */
  set?: Columns;
}

/** As the statement takes them: JSON is its text. */
type Columns = Partial<
  Pick<
    Payment,
    | 'amountCents'
    | 'feeCents'
    | 'allocationPolicyId'
    | 'feePolicyId'
    | 'denial'
    | 'receiptNumber'
    | 'receiptToken'
    | 'succeededAt'
  > & { division: string }
>;

/**
 * Follow one edge of the table: a compare-and-set on the row, and a line of its timeline.
 * @returns the new state, or null where the table has no such edge from the stored state
 */
export async function advance(
  tx: Tx,
  payment: { id: string; agencyId: string },
  event: PaymentEventName,
  { now, source, detail = {}, set = {} }: Advance,
): Promise<PaymentState | null> {
  for (const [from, edges] of Object.entries(paymentStates)) {
    if (!(event in edges)) continue;
    const to = next(paymentStates, paymentState(from), event);
    if (to === null) continue;
    const changed = await execute(tx)`
      UPDATE "Payment" SET ${assignments({ ...set, state: to })}
      WHERE "id" = ${payment.id} AND "agencyId" = ${payment.agencyId} AND "state" = ${from}`;
    if (changed === 0) continue;
    await note(tx, payment, told[event], { now, source, detail });
    return to;
  }
  return null;
}

/** What the timeline calls each event. */
const told = {
  open: 'gate_opened',
  allow: 'gate_allowed',
  deny: 'gate_denied',
  retry: 'try_started',
  ask: 'requires_action',
  authorize: 'held',
  capture: 'capturing',
  pend: 'processing',
  succeed: 'succeeded',
  decline: 'declined',
  lose: 'unknown',
  lapse: 'expired',
  expire: 'expired',
  fail: 'failed',
  cancel: 'canceled',
  giveUp: 'needs_repair',
  arrive: 'arrived_late',
} as const satisfies Record<PaymentEventName, string>;

/** A line of the timeline. */
export async function note(
  tx: Tx,
  payment: { id: string; agencyId: string },
  kind: string,
  { now, source, detail = {} }: Omit<Advance, 'set'>,
): Promise<void> {
  const { id: paymentId, agencyId } = payment;
  await noteEvent(tx, { agencyId, paymentId, at: now, kind, source, detail });
}
