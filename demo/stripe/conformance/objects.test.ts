// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { refusal } from '../test-client.ts';
import { aStranger, raw } from './test-stranger.ts';

/** Customers, payment methods, charges, balance and metadata, from the reference of each. */
const stranger = aStranger();
const return_url = 'https://agency.example/back';
const paid = {
  amount: 4200,
  currency: 'usd',
  confirm: true,
  payment_method: 'pm_card_visa',
  return_url,
} as const;
const post = (path: string, body: string) => raw(stranger(), 'POST', path, { body });

test('metadata: added to, replaced, and taken away key by key or all at once', async () => {
  const { stripe } = stranger();
  const { id } = await stripe.customers.create({ metadata: { kept: 'yes', changed: '1', gone: 'soon' } });
  const merged = await stripe.customers.update(id, { metadata: { changed: '2', gone: '', added: 'new' } });
  expect(merged.metadata).toEqual({ kept: 'yes', changed: '2', added: 'new' });
  expect((await stripe.customers.update(id, { name: 'Pat' })).metadata).toEqual(merged.metadata);
  expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
});

const keys = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => `metadata[k${from + n}]=v`).join('&');

test.each([
  ['a key of 40 characters', `metadata[${'k'.repeat(40)}]=v`],
  ['a value of 500 characters', `metadata[k]=${'v'.repeat(500)}`],
  [
    'a value of 500 pictures, each of them a character',
    `metadata[k]=${encodeURIComponent('🙂'.repeat(500))}`,
  ],
  ['fifty keys', keys(50)],
  ['a key with signs and letters of other scripts', `metadata[${encodeURIComponent('año/ü-1.2')}]=v`],
])('metadata may have %s', async (_what, body) => {
  expect((await post('/v1/customers', body)).status).toBe(200);
});

test.each([
  [
    'a key of 41 characters',
    `metadata[${'k'.repeat(41)}]=v`,
    `Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: ${'k'.repeat(41)}`, // recorded
  ],
  ['a value of 501 characters', `metadata[k]=${'v'.repeat(501)}`, undefined],
  ['a value of 501 pictures', `metadata[k]=${encodeURIComponent('🙂'.repeat(501))}`, undefined],
  ['a key with brackets', 'metadata[a[b]]=v', undefined], // https://docs.stripe.com/metadata#data
  ['a key with half of them', 'metadata[a]b]=v', undefined],
  ['fifty-one keys', keys(51), undefined],
  ['a hash for a value', 'metadata[k][inner]=v', undefined],
])('metadata may not have %s', async (_what, body, message) => {
  const { status, error } = await post('/v1/customers', body);
  expect([status, error['type']]).toEqual([400, 'invalid_request_error']);
  if (message !== undefined) expect(error['message']).toBe(message);
});

test('the limit of fifty keys counts those that are there already, and those that go make room', async () => {
  const { body } = await post('/v1/customers', keys(50));
  const path = `/v1/customers/${String(body['id'])}`;
  expect((await post(path, keys(1, 50))).status).toBe(400);
  expect((await post(path, `${keys(1, 50)}&metadata[k0]=`)).status).toBe(200);
});

test('a customer is made, changed, emptied and deleted', async () => {
  const { stripe } = stranger();
  const address = { line1: '1 Sample St', city: 'Salem' };
  const customer = await stripe.customers.create({
    name: 'Pat Example',
    email: 'pat@a.example',
    phone: '555 0100',
    description: 'sample',
    address,
    shipping: { name: 'Pat', address },
    preferred_locales: ['es', 'en'],
  });
  expect(customer.id).toMatch(/^cus_[A-Za-z0-9]{14}$/);
  expect(customer).toMatchObject({
    object: 'customer',
    balance: 0,
    currency: null,
    delinquent: false,
    livemode: false,
    address: { ...address, country: null, line2: null, postal_code: null, state: null },
  });
  const emptied = await stripe.customers.update(customer.id, {
    name: '',
    email: '',
    phone: '',
    description: '',
    address: '',
    shipping: '',
  });
  expect(emptied).toMatchObject({
    name: null,
    email: null,
    phone: null,
    description: null,
    address: null,
    shipping: null,
  });
  expect(await stripe.customers.del(customer.id)).toEqual({
    id: customer.id,
    object: 'customer',
    deleted: true,
  });
  expect(await stripe.customers.retrieve(customer.id)).toEqual({
    id: customer.id,
    object: 'customer',
    deleted: true,
  });
  const refusals = [
    stripe.customers.update(customer.id, { name: 'Sam' }),
    stripe.customers.del(customer.id),
    stripe.paymentIntents.create({ ...paid, customer: customer.id }),
    stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id }),
  ];
  for (const error of await Promise.all(refusals.map(refusal)))
    expect(error).toMatchObject({
      code: 'resource_missing',
      message: `No such customer: '${customer.id}'`,
    });
  const known = (await stripe.customers.list({ limit: 100 })).data;
  expect(known.filter(({ id }) => id === customer.id)).toEqual([]);
});

test.each([
  ['name=' + 'x'.repeat(257), 'name'],
  ['phone=' + '5'.repeat(21), 'phone'],
  ['email=nobody', 'email'],
  ['description=' + 'x'.repeat(5001), 'description'],
  ['shipping[name]=Pat', 'shipping[address]'],
  ['address[planet]=earth', 'address[planet]'],
])('a customer with %s is refused for %s', async (body, param) => {
  const { status, error } = await post('/v1/customers', body);
  expect([status, error['param']]).toEqual([400, param]);
});

test('a default payment method must be the customer’s own', async () => {
  const { stripe } = stranger();
  const [pat, sam] = [await stripe.customers.create({}), await stripe.customers.create({})];
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: pat.id });
  const settings = { invoice_settings: { default_payment_method: id } };
  expect(await stripe.customers.update(pat.id, settings)).toMatchObject(settings);
  expect(await refusal(stripe.customers.update(sam.id, settings))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'invoice_settings[default_payment_method]',
  });
  await stripe.paymentMethods.detach(id);
  expect(await stripe.customers.retrieve(pat.id)).toMatchObject({
    invoice_settings: { default_payment_method: null },
  });
  const both = 'payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa'; // as the guides write it
  const { status, body } = await post('/v1/customers', both);
  const own = await stripe.customers.listPaymentMethods(String(body['id']));
  expect(own.data).toHaveLength(1);
  expect([status, body['invoice_settings']]).toMatchObject([
    200,
    { default_payment_method: own.data[0]?.id },
  ]);
});

test('a new customer takes nobody else’s payment method, and one that is refused takes none', async () => {
  const { stripe } = stranger();
  const { id: pat } = await stripe.customers.create({});
  const { id: hers } = await stripe.paymentMethods.attach('pm_card_visa', { customer: pat });
  await refusal(stripe.customers.create({ payment_method: hers }));
  expect(await stripe.paymentMethods.retrieve(hers)).toMatchObject({ customer: pat });
  const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
  const settings = { default_payment_method: hers };
  const refused = stripe.customers.create({ payment_method: id, invoice_settings: settings });
  expect(await refusal(refused)).toMatchObject({ param: 'invoice_settings[default_payment_method]' });
  expect(await stripe.paymentMethods.retrieve(id)).toMatchObject({ customer: null });
});

test('a payment method is attached, changed, taken away, and then of no more use', async () => {
  const { stripe } = stranger();
  const { id: customer } = await stripe.customers.create({});
  const loose = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
    billing_details: { name: 'Pat', address: { postal_code: '97301' } },
    allow_redisplay: 'always',
    metadata: { a: '1' },
  });
  expect(loose).toMatchObject({
    customer: null,
    allow_redisplay: 'always',
    metadata: { a: '1' },
    billing_details: { name: 'Pat', email: null },
  });
  const update = {
    billing_details: { email: 'pat@a.example' },
    card: { exp_month: 1, exp_year: 2046 },
    metadata: { b: '2' },
  };
  expect(await refusal(stripe.paymentMethods.update(loose.id, update))).toMatchObject({ statusCode: 400 });
  await stripe.paymentMethods.attach(loose.id, { customer });
  expect(await stripe.paymentMethods.attach(loose.id, { customer })).toMatchObject({ customer }); // again changes nothing
  expect(await stripe.paymentMethods.update(loose.id, update)).toMatchObject({
    billing_details: { name: 'Pat', email: 'pat@a.example' },
    card: { exp_month: 1, exp_year: 2046 },
    metadata: { a: '1', b: '2' },
  });
  const again = stripe.paymentIntents.create({ ...paid, customer, payment_method: loose.id });
  expect((await again).status).toBe('succeeded');
  expect(await stripe.paymentMethods.detach(loose.id)).toMatchObject({ customer: null });
  const refusals = [
    stripe.paymentMethods.detach(loose.id),
    stripe.paymentMethods.attach(loose.id, { customer }),
    stripe.paymentIntents.create({ ...paid, payment_method: loose.id }),
  ];
  for (const error of await Promise.all(refusals.map(refusal)))
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
});

test('a charge takes metadata and a description of its own, and says what the payer reads', async () => {
  const { stripe } = stranger();
  const intent = await stripe.paymentIntents.create({
    ...paid,
    description: 'fee',
    metadata: { a: '1' },
    receipt_email: 'pat@a.example',
    statement_descriptor_suffix: 'FEE 12',
  });
  const [charge] = (await stripe.charges.list({ payment_intent: intent.id })).data;
  expect(charge).toMatchObject({
    description: 'fee',
    metadata: { a: '1' },
    receipt_email: 'pat@a.example',
    calculated_statement_descriptor: expect.stringMatching(/^.{1,22}$/),
    statement_descriptor_suffix: 'FEE 12',
    refunded: false,
    amount_refunded: 0,
    disputed: false,
    outcome: { type: 'authorized', network_status: 'approved_by_network', risk_level: 'normal' },
  });
  const id = String(charge?.id);
  const updated = await stripe.charges.update(id, { description: 'other', metadata: { b: '2' } });
  expect(updated).toMatchObject({ description: 'other', metadata: { a: '1', b: '2' }, amount: 4200 });
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    description: 'fee',
    metadata: { a: '1' },
  });
});

test('the fee and what is left are in the balance transaction, and the balance grows by it', async () => {
  const { stripe } = stranger();
  const pending = async () => {
    const { pending: sums, available } = await stripe.balance.retrieve();
    const usd = (list: Stripe.Balance.Pending[]) =>
      list.find(({ currency }) => currency === 'usd')?.amount ?? 0;
    return { pending: usd(sums), available: usd(available) };
  };
  const before = await pending();
  const intent = await stripe.paymentIntents.create({
    ...paid,
    expand: ['latest_charge.balance_transaction'],
  });
  const [transaction] = (await stripe.balanceTransactions.list({ limit: 1, expand: ['data.source'] })).data;
  expect(transaction).toMatchObject({
    object: 'balance_transaction',
    amount: 4200,
    currency: 'usd',
    fee: 152,
    fee_details: [{ amount: 152, currency: 'usd', type: 'stripe_fee', application: null }],
    net: 4048,
    reporting_category: 'charge',
    source: { object: 'charge', payment_intent: intent.id, balance_transaction: transaction?.id },
    status: 'pending',
    type: 'charge',
    exchange_rate: null,
  });
  expect(await pending()).toEqual({ pending: before.pending + 4048, available: before.available });
  const atOnce = await stripe.paymentIntents.create({
    ...paid,
    payment_method: 'pm_card_bypassPending',
    capture_method: 'automatic',
    expand: ['latest_charge.balance_transaction'],
  });
  // opened inside another object it is what it is when asked for by itself
  expect(atOnce.latest_charge).toMatchObject({ balance_transaction: { status: 'available' } });
  expect(await pending()).toEqual({ pending: before.pending + 4048, available: before.available + 4048 });
  await refusal(stripe.paymentIntents.create({ ...paid, payment_method: 'pm_card_chargeDeclined' }));
  await stripe.paymentIntents.create({ ...paid, capture_method: 'manual' });
  expect(await pending()).toEqual({ pending: before.pending + 4048, available: before.available + 4048 });
});
