import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import { aFault, aNewPayment, aTry, aWorld, chargeStep, entryKey, type World } from '../fixtures.ts';
import type { TryResult } from '../messages.ts';
import { books } from './books.ts';
import { charge } from './charge.ts';
import { gate } from './gate.ts';
import { readBack } from './read-back.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(async () => {
  await world.sandbox.close();
});

const stored = (id: string) =>
  world.deps.db.payment.findUniqueOrThrow({
    where: { id },
    include: { attempts: { orderBy: { n: 'asc' } } },
  });
const record = (paymentId: string, result: TryResult, n = 1) =>
  books(world.deps, { paymentId, n, result, entryKey: entryKey(paymentId) });
const charges = () => world.stripe.charges.list({ limit: 100 });

test('a bank’s question that the payer leaves for another card: confirmed anew on the same intent, which charges once', async () => {
  const id = await aNewPayment(world, { card: 'pm_card_threeDSecure2Required' });
  await gate(world.deps, { paymentId: id });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'requires_action' });
  expect(await record(id, { kind: 'requires_action' })).toBe('requires_action');

  await aTry(world, id, 2);
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({
    state: 'requires_action',
    n: 1,
    wanted: 2,
  });
  expect(await charge(world.deps, chargeStep(id, 2))).toEqual({ kind: 'succeeded' });
  expect(await record(id, { kind: 'succeeded' }, 2)).toBe('succeeded');
  expect((await stored(id)).attempts).toMatchObject([{ state: 'canceled' }, { state: 'succeeded' }]);
  expect((await world.stripe.paymentIntents.list()).data).toMatchObject([{ status: 'succeeded' }]);
  expect((await charges()).data).toHaveLength(1);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

/** Two tries of one payment: the bank asks about the first one's card, and the second is not taken. */
async function notTaken(): Promise<string> {
  const id = await aNewPayment(world, { card: 'pm_card_threeDSecure2Required' });
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  await record(id, { kind: 'requires_action' });
  await aTry(world, id, 2);
  await aFault(world, { kind: 'check_is_final' });
  expect(await charge(world.deps, chargeStep(id, 2))).toEqual({ kind: 'not_taken' });
  return id;
}
const canceling = (paymentId: string) => ({
  paymentId,
  n: 2,
  cancel: true,
  cancelKey: `payment/${paymentId}:cancel:2`,
});

test('where Stripe does not confirm anew, nothing has failed before the intent is canceled', async () => {
  const id = await notTaken();
  const canceled = await readBack(world.deps, canceling(id));
  expect(canceled).toEqual({ kind: 'canceled' });
  expect(await record(id, canceled, 2)).toBe('canceled');
  expect((await stored(id)).attempts.map(({ state }) => state)).toEqual(['canceled', 'canceled']);
  expect((await world.stripe.paymentIntents.list()).data).toMatchObject([{ status: 'canceled' }]);
  expect((await charges()).data).toEqual([]);
});

test('another card that could not be sent in time: the first card’s question ends before the payer hears of an end', async () => {
  const id = await aNewPayment(world, { card: 'pm_card_threeDSecure2Required' });
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  await record(id, { kind: 'requires_action' });
  await aTry(world, id, 2);
  world.now = new Date(world.now.getTime() + 11 * 60_000); // nothing ran for so long
  expect(await charge(world.deps, chargeStep(id, 2))).toEqual({ kind: 'not_taken' });
  expect(await charge(world.deps, chargeStep(id, 2))).toEqual({ kind: 'not_taken' }); // also where that answer was lost
  expect(await readBack(world.deps, canceling(id))).toEqual({ kind: 'canceled' });
  expect((await world.stripe.paymentIntents.list()).data).toMatchObject([{ status: 'canceled' }]);
  expect(await record(id, { kind: 'canceled' }, 2)).toBe('canceled');
});

test('the bank’s question that was answered meanwhile is the payment’s success, not another charge', async () => {
  const id = await notTaken();
  const { stripePaymentIntentId } = await stored(id);
  await answerTheBank(stripePaymentIntentId ?? '', true);
  const paid = await readBack(world.deps, canceling(id));
  expect(paid).toEqual({ kind: 'succeeded' });
  expect(await record(id, paid, 2)).toBe('succeeded');
  expect((await charges()).data).toHaveLength(1);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('an earlier card’s refused check is not the next card’s decline', async () => {
  const id = await aNewPayment(world, { card: 'pm_card_threeDSecure2Required' });
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  await record(id, { kind: 'requires_action' });
  await aTry(world, id, 2);
  await aFault(world, { kind: 'fail_before', match: { path: '/confirm$', regex: true } });
  expect(await charge(world.deps, chargeStep(id, 2))).toEqual({ kind: 'unknown', cause: 'server_error' });
  const { stripePaymentIntentId } = await stored(id);
  await answerTheBank(stripePaymentIntentId ?? '', false);
  const read = { ...canceling(id), cancel: false };
  expect(await readBack(world.deps, read)).toEqual({ kind: 'unknown', cause: 'unconfirmed' });
});

/** What the bank's page reports. */
async function answerTheBank(intentId: string, passed: boolean): Promise<void> {
  const { client_secret: secret } = await world.stripe.paymentIntents.retrieve(intentId);
  const answer = await fetch(`${world.sandbox.url}/v1/sandbox/challenges/${intentId}`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_sandbox' },
    body: new URLSearchParams({ client_secret: secret ?? '', passed: String(passed) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
