// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { aSandbox, refusal } from './test-client.ts';

const fee = { amount: 4200, currency: 'usd' };

/** Parameters as a careless caller sends them, past the client's types. */
const send = (stripe: Stripe, params: Record<string, string>, path = '/v1/payment_intents') =>
  refusal(stripe.rawRequest('POST', path, params));

test.each([
  [{ ...fee, colour: 'red' }, 'parameter_unknown', 'colour'],
  [
    { ...fee, 'automatic_payment_methods[enabled]': 'true', 'automatic_payment_methods[x]': '1' },
    'parameter_unknown',
    'automatic_payment_methods[x]',
  ],
  [{ currency: 'usd' }, 'parameter_missing', 'amount'],
  [
    { ...fee, 'automatic_payment_methods[allow_redirects]': 'never' },
    'parameter_missing',
    'automatic_payment_methods[enabled]',
  ],
  [{ ...fee, amount: '42.5' }, 'parameter_invalid_integer', 'amount'],
  [{ ...fee, amount: '-42' }, 'parameter_invalid_integer', 'amount'],
  [{ ...fee, amount: '49' }, 'amount_too_small', 'amount'],
  [{ ...fee, amount: '100000000' }, 'amount_too_large', 'amount'],
  [{ ...fee, description: '' }, 'parameter_invalid_empty', 'description'],
  [{ ...fee, return_url: 'javascript:alert(1)', confirm: 'true' }, 'url_invalid', 'return_url'],
  [{ ...fee, receipt_email: 'nobody' }, 'email_invalid', 'receipt_email'],
  [{ ...fee, statement_descriptor_suffix: 'A'.repeat(23) }, undefined, 'statement_descriptor_suffix'],
  [{ ...fee, confirm: 'yes' }, undefined, 'confirm'],
  [{ ...fee, capture_method: 'later' }, undefined, 'capture_method'],
  [{ ...fee, currency: 'xyz' }, undefined, 'currency'],
  [
    { ...fee, confirm: 'true', 'mandate_data[customer_acceptance][kind]': 'online' },
    'parameter_unknown',
    'mandate_data[customer_acceptance][kind]',
  ],
  [
    { ...fee, 'payment_method_data[type]': 'card', 'payment_method_data[card][numbr]': '4242' },
    'parameter_unknown',
    'payment_method_data[card][numbr]',
  ],
  [{ ...fee, 'transfer_data[destination]': 'acct_x' }, 'sandbox_unsupported', 'transfer_data'],
])('%o is refused with %s for %s', async (params, code, param) => {
  const { stripe } = await aSandbox();
  const texts = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
  const error = await send(stripe, texts);
  expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param });
  expect(error.code).toBe(code);
  expect((await stripe.paymentIntents.list()).data).toEqual([]);
});

test('an address that the sandbox does not have is a 404 in Stripe’s words', async () => {
  const { stripe } = await aSandbox();
  const error = await send(stripe, {}, '/v1/payment_links');
  expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 404 });
  expect(error.message).toContain('Unrecognized request URL (POST: /v1/payment_links)');
});

test('search is not imitated, and is not read as an id', async () => {
  const { stripe } = await aSandbox();
  const error = await refusal(stripe.paymentIntents.search({ query: "status:'succeeded'" }));
  expect(error).toMatchObject({ statusCode: 404 });
  expect(error.message).toContain('Unrecognized request URL (GET: /v1/payment_intents/search)');
});

test('every answer has its own Request-Id and says its version; what is no version is refused', async () => {
  const { stripe, sandbox } = await aSandbox();
  const first = await stripe.customers.list();
  const second = await stripe.customers.list();
  expect(first.lastResponse.requestId).toMatch(/^req_/);
  expect(second.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
  expect(first.lastResponse.headers['stripe-version']).toBe('2026-10-28.endive');
  const answer = await fetch(`${sandbox.url}/v1/customers`, {
    headers: { authorization: 'Bearer sk_test_sandbox', 'stripe-version': 'newest' },
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { message: 'Invalid Stripe API version: newest' } });
});

test('without a key, or with none of ours, the answer is 401', async () => {
  const { sandbox } = await aSandbox();
  for (const headers of [{}, { authorization: 'Bearer sk_nothing' }]) {
    const answer = await fetch(`${sandbox.url}/v1/customers`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Stripe"');
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  }
});

test('a JSON body is refused: Stripe v1 reads forms', async () => {
  const { sandbox } = await aSandbox();
  const response = await fetch(`${sandbox.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sandbox', 'content-type': 'application/json' },
    body: JSON.stringify(fee),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
});

test('metadata merges, and an empty value removes its key', async () => {
  const { stripe } = await aSandbox();
  const { id } = await stripe.paymentIntents.create({
    ...fee,
    metadata: { payment: '1', gone: 'soon', kept: 'yes' },
  });
  const merged = await stripe.paymentIntents.update(id, { metadata: { payment: '2', gone: '' } });
  expect(merged.metadata).toEqual({ payment: '2', kept: 'yes' });
  expect((await stripe.paymentIntents.update(id, { metadata: '' })).metadata).toEqual({});
});

test.each([
  ['a key too long', { ['k'.repeat(41)]: 'v' }],
  ['a value too long', { key: 'v'.repeat(501) }],
  ['too many keys', Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v']))],
])('metadata with %s are refused', async (_what, metadata) => {
  const { stripe } = await aSandbox();
  expect(await refusal(stripe.customers.create({ metadata }))).toMatchObject({ statusCode: 400 });
});

test('lists go page by page, newest first, in both directions, and the client can walk them', async () => {
  const { stripe } = await aSandbox();
  const made: string[] = [];
  for (let n = 0; n < 5; n++) made.unshift((await stripe.paymentIntents.create(fee)).id);
  const ids = (list: { data: { id: string }[] }) => list.data.map(({ id }) => id);

  const first = await stripe.paymentIntents.list({ limit: 2 });
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
  expect(ids(first)).toEqual(made.slice(0, 2));
  const last = await stripe.paymentIntents.list({ limit: 3, starting_after: String(made[1]) });
  expect(ids(last)).toEqual(made.slice(2));
  expect(last.has_more).toBe(false);
  const before = await stripe.paymentIntents.list({ limit: 2, ending_before: String(made[4]) });
  expect(ids(before)).toEqual(made.slice(2, 4));
  expect(before.has_more).toBe(true);

  const walked: string[] = [];
  for await (const { id } of stripe.paymentIntents.list({ limit: 2 })) walked.push(id);
  expect(walked).toEqual(made);
});

test('lists filter by customer and by time', async () => {
  let now = new Date('2031-05-01T12:00:00Z');
  const { stripe } = await aSandbox({ clock: () => now });
  const customer = await stripe.customers.create({ name: 'Pat Example' });
  const early = await stripe.paymentIntents.create(fee);
  now = new Date('2031-05-01T12:00:10.900Z');
  const late = await stripe.paymentIntents.create({ ...fee, customer: customer.id });
  expect(late.created).toBe(early.created + 10); // whole seconds
  const of = (params: Stripe.PaymentIntentListParams) =>
    stripe.paymentIntents.list(params).then(({ data }) => data.map(({ id }) => id));
  expect(await of({ customer: customer.id })).toEqual([late.id]);
  expect(await of({ created: { lt: late.created } })).toEqual([early.id]);
  expect(await of({ created: { gte: late.created } })).toEqual([late.id]);
  expect(await of({ created: early.created })).toEqual([early.id]);
});

test('expand opens ids, along paths and in lists, and refuses what cannot be opened', async () => {
  const { stripe } = await aSandbox();
  await stripe.paymentIntents.create({
    ...fee,
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'https://a.example',
  });
  const { data } = await stripe.paymentIntents.list({
    expand: ['data.latest_charge.balance_transaction', 'data.customer'],
  });
  expect(data).toMatchObject([{ customer: null, latest_charge: { balance_transaction: { net: 4048 } } }]);
  const charges = await stripe.charges.list({ expand: ['data.payment_intent.payment_method'] });
  expect(charges.data).toMatchObject([{ payment_intent: { payment_method: { card: { last4: '4242' } } } }]);
  const error = await refusal(stripe.paymentIntents.list({ expand: ['data.amount'] }));
  expect(error).toMatchObject({
    statusCode: 400,
    message: 'This property cannot be expanded (data.amount).',
  });
});
