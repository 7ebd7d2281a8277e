// @vitest-environment node
import type Stripe from 'stripe';
import { beforeAll, expect, test } from 'vitest';
import { aSandbox } from '../test-client.ts';
import { aStranger, raw } from './test-stranger.ts';

/** https://docs.stripe.com/api/pagination, and the filters of each list in the reference. */
const stranger = aStranger();
const return_url = 'https://agency.example/back';
const fee = {
  amount: 4200,
  currency: 'usd',
  confirm: true,
  payment_method: 'pm_card_visa',
  return_url,
} as const;
const get = (path: string) => raw(stranger(), 'GET', path);
const idsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['data'] as { id: string }[]).map(({ id }) => id);

/** Each list with its address; three of everything are there. */
let lists: Record<string, string>;
beforeAll(async () => {
  const { stripe } = stranger();
  const { id: customer } = await stripe.customers.create({ email: 'pat@a.example' });
  for (let n = 0; n < 3; n++) {
    await stripe.customers.create({ email: `${n}@a.example` });
    await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.paymentIntents.create({ ...fee, customer });
    await stripe.setupIntents.create({ customer });
    await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/hook', enabled_events: ['payout.paid'] });
  }
  const setup = await stripe.setupIntents.create({});
  for (const payment_method of [
    'pm_card_visa_chargeDeclined',
    'pm_card_chargeDeclinedExpiredCard',
    'pm_card_visa',
  ])
    await stripe.setupIntents.confirm(setup.id, { payment_method, return_url }).catch(() => {});
  lists = {
    balance_transactions: '/v1/balance_transactions',
    charges: '/v1/charges',
    customers: '/v1/customers',
    'payment methods of a customer': `/v1/customers/${customer}/payment_methods`,
    events: '/v1/events',
    payment_intents: '/v1/payment_intents',
    payment_methods: `/v1/payment_methods?customer=${customer}`,
    setup_attempts: `/v1/setup_attempts?setup_intent=${setup.id}`,
    setup_intents: '/v1/setup_intents',
    webhook_endpoints: '/v1/webhook_endpoints',
  };
});

const NAMES = [
  'balance_transactions',
  'charges',
  'customers',
  'payment methods of a customer',
  'events',
  'payment_intents',
  'payment_methods',
  'setup_attempts',
  'setup_intents',
  'webhook_endpoints',
];
const withQuery = (name: string, query: string) => {
  const path = lists[name] ?? '';
  return get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
};

test.each(NAMES)('the list of %s goes by pages in both directions, newest first', async (name) => {
  const all = idsOf(await withQuery(name, 'limit=100'));
  expect(all.length).toBeGreaterThanOrEqual(3);
  const [first = '', second = '', third = ''] = all;
  const page = await withQuery(name, 'limit=1');
  expect(page.body).toMatchObject({ object: 'list', has_more: true, url: (lists[name] ?? '').split('?')[0] });
  expect(Object.keys(page.body).toSorted()).toEqual(['data', 'has_more', 'object', 'url']);
  expect(idsOf(page)).toEqual([first]);
  expect(idsOf(await withQuery(name, `limit=1&starting_after=${first}`))).toEqual([second]);
  const back = await withQuery(name, `limit=1&ending_before=${third}`);
  expect([idsOf(back), back.body['has_more']]).toEqual([[second], true]);
  const top = await withQuery(name, `limit=2&ending_before=${third}`);
  expect([idsOf(top), top.body['has_more']]).toEqual([[first, second], false]);
  const bottom = await withQuery(name, `limit=100&starting_after=${all.at(-1) ?? ''}`);
  expect([idsOf(bottom), bottom.body['has_more']]).toEqual([[], false]);
});

test.each(NAMES)('the list of %s refuses wrong limits, cursors and names', async (name) => {
  const refusals: [string, object][] = [
    [
      'limit=0',
      {
        code: 'parameter_invalid_integer',
        param: 'limit',
        message: 'This value must be greater than or equal to 1.',
      },
    ],
    [
      'limit=101',
      {
        code: 'parameter_invalid_integer',
        param: 'limit',
        message: "This value must be less than or equal to 100 (it currently is '101').",
      },
    ],
    ['limit=abc', { code: 'parameter_invalid_integer', param: 'limit', message: 'Invalid integer: abc' }],
    ['starting_after=xx_nobody', { code: 'resource_missing', param: 'starting_after' }],
    ['ending_before=xx_nobody', { code: 'resource_missing', param: 'ending_before' }],
    ['offset=1', { code: 'parameter_unknown', param: 'offset' }],
  ];
  for (const [query, error] of refusals) {
    const answer = await withQuery(name, query);
    expect([query, answer.status]).toEqual([query, 400]);
    expect(answer.error).toMatchObject({ type: 'invalid_request_error', ...error });
  }
});

test('ten are shown where nobody says how many, and the client walks them all', async () => {
  const { stripe } = stranger();
  const page = await stripe.events.list();
  expect([page.data.length, page.has_more]).toEqual([10, true]);
  const walked: string[] = [];
  for await (const { id } of stripe.events.list({ limit: 3 })) walked.push(id);
  const all = (await stripe.events.list({ limit: 100 })).data.map(({ id }) => id);
  expect(walked).toEqual(all);
  const backwards: string[] = [];
  for await (const { id } of stripe.events.list({ limit: 3, ending_before: all.at(-1) ?? '' }))
    backwards.push(id);
  expect(backwards).toEqual(all.slice(0, -1).toReversed());
});

test.each([
  // recorded of payment_intents
  ['/v1/payment_intents?customer=pi_1', 'customer', "No such customer: 'pi_1'"],
  ['/v1/charges?customer=cus_no', 'customer', "No such customer: 'cus_no'"],
  ['/v1/charges?payment_intent=pi_no', 'payment_intent', "No such payment_intent: 'pi_no'"],
  ['/v1/setup_intents?customer=cus_no', 'customer', "No such customer: 'cus_no'"],
  ['/v1/setup_attempts?setup_intent=seti_no', 'setup_intent', "No such setupintent: 'seti_no'"],
  ['/v1/payment_methods?customer=cus_no', 'customer', "No such customer: 'cus_no'"],
])('%s: a filter that names nobody is a 400', async (path, param, message) => {
  const { status, error } = await get(path);
  expect(status).toBe(400);
  expect(error).toMatchObject({ code: 'resource_missing', param, message });
});

test('each filter shows what it names, by itself and together with a page', async () => {
  const { stripe } = stranger();
  const { id: customer } = await stripe.customers.create({ email: 'sam@a.example' });
  const saved = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  const intent = await stripe.paymentIntents.create({
    ...fee,
    customer,
    payment_method: saved.id,
    transfer_group: 'A',
  });
  const setup = await stripe.setupIntents.create({ customer, payment_method: saved.id });
  const [charge] = (await stripe.charges.list({ payment_intent: intent.id })).data;
  expect(charge?.payment_intent).toBe(intent.id);
  const ids = ({ data }: Stripe.ApiList<{ id: string }>) => data.map(({ id }) => id);
  const charges = (params: Stripe.ChargeListParams) => stripe.charges.list(params).then(ids);
  expect(await charges({ customer })).toEqual([charge?.id]);
  expect(await charges({ transfer_group: 'A' })).toEqual([charge?.id]);
  expect(await charges({ transfer_group: 'B' })).toEqual([]);
  expect(ids(await stripe.paymentIntents.list({ customer, limit: 1 }))).toEqual([intent.id]);
  expect(ids(await stripe.setupIntents.list({ customer }))).toEqual([setup.id]);
  expect(ids(await stripe.setupIntents.list({ payment_method: saved.id }))).toEqual([setup.id]);
  expect(ids(await stripe.customers.list({ email: 'sam@a.example' }))).toEqual([customer]);
  expect(ids(await stripe.customers.list({ email: 'SAM@a.example' }))).toEqual([]); // as documented: case-sensitive
  expect(ids(await stripe.paymentMethods.list({ customer, type: 'card' }))).toEqual([saved.id]);
  expect(ids(await stripe.paymentMethods.list({ customer, type: 'us_bank_account' }))).toEqual([]);
  const money = (params: Stripe.BalanceTransactionListParams) =>
    stripe.balanceTransactions.list(params).then(({ data }) => data.map(({ source }) => source));
  expect(await money({ source: charge?.id ?? '' })).toEqual([charge?.id]);
  expect(await money({ type: 'refund' })).toEqual([]);
  expect((await money({ type: 'charge', currency: 'usd', limit: 100 })).length).toBeGreaterThan(3);
  expect(await money({ currency: 'eur' })).toEqual([]);
  expect(await money({ payout: 'po_none' })).toEqual([]);
});

test('created filters by time, as a moment or a range, in whole seconds', async () => {
  let now = new Date('2031-05-01T12:00:00Z');
  const { stripe } = await aSandbox({ clock: () => now });
  const early = await stripe.customers.create({});
  now = new Date('2031-05-01T12:00:10.900Z');
  const late = await stripe.customers.create({});
  expect(late.created).toBe(early.created + 10);
  const of = async (created: Stripe.RangeQueryParam | number) =>
    (await stripe.customers.list({ created })).data.map(({ id }) => id);
  expect(await of(early.created)).toEqual([early.id]);
  expect(await of({ gt: early.created })).toEqual([late.id]);
  expect(await of({ gte: early.created })).toEqual([late.id, early.id]);
  expect(await of({ lt: late.created })).toEqual([early.id]);
  expect(await of({ lte: late.created })).toEqual([late.id, early.id]);
  expect(await of({ gt: early.created, lt: late.created })).toEqual([]);
  for (const wrong of ['created=yesterday', 'created[gte]=x', 'created[from]=1'])
    expect((await get(`/v1/customers?${wrong}`)).status).toBe(400);
});

test('events are listed by type, by group of types, by several, and by whether they were delivered', async () => {
  const { stripe } = stranger();
  const types = async (params: Stripe.EventListParams) => {
    const { data } = await stripe.events.list({ ...params, limit: 100 });
    return [...new Set(data.map(({ type }) => type))].toSorted();
  };
  expect(await types({ type: 'charge.succeeded' })).toEqual(['charge.succeeded']);
  expect(await types({ type: 'charge.*' })).toEqual(['charge.succeeded', 'charge.updated']);
  expect(await types({ type: 'charge.[sx]*' })).toEqual([]);
  expect(await types({ types: ['charge.succeeded', 'customer.created'] })).toEqual([
    'charge.succeeded',
    'customer.created',
  ]);
  const all = await types({});
  expect(await types({ delivery_success: true })).toEqual(all);
  expect(await types({ delivery_success: false })).toEqual([]);
  const dead = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/nobody',
    enabled_events: ['customer.updated'],
  });
  const { id } = await stripe.customers.create({});
  await stripe.customers.update(id, { name: 'Pat' });
  expect(await types({ delivery_success: false })).toEqual(['customer.updated']);
  expect(await types({ delivery_success: true, type: 'customer.updated' })).toEqual([]);
  await stripe.webhookEndpoints.del(dead.id);

  const both = await get('/v1/events?type=charge.failed&types[]=charge.failed');
  expect([both.status, both.error['code']]).toEqual([400, 'parameters_exclusive']);
  const many = Array.from({ length: 21 }, (_, n) => `types[]=a.t${n}`).join('&');
  expect((await get(`/v1/events?${many}`)).status).toBe(400);
});
