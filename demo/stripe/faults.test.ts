// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawn } from './faults.ts';
import { aSandbox, control, refusal } from './test-client.ts';

const fee = { amount: 4200, currency: 'usd' };
const confirm = { payment_method: 'pm_card_visa', return_url: 'https://agency.example/back' };

test('act_then_hang charges and says nothing; the same key then gives the answer that was lost', async () => {
  const { sandbox, stripe } = await aSandbox();
  const intent = await stripe.paymentIntents.create(fee);
  await control(sandbox).fault({
    kind: 'act_then_hang',
    match: { method: 'POST', path: '/confirm$', regex: true },
  });
  const options = { idempotencyKey: randomUUID(), timeout: 300 };
  const lost = await refusal(stripe.paymentIntents.confirm(intent.id, confirm, options));
  expect(lost.type).toBe('StripeConnectionError');
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  const found = await stripe.paymentIntents.confirm(intent.id, confirm, options);
  expect(found).toMatchObject({ status: 'succeeded' });
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

// `times: 2`: the client itself tries once more, with the same key, when a connection closes before an answer
test('act_then_hang with ms cuts the connection by itself', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'act_then_hang', ms: 20, match: { method: 'POST' }, times: 2 });
  const lost = await refusal(stripe.customers.create({ name: 'Pat Example' }));
  expect(lost.type).toBe('StripeConnectionError');
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('cut ends the connection and nothing has happened', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'cut', match: { method: 'POST', path: '/v1/customers' }, times: 2 });
  expect((await refusal(stripe.customers.create({ name: 'Pat Example' }))).type).toBe(
    'StripeConnectionError',
  );
  expect((await stripe.customers.list()).data).toEqual([]);
});

test('fail_before is a 500 without a trace, and stays the key’s answer', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'fail_before', match: { path: '/v1/payment_intents' } });
  const idempotencyKey = randomUUID();
  for (let n = 0; n < 2; n++) {
    const error = await refusal(stripe.paymentIntents.create(fee, { idempotencyKey }));
    expect(error).toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
  }
  expect((await stripe.paymentIntents.list()).data).toEqual([]);
});

test('fail_before that is not remembered lets the key try again', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'fail_before', remembered: false });
  const idempotencyKey = randomUUID();
  await refusal(stripe.paymentIntents.create(fee, { idempotencyKey }));
  expect((await stripe.paymentIntents.create(fee, { idempotencyKey })).amount).toBe(4200);
});

test('a fault hits only what it names, as often as it says, until it is cleared', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { fault, clearFaults, state } = control(sandbox);
  await fault({ kind: 'fail_before', match: { path: '/v1/customers', account: 'acct_linn' }, times: 2 });
  await stripe.customers.list();
  await stripe.charges.list({}, { stripeAccount: 'acct_linn' });
  await refusal(stripe.customers.list({}, { stripeAccount: 'acct_linn' }));
  expect(await state()).toMatchObject({ faults: [{ kind: 'fail_before', times: 1 }] });
  await clearFaults();
  expect((await stripe.customers.list({}, { stripeAccount: 'acct_linn' })).data).toEqual([]);
});

test.each([
  ['of a kind that there is not', '{"kind":"earthquake"}'],
  ['with a path that is no pattern', '{"kind":"cut","match":{"path":"(","regex":true}}'],
  ['with a rate beyond all', '{"kind":"cut","rate":1.5}'],
  ['with something more', '{"kind":"cut","strength":9}'],
])('a fault %s is refused', async (_what, body) => {
  const { sandbox } = await aSandbox();
  const response = await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(400);
});

test('act_then_fail charges and answers 500, which stays the key’s answer; only reading back tells', async () => {
  const { sandbox, stripe } = await aSandbox();
  const intent = await stripe.paymentIntents.create(fee);
  await control(sandbox).fault({ kind: 'act_then_fail', match: { path: '/confirm$', regex: true } });
  const idempotencyKey = randomUUID();
  for (let n = 0; n < 2; n++) {
    const error = await refusal(stripe.paymentIntents.confirm(intent.id, confirm, { idempotencyKey }));
    expect(error).toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
  }
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('rate_limit is Stripe’s 429 with its reason, nothing has happened, and the key is free', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'rate_limit' });
  const idempotencyKey = randomUUID();
  const error = await refusal(stripe.paymentIntents.create(fee, { idempotencyKey }));
  expect(error).toMatchObject({
    type: 'StripeRateLimitError',
    statusCode: 429,
    code: 'rate_limit',
    headers: { 'stripe-rate-limited-reason': 'global-rate' },
  });
  expect((await stripe.paymentIntents.list()).data).toEqual([]);
  expect((await stripe.paymentIntents.create(fee, { idempotencyKey })).amount).toBe(4200);
});

test('by rate, a seed strikes the same requests each time, another seed others, and about so many', async () => {
  const struck = async (seed: number) => {
    const { sandbox, stripe } = await aSandbox();
    await control(sandbox).fault({ kind: 'fail_before', rate: 0.3, seed });
    const outcomes: boolean[] = [];
    for (let n = 0; n < 30; n++) {
      outcomes.push(
        await stripe.customers.list().then(
          () => false,
          () => true,
        ),
      );
    }
    return outcomes;
  };
  const [first, again, other] = [await struck(7), await struck(7), await struck(8)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  expect(first).toEqual(Array.from({ length: 30 }, (_, n) => drawn(7, n) < 0.3));
  const share =
    Array.from({ length: 10_000 }, (_, n) => drawn(7, n)).filter((number) => number < 0.3).length / 10_000;
  expect(Math.abs(share - 0.3)).toBeLessThan(0.02);
});

test('a rate goes on until it is cleared, or for so many times', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { fault, state } = control(sandbox);
  await fault({ kind: 'fail_before', rate: 1, times: 2 });
  await refusal(stripe.customers.list());
  await refusal(stripe.customers.list());
  await stripe.customers.list();
  expect(await state()).toMatchObject({ faults: [] });
});

test('a fault can be for the request with certain parameters only', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'fail_before', match: { params: { 'metadata[payment]': 'b' } } });
  await stripe.paymentIntents.create({ ...fee, metadata: { payment: 'a' } });
  const struck = await refusal(stripe.paymentIntents.create({ ...fee, metadata: { payment: 'b' } }));
  expect(struck.statusCode).toBe(500);
  await stripe.paymentIntents.create({ ...fee, metadata: { payment: 'b' } });
});
