import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPayment, type WholePayment } from '../../prisma/fixtures/payment.ts';
import { statesOf } from '../../workflows/state-table.ts';
import { paymentStates, toldToPayer } from '../../workflows/payment/states.ts';
import { aClerk, aWorld, given, signedIn, type Caller, type World } from '../test-world.ts';

async function declined(over: { state?: keyof typeof paymentStates; expiresAt?: Date } = {}) {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { account, person, fee } = world.a;
  const expiresAt = new Date(world.now().getTime() + 30 * 60_000);
  const payment = await aPayment(world.database.db, {
    state: 'declined',
    accountId: account.id,
    personId: person.id,
    obligation: fee,
    expiresAt,
    ...over,
  });
  return { world, payer, payment };
}

async function tryAgain(
  { world, payer, payment }: { world: World; payer: Caller; payment: WholePayment },
  over: { attemptKey?: string; confirmationToken?: string } = {},
) {
  const input = { paymentId: payment.id, attemptKey: randomUUID(), confirmationToken: 'ctoken_2', ...over };
  return (await world.call('payer', 'tryAgain', input, payer)).data;
}

const no = (code: string) => ({ ok: false, refusal: { code } });

test('a declined payment is tried again as its next try', async () => {
  const all = await declined();
  const attemptKey = randomUUID();
  expect(await tryAgain(all, { attemptKey })).toMatchObject({ ok: true, payment: { id: all.payment.id } });
  const { db } = all.world.database;
  const second = await db.paymentAttempt.findFirstOrThrow({ where: { n: 2 } });
  expect(second).toMatchObject({
    paymentId: all.payment.id,
    key: attemptKey,
    state: 'created',
    stripeParams: { confirmation_token: 'ctoken_2', use_stripe_sdk: true },
  });
  expect(await db.outbox.findMany()).toMatchObject([{ kind: 'payment_attempt', subjectId: second.id }]);
  expect(all.world.workflows.carried).toEqual([{ paymentId: all.payment.id, n: 2, attemptKey }]);
});

test('the same try again is the same answer; its key with another card is refused', async () => {
  const all = await declined();
  const attemptKey = randomUUID();
  const first = await tryAgain(all, { attemptKey });
  expect(await tryAgain(all, { attemptKey })).toEqual(first);
  expect(await tryAgain(all, { attemptKey, confirmationToken: 'ctoken_3' })).toEqual(no('attempt_reused'));
  expect(all.world.workflows.carried).toHaveLength(1);
});

test.each<[string, (all: Awaited<ReturnType<typeof declined>>) => Promise<unknown>]>([
  [
    'put on hold',
    async ({ world: { a, database, now } }) =>
      database.db.obligationHold.create({
        data: { obligationId: a.fee.id, agencyId: a.id, reason: 'appeal', since: now() },
      }),
  ],
  [
    'waived',
    async ({ world, payment }) => {
      const clerk = await aClerk(world, world.a);
      await world.database.db.staffMember.updateMany({ data: { role: 'supervisor' } });
      const act = { actId: randomUUID(), obligationId: world.a.fee.id, note: 'Order of the court.' };
      const left = Number(payment.amountCents) - 1;
      given(await world.call('staff', 'waiveObligation', { ...act, amountCents: 8_000 - left }, clerk));
    },
  ],
])('what was %s between two tries is not charged: the payment is closed', async (_, change) => {
  const all = await declined();
  await change(all);
  expect(await tryAgain(all)).toEqual(no('payment_closed'));
  const { db } = all.world.database;
  expect([await db.paymentAttempt.count(), await db.outbox.count()]).toEqual([1, 0]);
  await db.payment.updateMany({ data: { state: 'requires_action' } });
  expect(await tryAgain(all)).toEqual(no('payment_in_progress'));
});

test('two tabs that try again at once: one try', async () => {
  const all = await declined();
  const answers = await Promise.all([1, 2, 3].map(() => tryAgain(all)));
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
  expect(answers.filter((answer) => answer?.ok === false)).toEqual([
    no('payment_in_progress'),
    no('payment_in_progress'),
  ]);
  expect(await all.world.database.db.paymentAttempt.count()).toBe(2);
});

test.each<[string, keyof typeof paymentStates, number, object]>([
  ['another that began later is under way', 'charging', 1, no('payment_in_progress')],
  ['another that began later has gone well', 'succeeded', 1, no('payment_closed')],
  ['another that began later came to nothing', 'denied', 1, { ok: true }],
  ['another that began before has gone well', 'succeeded', -1, { ok: true }],
])(
  'where %s, a declined payment is tried again only if nothing took its place',
  async (_, state, after, answer) => {
    const all = await declined();
    const { world, payment } = all;
    const { account, person, fee } = world.a;
    const createdAt = new Date(payment.createdAt.getTime() + after);
    const other = { state, accountId: account.id, personId: person.id, obligation: fee, createdAt };
    await aPayment(world.database.db, { ...other, amountCents: 100n });
    expect(await tryAgain(all)).toMatchObject(answer);
  },
);

test('one tab that tries again and one that pays otherwise at once: one of them', async () => {
  const all = await declined();
  const { world, payer } = all;
  const choice = { kind: 'other', amountCents: 2_000 } as const;
  const selection = { personId: world.a.person.id, obligationIds: [world.a.fee.id], choice };
  const quoted = given(await world.call('payer', 'quote', selection, payer));
  const quoteDigest = quoted.ok ? quoted.quote.digest : '';
  const tried = { attemptKey: randomUUID(), confirmationToken: 'ctoken_9', payAgain: true };
  const paid = world.call('payer', 'pay', { ...selection, ...tried, quoteDigest }, payer);
  const answers = await Promise.all([tryAgain(all), paid.then(({ data }) => data)]);
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
  expect(await world.database.db.paymentAttempt.count({ where: { state: 'created' } })).toBe(1);
});

test('the sixth try is refused', async () => {
  const all = await declined();
  const { db } = all.world.database;
  await db.paymentAttempt.updateMany({ data: { n: 5 } });
  expect(await tryAgain(all)).toEqual(no('tries_used_up'));
});

test('after its half hour a payment is closed', async () => {
  const all = await declined({ expiresAt: new Date('2026-11-16T18:00:00Z') }); // this very instant
  expect(await tryAgain(all)).toEqual(no('payment_closed'));
});

test('a payment that waits for the bank’s check is tried again as its next try, once for two tabs', async () => {
  const all = await declined({ state: 'requires_action' });
  const answers = await Promise.all([1, 2].map(() => tryAgain(all)));
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
  expect(answers.filter((answer) => answer?.ok === false)).toEqual([no('payment_in_progress')]);
  expect(all.world.workflows.carried).toMatchObject([{ paymentId: all.payment.id, n: 2 }]);
});

test('a bank debit is not tried again under what was agreed to for another', async () => {
  const all = await declined({ state: 'requires_action' });
  await all.world.database.db.payment.updateMany({ data: { tender: 'bank_debit' } });
  expect(await tryAgain(all)).toEqual(no('payment_in_progress'));
  expect(
    (await all.world.call('payer', 'status', { paymentId: all.payment.id }, all.payer)).data,
  ).toMatchObject({
    bankCheck: { mayTryAgain: false },
  });
  expect(await all.world.database.db.paymentAttempt.count()).toBe(1);
});

test('once another card is given, the first card’s bank question is not offered again', async () => {
  const all = await declined({ state: 'requires_action' });
  const { db } = all.world.database;
  const status = async () =>
    (await all.world.call('payer', 'status', { paymentId: all.payment.id }, all.payer)).data;
  expect(await status()).toMatchObject({ status: 'needs_action', clientSecret: expect.any(String) });
  const answer = await tryAgain(all); // its workflow has not taken it up yet
  const views = [answer?.ok ? answer.payment : undefined, await status()];
  for (const view of views) {
    expect(view).toMatchObject({ status: 'processing' });
    expect(view).not.toHaveProperty('clientSecret');
    expect(view).not.toHaveProperty('bankCheck');
  }
  await db.paymentAttempt.updateMany({ where: { n: 2 }, data: { state: 'requires_action' } });
  expect(await status()).toMatchObject({
    status: 'needs_action',
    clientSecret: expect.any(String),
    bankCheck: { mayTryAgain: true, triesLeft: 3 },
  });
});

test('once another card is given, the first card’s refusal is not told again', async () => {
  const all = await declined();
  const status = async () =>
    (await all.world.call('payer', 'status', { paymentId: all.payment.id }, all.payer)).data;
  expect(await status()).toMatchObject({ status: 'failed', failure: { mayTryAgain: true } });
  const answer = await tryAgain(all); // its workflow has not taken it up yet
  for (const view of [answer?.ok ? answer.payment : undefined, await status()]) {
    expect(view).toMatchObject({ status: 'processing' });
    expect(view).not.toHaveProperty('failure');
  }
});

test('after its half hour a payment at the bank’s check takes no other card, and is not called closed', async () => {
  const all = await declined({ state: 'requires_action', expiresAt: new Date('2026-11-16T18:00:00Z') });
  expect(await tryAgain(all)).toEqual(no('payment_in_progress'));
});

test.each(statesOf(paymentStates).filter((state) => state !== 'declined' && state !== 'requires_action'))(
  'a payment that is %s takes no other try',
  async (state) => {
    const all = await declined({ state });
    const told = toldToPayer[state];
    const isOver = told === 'succeeded' || told === 'failed';
    expect(await tryAgain(all)).toEqual(no(isOver ? 'payment_closed' : 'payment_in_progress'));
    expect(await all.world.database.db.paymentAttempt.count()).toBe(1);
    expect(all.world.workflows.carried).toEqual([]);
  },
);

test('another account’s payment is not there', async () => {
  const all = await declined();
  const { db } = all.world.database;
  const other = await aPayment(db, { state: 'declined', obligation: all.world.a.restitution });
  const input = { paymentId: other.id, attemptKey: randomUUID(), confirmationToken: 'ctoken_2' };
  expect((await all.world.call('payer', 'tryAgain', input, all.payer)).status).toBe(404);
});

test('who may no longer pay for the person cannot try again', async () => {
  const all = await declined();
  await all.world.database.db.payerLink.updateMany({ data: { state: 'revoked' } });
  const input = { paymentId: all.payment.id, attemptKey: randomUUID(), confirmationToken: 'ctoken_2' };
  expect((await all.world.call('payer', 'tryAgain', input, all.payer)).status).toBe(404);
  expect(await all.world.database.db.paymentAttempt.count()).toBe(1);
});
