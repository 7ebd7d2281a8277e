// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aSandbox, control, refusal } from './test-client.ts';

const fee = { amount: 4200, currency: 'usd' };

test('the same key gives the same answer, and acts once', async () => {
  const { stripe } = await aSandbox();
  const idempotencyKey = randomUUID();
  const first = await stripe.paymentIntents.create(fee, { idempotencyKey });
  const second = await stripe.paymentIntents.create(fee, { idempotencyKey });
  expect(second).toEqual(first);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
  // as recorded from Stripe: each request has its own id, and a replay names the first
  expect(second.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
  for (const { lastResponse } of [first, second])
    expect(lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test('a decline is replayed too: the card is not tried again', async () => {
  const { stripe } = await aSandbox();
  const idempotencyKey = randomUUID();
  const declined = {
    ...fee,
    confirm: true,
    payment_method: 'pm_card_visa_chargeDeclined',
    return_url: 'https://agency.example',
  };
  const first = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey }));
  const second = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey }));
  expect(second.charge).toBe(first.charge);
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('the same key with other parameters, or at another address, is an idempotency error', async () => {
  const { stripe } = await aSandbox();
  const [create, cancel] = [{ idempotencyKey: randomUUID() }, { idempotencyKey: randomUUID() }];
  const first = await stripe.paymentIntents.create(fee, create);
  const second = await stripe.paymentIntents.create(fee);
  await stripe.paymentIntents.cancel(first.id, {}, cancel);
  const refusals = [
    stripe.paymentIntents.create({ ...fee, amount: 4201 }, create),
    stripe.paymentIntents.cancel(second.id, {}, cancel),
  ];
  for (const refused of await Promise.all(refusals.map(refusal))) {
    expect(refused).toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
      rawType: 'idempotency_error',
    });
  }
  expect((await stripe.paymentIntents.list()).data.map(({ status }) => status)).toEqual([
    'requires_payment_method',
    'canceled',
  ]);
});

test('two at once with one key: one acts, the other is told to wait', async () => {
  const { stripe, sandbox } = await aSandbox();
  await control(sandbox).fault({ kind: 'slow', ms: 300, match: { path: '/v1/payment_intents' } });
  const idempotencyKey = randomUUID();
  const outcomes = await Promise.allSettled([
    stripe.paymentIntents.create(fee, { idempotencyKey }),
    stripe.paymentIntents.create(fee, { idempotencyKey }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const late = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(late?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test('a key belongs to its account', async () => {
  const { stripe } = await aSandbox();
  const idempotencyKey = randomUUID();
  const here = await stripe.paymentIntents.create(fee, { idempotencyKey, stripeAccount: 'acct_linn' });
  const there = await stripe.paymentIntents.create(fee, { idempotencyKey, stripeAccount: 'acct_polk' });
  expect(there.id).not.toBe(here.id);
});

test('parameters that fail validation leave the key free; a request that began and was refused does not', async () => {
  const { stripe } = await aSandbox();
  const invalid = randomUUID();
  await refusal(stripe.paymentIntents.create({ ...fee, amount: 1 }, { idempotencyKey: invalid }));
  await stripe.paymentIntents.create(fee, { idempotencyKey: invalid });

  const begun = randomUUID();
  const missing = await refusal(stripe.paymentIntents.cancel('pi_nobody', {}, { idempotencyKey: begun }));
  const again = await refusal(stripe.paymentIntents.cancel('pi_nobody', {}, { idempotencyKey: begun }));
  expect(again.headers?.['original-request']).toBe(missing.requestId);
  expect(again.headers?.['idempotent-replayed']).toBe('true');
});

test('after a day the key is free again', async () => {
  let now = new Date('2031-01-01T00:00:00Z');
  const { stripe } = await aSandbox({ clock: () => now });
  const idempotencyKey = randomUUID();
  const first = await stripe.paymentIntents.create(fee, { idempotencyKey });
  now = new Date('2031-01-01T23:59:59Z');
  expect((await stripe.paymentIntents.create(fee, { idempotencyKey })).id).toBe(first.id);
  now = new Date('2031-01-02T00:00:00Z');
  expect((await stripe.paymentIntents.create(fee, { idempotencyKey })).id).not.toBe(first.id);
});
