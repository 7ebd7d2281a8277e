import { expect, test } from 'vitest';
import { booking, charging, reading, scriptedPayments } from './test-scripts.ts';

const on = scriptedPayments();
const { aScript, carryOut } = on;
const patiently = { timeout: 20_000 };

test('a payer’s bank that asks: the answer is heard from Stripe, not from the browser', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'requires_action' }],
    readBack: [{ kind: 'requires_action' }, { kind: 'succeeded' }],
    books: ['requires_action', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('requires_action');
  await on.client.wakePayment(paymentId);
  await expect
    .poll(() => script.asked.filter(([activity]) => activity === 'readBack'), patiently)
    .toHaveLength(1);
  await on.client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
});

test('another card at the bank’s check is confirmed under a new key, and is what the payer hears of', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'requires_action' }, { kind: 'succeeded' }],
    books: ['requires_action', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('requires_action');
  expect(await carryOut(paymentId, 2)).toBe('succeeded');
  expect(script.asked.slice(3)).toEqual([charging(2), booking(2, { kind: 'succeeded' })]);
});

test('another card that Stripe does not take while the bank asks: canceled, and only then told', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'requires_action' }, { kind: 'not_taken' }],
    readBack: [{ kind: 'unknown', cause: 'no_answer' }, { kind: 'canceled' }],
    books: ['requires_action', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('requires_action');
  const answer = carryOut(paymentId, 2);
  await expect.poll(() => script.asked.length, patiently).toBe(5);
  await on.client.wakePayment(paymentId); // for the minute between two readings
  expect(await answer).toBe('canceled');
  expect(script.asked.slice(3)).toEqual([
    charging(2),
    reading(2, true),
    reading(2, true),
    booking(2, { kind: 'canceled' }),
  ]);
});

test('the bank’s check that was passed after all is booked, although another card was asked for', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'requires_action' }, { kind: 'not_taken' }],
    readBack: [{ kind: 'succeeded' }],
    books: ['requires_action', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('requires_action');
  expect(await carryOut(paymentId, 2)).toBe('succeeded');
  expect(script.asked.slice(3)).toEqual([charging(2), reading(2, true), booking(2, { kind: 'succeeded' })]);
});

test('a payer who cancels at the bank’s check: canceled at Stripe, and ended at once', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'requires_action' }],
    readBack: [{ kind: 'canceled' }],
    books: ['requires_action', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('requires_action');
  await on.client.cancelPayment(paymentId, 20_000);
  expect(script.asked.slice(3)).toEqual([reading(1, true), booking(1, { kind: 'canceled' })]);
});
