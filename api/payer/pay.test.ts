import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { fl } from '../../workflows/policy/presets/fl.ts';
import type { PaymentState } from '../../workflows/payment/states.ts';
import { knownTry } from './known-try.ts';
import { aWorld, given, signedIn, type Caller, type World } from '../test-world.ts';

interface Ready {
  world: World;
  payer: Caller;
  /** A good request for all that is due: $130.00 and a fee of $3.25. */
  request: Awaited<ReturnType<typeof aRequest>>;
}

async function ready(): Promise<Ready> {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  return { world, payer, request: await aRequest(world, payer) };
}

async function aRequest(world: World, payer: Caller) {
  const { person, fee, restitution } = world.a;
  const choice = { kind: 'due_now' as const };
  const selection = { personId: person.id, obligationIds: [fee.id, restitution.id], choice };
  const quoted = given(await world.call('payer', 'quote', selection, payer));
  const quoteDigest = quoted.ok ? quoted.quote.digest : '';
  return {
    ...selection,
    quoteDigest,
    attemptKey: randomUUID(),
    confirmationToken: 'ctoken_card1',
    payAgain: false,
  };
}

const pay = async ({ world, payer, request }: Ready, over: Partial<Ready['request']> | object = {}) =>
  (await world.call('payer', 'pay', { ...request, ...over }, payer)).data;

const count = async ({ world: { database } }: Ready) => ({
  payments: await database.db.payment.count(),
  attempts: await database.db.paymentAttempt.count(),
  outbox: await database.db.outbox.count(),
});
const one = { payments: 1, attempts: 1, outbox: 1 };
const none = { payments: 0, attempts: 0, outbox: 0 };

/** What the workflow would do, as far as the payer sees it. */
function endsIn({ world }: Ready, state: PaymentState) {
  world.workflows.whenCarried = async (id, n) => {
    const { db } = world.database;
    await db.payment.update({ where: { id }, data: { state } });
    await db.paymentAttempt.updateMany({ where: { paymentId: id, n }, data: { state } });
    return state;
  };
}

test('intention, try, wish and event are written together, then the try is carried out', async () => {
  const all = await ready();
  const { request, world } = all;
  const answer = await pay(all);
  expect(answer).toMatchObject({
    ok: true,
    payment: { status: 'processing', amountCents: 13_000, feeCents: 325, totalCents: 13_325 },
  });
  const { db } = world.database;
  const payment = await db.payment.findFirstOrThrow({ include: { attempts: true, events: true } });
  expect(payment).toMatchObject({
    agencyId: world.a.id,
    accountId: world.a.account.id,
    state: 'created',
    amountCents: 13_000n,
    feeCents: 325n,
    quoteDigest: request.quoteDigest,
    expiresAt: new Date(world.now().getTime() + 30 * 60_000),
    attempts: [{ n: 1, key: request.attemptKey, confirmationToken: 'ctoken_card1', state: 'created' }],
    events: [{ kind: 'created', source: 'payer' }],
  });
  expect(payment.attempts[0]?.stripeParams).toEqual({
    confirmation_token: 'ctoken_card1',
    use_stripe_sdk: true,
  });
  const attemptId = payment.attempts[0]?.id;
  expect(await db.outbox.findMany()).toMatchObject([
    { kind: 'payment_attempt', subjectId: attemptId, doneAt: null },
  ]);
  expect(world.workflows.carried).toEqual([{ paymentId: payment.id, n: 1, attemptKey: request.attemptKey }]);
});

test('a charge that the rule puts after another one that is due is not paid by choosing it alone', async () => {
  const { world, payer, request } = await ready();
  const { db } = world.database;
  const { id: agencyId, fee, restitution } = world.a;
  const { rule } = fl.versions[0] ?? {};
  await db.policyVersion.create({
    data: {
      id: 'fl',
      agencyId,
      kind: 'allocation',
      version: 2,
      effectiveFrom: '2026-01-02',
      rule: JSON.parse(JSON.stringify(rule)),
      createdAt: world.now(),
    },
  });
  await db.obligation.update({ where: { id: restitution.id }, data: { charge: 'supervision_surcharge' } });
  const { personId, choice } = request;
  const quote = async (ids: string[]) =>
    given(await world.call('payer', 'quote', { personId, choice, obligationIds: ids }, payer));
  expect(await quote([restitution.id])).toMatchObject({ ok: false, refusal: { code: 'nothing_owed' } });
  expect(await quote([restitution.id, fee.id])).toMatchObject({ ok: true, quote: { amountCents: 13_000 } });
  await db.obligation.update({ where: { id: fee.id }, data: { dueToDateCents: 0n } });
  expect(await quote([restitution.id])).toMatchObject({ ok: true, quote: { amountCents: 5_000 } });
});

test('the answer is what the database says, not what was said on the way', async () => {
  const all = await ready();
  all.world.workflows.whenCarried = async () => 'succeeded';
  expect(await pay(all)).toMatchObject({ ok: true, payment: { status: 'processing' } });
});

test('when nobody carries the try out now, it waits in the outbox and the payer is told processing', async () => {
  const all = await ready();
  all.world.workflows.whenCarried = () => Promise.reject(new Error('no Temporal'));
  expect(await pay(all)).toMatchObject({ ok: true, payment: { status: 'processing' } });
  expect(await count(all)).toEqual(one);
  expect(await all.world.database.db.outbox.count({ where: { doneAt: null } })).toBe(1);
});

test('the same key and body again: the same answer, and nothing else', async () => {
  const all = await ready();
  const first = await pay(all);
  expect(await pay(all)).toEqual(first);
  expect(await pay(all, { obligationIds: all.request.obligationIds.toReversed() })).toEqual(first);
  expect(await count(all)).toEqual(one);
  expect(all.world.workflows.carried).toHaveLength(1);
});

test.each([
  ['another card', { confirmationToken: 'ctoken_card2' }],
  ['another choice', { choice: { kind: 'everything' } }],
  ['another quote', { quoteDigest: 'f'.repeat(64) }],
  ['pay again', { payAgain: true }],
])('the same key with another body (%s) is refused', async (_, over) => {
  const all = await ready();
  await pay(all);
  expect(await pay(all, over)).toEqual({ ok: false, refusal: { code: 'attempt_reused' } });
  expect(await count(all)).toEqual(one);
});

test('somebody else’s key is refused and tells nothing', async () => {
  const all = await ready();
  const { db } = all.world.database;
  const theirs = (await aPayment(db)).attempts[0]?.key;
  expect(await pay(all, { attemptKey: theirs })).toEqual({ ok: false, refusal: { code: 'attempt_reused' } });
  const stored = await db.paymentAttempt.findFirstOrThrow();
  const asked = { key: stored.key, digest: stored.requestDigest, accountId: all.world.a.account.id };
  expect(await knownTry(db, asked)).toMatchObject({ ok: false }); // not even with the same body
});

test('ten times the same request at once: one payment', async () => {
  const all = await ready();
  const answers = await Promise.all(Array.from({ length: 10 }, () => pay(all)));
  const ids = answers.map((answer) => (answer?.ok ? answer.payment.id : answer?.refusal.code));
  expect(new Set(ids).size).toBe(1);
  expect(await count(all)).toEqual(one);
  expect(all.world.workflows.carried).toHaveLength(1);
});

test('a double click or two tabs, each with its own key at once: one payment, the others are asked', async () => {
  const all = await ready();
  const clicks = Array.from({ length: 5 }, () => pay(all, { attemptKey: randomUUID() }));
  const answers = await Promise.all(clicks);
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
  for (const answer of answers) {
    if (answer?.ok === false) {
      expect(answer.refusal).toEqual({ code: 'paid_moments_ago', amountCents: 13_325, minutesAgo: 0 });
    }
  }
  expect(await count(all)).toEqual(one);
});

test.each(['charging', 'requires_action', 'unknown', 'succeeded'] as const)(
  'the same total again within ten minutes of a payment that is %s is asked about; after them it is not',
  async (state) => {
    const all = await ready();
    const { a, database } = all.world;
    const of = { accountId: a.account.id, personId: a.person.id, amountCents: 13_000n, feeCents: 325n };
    const createdAt = new Date(all.world.now().getTime() - 9 * 60_000);
    const { db } = database;
    const { id } = await aPayment(db, { ...of, state, createdAt, obligation: a.court });
    expect(await pay(all)).toMatchObject({ refusal: { code: 'paid_moments_ago', minutesAgo: 9 } });
    await db.payment.update({ where: { id }, data: { createdAt: new Date(createdAt.getTime() - 60_000) } });
    expect(await pay(all)).toMatchObject({ ok: true });
  },
);

test('a second tab hears of the payment under way, not only that what it holds changed the quote', async () => {
  const all = await ready();
  const { a, database, now } = all.world;
  const of = { accountId: a.account.id, personId: a.person.id, obligation: a.fee };
  const { quoteDigest } = all.request;
  await aPayment(database.db, { ...of, state: 'charging', quoteDigest, createdAt: now() });
  expect(await pay(all)).toMatchObject({ refusal: { code: 'paid_moments_ago', amountCents: 8_200 } });
  expect(await pay(all, { payAgain: true })).toMatchObject({ refusal: { code: 'quote_changed' } });
});

test('who says that they mean it pays again', async () => {
  const all = await ready();
  await pay(all);
  expect(await pay(all, { attemptKey: randomUUID(), payAgain: true })).toMatchObject({ ok: true });
  expect(await count(all)).toEqual({ payments: 2, attempts: 2, outbox: 2 });
});

test.each(['denied', 'declined', 'expired', 'canceled', 'failed'] as const)(
  'a %s payment a moment ago is no reason to ask',
  async (state) => {
    const all = await ready();
    endsIn(all, state);
    expect(await pay(all)).toMatchObject({ ok: true, payment: { status: 'failed' } });
    expect(await pay(all, { attemptKey: randomUUID() })).toMatchObject({ ok: true });
  },
);

test('a quote that is no longer true comes back as it is now', async () => {
  const all = await ready();
  const { db } = all.world.database;
  await db.obligation.update({ where: { id: all.world.a.fee.id }, data: { dueToDateCents: 4_000n } });
  expect(await pay(all)).toMatchObject({
    ok: false,
    refusal: { code: 'quote_changed', quote: { amountCents: 9_000, totalCents: 9_325 } },
  });
  expect(await count(all)).toEqual(none);
});

test('a fee that changed since the quote is not taken', async () => {
  const all = await ready();
  const { database, a } = all.world;
  const rule = { family: 'tiers', name: 'Card fee, raised', tiers: [{ upToCents: 50_000, feeCents: 400 }] };
  const version = {
    id: 'raised',
    kind: 'fee',
    version: 2,
    effectiveFrom: '2026-11-01',
    createdAt: all.world.now(),
  };
  await database.db.policyVersion.create({ data: { ...version, agencyId: a.id, rule } });
  expect(await pay(all)).toMatchObject({ refusal: { code: 'quote_changed', quote: { feeCents: 400 } } });
  expect(await count(all)).toEqual(none);
});

test('what is not the person’s is not paid through them', async () => {
  const all = await ready();
  const { fee, court } = all.world.a;
  for (const obligationIds of [[court.id], [fee.id, court.id], [all.world.b.fee.id], ['no-such-id']]) {
    const answer = await pay(all, { attemptKey: randomUUID(), obligationIds });
    expect(answer).toEqual({ ok: false, refusal: { code: 'obligation_unknown', field: 'obligationIds' } });
  }
  expect(await all.world.database.db.outbox.count()).toBe(0);
});

test('an account whose link was revoked pays for nobody', async () => {
  const all = await ready();
  await all.world.database.db.payerLink.updateMany({ data: { state: 'revoked' } });
  expect((await all.world.call('payer', 'pay', all.request, all.payer)).status).toBe(404);
  expect((await all.world.call('payer', 'owed', { personId: all.request.personId }, all.payer)).status).toBe(
    404,
  );
  expect(await count(all)).toEqual(none);
});

test.each([
  [0, { code: 'amount_required', field: 'amountCents' }],
  [-1, { code: 'amount_required', field: 'amountCents' }],
  [499, { code: 'amount_too_small', field: 'amountCents', amountCents: 500 }],
  [23_001, { code: 'amount_too_large', field: 'amountCents', amountCents: 23_000 }],
  [Number.MAX_SAFE_INTEGER, { code: 'amount_too_large', field: 'amountCents', amountCents: 23_000 }],
])('an amount of %d cents is refused with the bound', async (amountCents, refusal) => {
  const all = await ready();
  const choice = { kind: 'other' as const, amountCents };
  const { personId, obligationIds } = all.request;
  const quoted = await all.world.call('payer', 'quote', { personId, obligationIds, choice }, all.payer);
  expect(quoted.data).toEqual({ ok: false, refusal });
  expect(await pay(all, { choice })).toEqual({ ok: false, refusal });
  expect(await count(all)).toEqual(none);
});

test.each([1.5, Number.MAX_SAFE_INTEGER + 1, '100', null, Number.NaN])(
  'an amount of %s is malformed',
  async (amountCents) => {
    const all = await ready();
    const choice = { kind: 'other', amountCents };
    const reply = await all.world.post('payer.pay', { ...all.request, choice }, all.payer);
    expect([reply.status, reply.error?.data['fields']]).toEqual([
      400,
      [{ path: 'choice.amountCents', message: expect.any(String) }],
    ]);
    expect(await count(all)).toEqual(none);
  },
);

test('a quote sums to its amount, and says how much the fee is of it', async () => {
  const { world, payer, request } = await ready();
  const { personId, obligationIds } = request;
  const choice = { kind: 'other' as const, amountCents: 10_001 };
  const answer = given(await world.call('payer', 'quote', { personId, obligationIds, choice }, payer));
  const quote = answer.ok ? answer.quote : undefined;
  expect(quote).toMatchObject({
    amountCents: 10_001,
    feeCents: 325,
    feeBasisPoints: 325,
    totalCents: 10_326,
  });
  expect(quote?.lines).toEqual([
    {
      obligationId: world.a.restitution.id,
      kind: 'restitution',
      label: 'Restitution',
      amountCents: 5_000,
      balanceAfterCents: 10_000,
    },
    expect.objectContaining({ obligationId: world.a.fee.id, amountCents: 5_001, balanceAfterCents: 2_999 }),
  ]);
});

test('a quote says how it is divided, in the account’s language; the payment says the same', async () => {
  const all = await ready();
  const { world, payer, request } = all;
  const { db } = world.database;
  await db.payerAccount.update({ where: { id: world.a.account.id }, data: { language: 'es' } });
  const quoted = given(await world.call('payer', 'quote', request, payer));
  expect(quoted).toMatchObject({
    quote: {
      division: {
        heading: 'Cómo se repartió',
        sentences: expect.arrayContaining(['Primero va lo que toca pagar.']),
      },
    },
  });
  expect(await pay(all)).not.toHaveProperty('payment.division'); // nothing is frozen before its gate
});
