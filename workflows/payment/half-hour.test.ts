import { expect, test } from 'vitest';
import { booking, reading, scriptedPayments } from './test-scripts.ts';

const on = scriptedPayments({ skipsTime: true });

test('a bank’s question that nobody answers is read for half an hour, then canceled at Stripe', async () => {
  const { paymentId, script } = on.aScript({
    gate: { state: 'requires_action' },
    readBack: [(cancel) => ({ kind: cancel ? 'canceled' : 'requires_action' })],
    books: ['canceled'],
  });
  await on.client.drivePayment(paymentId);
  await expect
    .poll(() => script.asked.at(-1), { timeout: 110_000 })
    .toEqual(booking(1, { kind: 'canceled' }));
  const reads = script.asked.filter(([activity]) => activity === 'readBack');
  expect(reads.at(-1)).toEqual(reading(1, true));
  expect(new Set(reads.slice(0, -1).map((read) => JSON.stringify(read)))).toEqual(
    new Set([JSON.stringify(reading(1, false))]),
  );
  const minutes = (await on.secondsOf(paymentId)) / 60;
  expect(Math.floor(minutes)).toBe(30);
}, 120_000);

test('a bank debit that nobody answers is read for ten days, and is then for people', async () => {
  const { paymentId, script } = on.aScript({
    gate: { state: 'processing' },
    readBack: [{ kind: 'processing' }],
    books: ['processing', 'needs_repair'],
  });
  await on.client.drivePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), { timeout: 110_000 }).toEqual(booking(1, { kind: 'gave_up' }));
  expect(script.asked.some(([, step]) => JSON.stringify(step).includes('"cancel":true'))).toBe(false);
  expect(Math.floor((await on.secondsOf(paymentId)) / 86_400)).toBe(10);
}, 120_000);
