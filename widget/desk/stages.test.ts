import { expect, test } from 'vitest';
import { stagesOf } from './stages.ts';
import { declined, paid } from './fixtures/samples.ts';

const of = (story: typeof paid) => stagesOf(story).map(({ name, status, at }) => [name, status, at]);

test('a paid payment was received, taken, posted and settled, each at its time', () => {
  expect(of(paid)).toEqual([
    ['received', 'done', '2026-11-23T00:41:08.000Z'],
    ['taken', 'done', '2026-11-23T00:42:31Z'],
    ['posted', 'done', '2026-11-23T00:42:31.500Z'],
    ['settled', 'done', '2026-11-23T00:43:40.000Z'],
  ]);
});

test('a declined payment stops before it is taken, when the bank said so', () => {
  expect(of(declined)).toEqual([
    ['received', 'done', '2026-11-23T00:41:08.000Z'],
    ['taken', 'stopped', '2026-11-23T00:41:11Z'],
    ['posted', 'ahead', undefined],
    ['settled', 'ahead', undefined],
  ]);
});

test.each([
  'created',
  'gating',
  'charging',
  'requires_action',
  'processing',
  'unknown',
  'needs_repair',
  'new_state',
])('a payment that is %s is never shown as taken or as ended', (state) => {
  const statuses = stagesOf({ ...declined, payment: { ...declined.payment, state } }).map(
    ({ status }) => status,
  );
  expect(statuses).toEqual(['done', 'now', 'ahead', 'ahead']);
});

test('money taken but not yet in the books shows as being posted', () => {
  expect(of({ ...paid, entries: [] })[2]).toEqual(['posted', 'now', undefined]);
});

test('money in the books that Stripe’s record does not have yet is never shown as settled', () => {
  const stripe = { ...paid.stripe, balanceTransactions: [] };
  expect(of({ ...paid, stripe })[3]).toEqual(['settled', 'now', undefined]);
});
