// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aSandbox, control, refusal } from '../test-client.ts';
import { raw } from './test-stranger.ts';

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
  expect(late?.reason).toMatchObject({
    statusCode: 409,
    code: 'idempotency_key_in_use',
    rawType: 'invalid_request_error', // recorded in code-corps/stripity_stripe#564, among others
    payment_intent: undefined,
  });
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

test('the same parameters in another order are the same request, and in the query too', async () => {
  const { sandbox } = await aSandbox();
  const send = (path: string, body: string) =>
    raw({ sandbox }, 'POST', path, { body, headers: { 'idempotency-key': 'one' } });
  const first = await send('/v1/payment_intents', 'amount=4200&currency=usd&metadata[a]=1&metadata[b]=2');
  for (const [path, body] of [
    ['/v1/payment_intents', 'metadata%5Bb%5D=2&currency=usd&metadata[a]=1&amount=4200'],
    ['/v1/payment_intents?amount=4200', 'currency=usd&metadata[a]=1&metadata[b]=2'],
  ] as const) {
    const again = await send(path, body);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('idempotency-key')).toBe('one');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
  }
});

test('the two refusals are in the recorded words, and are not the key’s answer', async () => {
  const { sandbox } = await aSandbox();
  const send = (path: string, body: string) =>
    raw({ sandbox }, 'POST', path, { body, headers: { 'idempotency-key': 'one' } });
  const first = await send('/v1/customers', 'name=Pat');
  const other = await send('/v1/customers', 'name=Sam');
  expect([other.status, other.error['type'], other.error['code']]).toEqual([
    400,
    'idempotency_error',
    undefined,
  ]);
  expect(other.error['message']).toBe(
    "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'one' if you meant to execute a different request.",
  );
  const elsewhere = await send(`/v1/customers/${String(first.body['id'])}`, 'name=Pat');
  expect([elsewhere.status, elsewhere.error['type']]).toEqual([400, 'idempotency_error']);
  expect(elsewhere.error['message']).toBe(
    `Keys for idempotent requests can only be used for the same endpoint they were first used for ('/v1/customers/${String(first.body['id'])}' vs '/v1/customers'). Try using a key other than 'one' if you meant to execute a different request.`,
  );
  expect((await send('/v1/customers', 'name=Pat')).body).toEqual(first.body);
});

test('a key of 255 characters is taken, a longer one is not', async () => {
  const { stripe } = await aSandbox();
  await stripe.customers.create({}, { idempotencyKey: 'k'.repeat(255) });
  const error = await refusal(stripe.customers.create({}, { idempotencyKey: 'k'.repeat(256) }));
  expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('GET and DELETE know no keys: they are said back, and nothing is kept', async () => {
  const { sandbox, stripe } = await aSandbox();
  const headers = { 'idempotency-key': 'one' };
  const empty = await raw({ sandbox }, 'GET', '/v1/customers', { headers });
  expect(empty.headers.get('idempotency-key')).toBe('one');
  expect(empty.headers.get('original-request')).toBeNull();
  const { id } = await stripe.customers.create({}, { idempotencyKey: 'one' });
  const listed = await raw({ sandbox }, 'GET', '/v1/customers', { headers });
  expect(listed.body['data']).toMatchObject([{ id }]);
  expect((await raw({ sandbox }, 'DELETE', `/v1/customers/${id}`, { headers })).status).toBe(200);
  expect((await raw({ sandbox }, 'DELETE', `/v1/customers/${id}`, { headers })).status).toBe(404);
});

test('what fails before the endpoint begins leaves the key free: validation, expand, no key of ours, a wrong version', async () => {
  const { sandbox } = await aSandbox();
  const send = (body: string, headers: Record<string, string> = {}) =>
    raw({ sandbox }, 'POST', '/v1/customers', { body, headers: { 'idempotency-key': 'one', ...headers } });
  expect((await send('nope=1')).status).toBe(400);
  expect((await send('email=nobody')).status).toBe(400);
  expect((await send(`metadata[${'k'.repeat(41)}]=v`)).status).toBe(400);
  expect((await send('name=Pat&expand[]=bogus')).status).toBe(400);
  expect((await send('name=Pat', { authorization: '' })).status).toBe(401);
  expect((await send('name=Pat', { 'stripe-version': 'newest' })).status).toBe(400);
  const made = await send('name=Pat');
  expect([made.status, made.headers.get('idempotent-replayed')]).toEqual([200, null]);
});

test('an error is replayed word for word, its log and all, though the world has changed', async () => {
  const { stripe, sandbox } = await aSandbox();
  const { id } = await stripe.paymentIntents.create(fee);
  const capture = () =>
    raw({ sandbox }, 'POST', `/v1/payment_intents/${id}/capture`, {
      body: '',
      headers: { 'idempotency-key': 'c' },
    });
  const first = await capture();
  expect([first.status, first.error['code']]).toEqual([400, 'payment_intent_unexpected_state']);
  await stripe.paymentIntents.cancel(id);
  const again = await capture();
  expect([again.status, again.body]).toEqual([400, first.body]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
});
