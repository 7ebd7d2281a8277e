import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../prisma/client.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { anObligation, type WholeObligation } from '../../prisma/fixtures/obligation.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { next, pairs, reachable } from '../state-table.ts';
import { advance } from './activities/advance.ts';
import {
  holdsReservation,
  isFinal,
  mayStillArrive,
  paymentStates,
  statesOfPayment,
  toldToPayer,
  type PaymentEventName,
  type PaymentState,
} from './states.ts';

let database: Database;
let obligation: WholeObligation;
beforeAll(async () => {
  database = await aDatabase();
  obligation = await anObligation(database.db);
});

test.each(pairs(paymentStates))('%s + %s → %s, in the database', async (from, event, to) => {
  expect(await advancedStored(from, event)).toBe(to ?? 'refused');
});

test('money is never told as failed, nor its lack as paid', () => {
  for (const state of statesOfPayment) {
    expect(toldToPayer[state] === 'succeeded').toBe(state === 'succeeded');
    if (toldToPayer[state] === 'failed') expect(next(paymentStates, state, 'succeed')).toBe(null);
  }
});

test('a success is the end: nothing leads from it', () => {
  expect([...reachable(paymentStates, 'succeeded')]).toEqual([]);
});

test('an unknown outcome never leads back to another charge', () => {
  expect(next(paymentStates, 'unknown', 'retry')).toBe(null);
  expect(Object.values(paymentStates.unknown)).not.toContain('charging');
});

test('what was denied is never charged', () => {
  expect([...reachable(paymentStates, 'denied')]).toEqual([]);
});

test('only an end lets go of what was reserved, and every state that may charge holds it', () => {
  for (const state of statesOfPayment) {
    if (holdsReservation[state]) expect(isFinal(state) && state !== 'needs_repair').toBe(false);
    if ('succeed' in paymentStates[state]) expect(holdsReservation[state]).toBe(true);
  }
});

test('an end without money still hears of money that arrives', () => {
  expect(statesOfPayment.filter(mayStillArrive)).toEqual(['expired', 'canceled', 'failed', 'needs_repair']);
});

/** A payment stored in the state, led along the event: its stored state after, or 'refused' with nothing changed. */
async function advancedStored(from: PaymentState, event: PaymentEventName): Promise<string> {
  const { db } = database;
  const payment = await aPayment(db, { state: from, obligation });
  const receipt = { receiptNumber: 1_000_000 + (await db.paymentEvent.count()) };
  const to = await db.$transaction((tx) =>
    advance(tx, payment, event, {
      now: payment.createdAt,
      source: 'onward',
      ...(event === 'succeed' && { set: receipt }),
    }),
  );
  const stored = await db.payment.findUniqueOrThrow({ where: { id: payment.id }, include: { events: true } });
  expect(stored.events).toHaveLength(to === null ? 0 : 1);
  if (to === null) expect(stored.state).toBe(from);
  return to === null ? 'refused' : stored.state;
}
