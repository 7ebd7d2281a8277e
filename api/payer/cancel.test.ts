import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aWorld, signedIn } from '../test-world.ts';

async function declined(expiresInMinutes: number, state: 'declined' | 'requires_action' = 'declined') {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { account, person, fee } = world.a;
  const payment = await aPayment(world.database.db, {
    state,
    accountId: account.id,
    personId: person.id,
    obligation: fee,
    expiresAt: new Date(world.now().getTime() + expiresInMinutes * 60_000),
  });
  return { world, payer, payment };
}

test('a declined payment is let go by its workflow, and the answer is how it stands then', async () => {
  const { world, payer, payment } = await declined(30);
  world.workflows.whenCanceled = (id) =>
    world.database.db.payment.update({ where: { id }, data: { state: 'canceled' } });
  const { data } = await world.call('payer', 'cancel', { paymentId: payment.id }, payer);
  expect(world.workflows.canceled).toEqual([payment.id]);
  expect(await world.database.db.paymentEvent.findMany()).toMatchObject([
    { kind: 'let_go', source: 'payer' },
  ]);
  expect(data).toMatchObject({ status: 'failed', failure: { code: 'canceled', mayTryAgain: false } });
});

test.each([
  ['canceled', { status: 'failed', failure: { code: 'canceled', mayTryAgain: false } }],
  ['succeeded', { status: 'succeeded', receipt: { number: 1 } }],
  ['requires_action', { status: 'needs_action' }],
] as const)('one that waits for the bank’s check is let go; found %s, it is told so', async (state, told) => {
  const { world, payer, payment } = await declined(30, 'requires_action');
  const { db } = world.database;
  const ended =
    state === 'succeeded' ? { succeededAt: world.now(), receiptNumber: 1, receiptToken: 'r'.repeat(32) } : {};
  world.workflows.whenCanceled = (id) => db.payment.update({ where: { id }, data: { state, ...ended } });
  const { data } = await world.call('payer', 'cancel', { paymentId: payment.id }, payer);
  expect(world.workflows.canceled).toEqual([payment.id]);
  expect(data).toMatchObject(told);
});

test('one that cannot be canceled is told as it is', async () => {
  const { world, payer, payment } = await declined(30);
  await world.database.db.payment.update({ where: { id: payment.id }, data: { state: 'charging' } });
  const { data } = await world.call('payer', 'cancel', { paymentId: payment.id }, payer);
  expect(data).toMatchObject({ status: 'processing' });
});

test('a reload finds the declined payment that holds what it was to pay, until its half hour is over', async () => {
  const { world, payer, payment } = await declined(1);
  const before = await world.call('payer', 'open', {}, payer);
  expect(before.data).toMatchObject({ payment: { id: payment.id, failure: { mayTryAgain: true } } });
  const late = await declined(0);
  expect((await late.world.call('payer', 'open', {}, late.payer)).data).toEqual({});
});

test('a declined payment holds nothing against its own payer, who pays anew: it is let go first', async () => {
  const { world, payer, payment } = await declined(30);
  const { person, fee } = world.a;
  const owed = await world.call('payer', 'owed', { personId: person.id }, payer);
  const mine = owed.data?.obligations.find(({ id }) => id === fee.id);
  expect(mine).toMatchObject({ balanceCents: 8_000, dueCents: 8_000 });
  expect(mine).not.toHaveProperty('heldCents');
  const selection = { personId: person.id, obligationIds: [fee.id], choice: { kind: 'everything' } as const };
  const quoted = await world.call('payer', 'quote', selection, payer);
  const quote = quoted.data?.ok ? quoted.data.quote : undefined;
  expect(quote).toMatchObject({ amountCents: 8_000 });
  const tried = { attemptKey: randomUUID(), confirmationToken: 'ctoken_9', payAgain: false };
  const pay = { ...selection, ...tried, quoteDigest: quote?.digest ?? '' };
  expect((await world.call('payer', 'pay', pay, payer)).data).toMatchObject({ ok: true });
  expect(world.workflows.canceled).toEqual([payment.id]);
});

test('while the next try of a declined payment waits to be charged, nothing is paid in its place: it may go well', async () => {
  const { world, payer, payment } = await declined(30);
  const selection = {
    personId: world.a.person.id,
    obligationIds: [world.a.fee.id],
    choice: { kind: 'other', amountCents: 2_000 } as const,
  };
  const quoted = await world.call('payer', 'quote', selection, payer);
  const quoteDigest = quoted.data?.ok ? quoted.data.quote.digest : '';
  const again = { paymentId: payment.id, attemptKey: randomUUID(), confirmationToken: 'ctoken_2' };
  await world.call('payer', 'tryAgain', again, payer);
  const tried = { attemptKey: randomUUID(), confirmationToken: 'ctoken_9', payAgain: true };
  const pay = { ...selection, ...tried, quoteDigest };
  const refused = { ok: false, refusal: { code: 'payment_in_progress' } };
  expect((await world.call('payer', 'pay', pay, payer)).data).toMatchObject(refused);
  expect(await world.database.db.payment.count()).toBe(1);
  expect(world.workflows.canceled).toEqual([]);
  expect((await world.call('payer', 'open', {}, payer)).data).toMatchObject({
    payment: { id: payment.id, status: 'processing' },
  });
  const { db } = world.database;
  const old = new Date(world.now().getTime() - 10 * 60_000);
  await db.paymentAttempt.updateMany({ where: { state: 'created' }, data: { createdAt: old } });
  expect((await world.call('payer', 'pay', pay, payer)).data).toMatchObject({ ok: true }); // that try is never sent any more
});

test('what another payment in flight holds is owed all the same, and said to be held', async () => {
  const { world, payer, payment } = await declined(30);
  await world.database.db.payment.update({ where: { id: payment.id }, data: { state: 'unknown' } });
  const { data } = await world.call('payer', 'owed', { personId: world.a.person.id }, payer);
  const held = data?.obligations.find(({ id }) => id === world.a.fee.id);
  expect(held).toMatchObject({ balanceCents: 8_000, heldCents: 8_000, dueCents: 0 });
});
