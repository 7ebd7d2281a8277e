import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../../prisma/client.ts';
import { isFinal, paymentState, statesOfPayment } from '../../../workflows/payment/states.ts';

/** What a payment that was under way at a kill had to wait, as seen from outside. */
export interface Wait {
  paymentId: string;
  /** The state it was in. */
  state: string;
  /** From the kill to its next step; a state, or that the charge was sent. */
  movedMs: number;
  /** From the kill to its end. */
  endedMs: number;
}

const LOOK_MS = 25;
const WITHIN_MS = 300_000;
const open = statesOfPayment.filter((state) => !isFinal(state));

/**
 * Kill, and measure how long each payment that was under way takes to go on.
 * @param kill returns when, as `Date.now()`
 * @throws {Error} one did not end within five minutes
 */
export async function waitsAfter(read: Db, kill: () => number): Promise<Wait[]> {
  const before = await read.payment.findMany({
    where: { state: { in: open } },
    select: { id: true, state: true },
  });
  const at = kill();
  const waiting = new Map(before.map(({ id, state }) => [id, { state, movedMs: Infinity }]));
  const waits: Wait[] = [];
  while (waiting.size > 0) {
    const ids = [...waiting.keys()];
    const states = await read.payment.findMany({ where: { id: { in: ids } } });
    const steps = await read.paymentEvent.findMany({
      where: { paymentId: { in: ids }, at: { gt: new Date(at) } },
    });
    const sinceMs = Date.now() - at;
    for (const { paymentId } of steps) {
      const wait = waiting.get(paymentId);
      if (wait) wait.movedMs = Math.min(wait.movedMs, sinceMs);
    }
    for (const { id: paymentId, state } of states) {
      const wait = waiting.get(paymentId);
      if (!wait || !isFinal(paymentState(state))) continue;
      waiting.delete(paymentId);
      if (Number.isFinite(wait.movedMs)) waits.push({ paymentId, ...wait, endedMs: sinceMs }); // else it ended before the kill
    }
    if (sinceMs > WITHIN_MS) throw new Error(`${waiting.size} payments do not end: ${ids.join(', ')}`);
    await pause(LOOK_MS);
  }
  return waits;
}
