// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { idOf } from '../payment/id-of.ts';
import { refusal } from '../test-client.ts';
import { aStranger, eventTypesOf, raw } from './test-stranger.ts';

/**
 * The life of a PaymentIntent: https://docs.stripe.com/payments/paymentintents/lifecycle and the reference; words
 * marked "recorded" are from published recordings of the API (2026-08-26 and later).
 */
const stranger = aStranger();
const return_url = 'https://agency.example/back';
const fee = { amount: 4200, currency: 'usd' } as const;
const paid = { ...fee, confirm: true, payment_method: 'pm_card_visa', return_url } as const;
const create = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stranger().stripe.paymentIntents.create({ ...fee, ...more });
const pay = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) => create({ ...paid, ...more });
const post = (path: string, body = '') => raw(stranger(), 'POST', `/v1/payment_intents/${path}`, { body });
const typesOf = (id: string) => eventTypesOf(stranger(), id);

test('a new intent has the defaults that are recorded', async () => {
  const intent = await create({ metadata: { p: '1' } });
  expect(intent).toMatchObject({
    object: 'payment_intent',
    status: 'requires_payment_method',
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    capture_method: 'automatic_async',
    confirmation_method: 'automatic',
    customer_account: null,
    latest_charge: null,
    livemode: false,
    metadata: { p: '1' },
    payment_method: null,
    payment_method_configuration_details: { id: expect.stringMatching(/^pmc_/), parent: null },
  });
  expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_\\w{25}$`));
  expect(await typesOf(intent.id)).toEqual(['payment_intent.created']);
});

test.each([
  [{}, ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated']],
  [
    { capture_method: 'automatic' },
    ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'],
  ],
  [
    { capture_method: 'manual' },
    ['payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated'],
  ],
] as const)('a payment with %o sends the events %j', async (more, events) => {
  expect(await typesOf((await pay(more)).id)).toEqual(events);
});

test('each way to bring a card: at the create, by an update, at the confirmation, as data, as a token', async () => {
  const { stripe } = stranger();
  const given = await create({ payment_method: 'pm_card_visa' });
  expect(given).toMatchObject({
    status: 'requires_confirmation',
    payment_method: expect.stringMatching(/^pm_/),
  });
  const bare = await create();
  const updated = await stripe.paymentIntents.update(bare.id, { payment_method: 'pm_card_visa' });
  expect(updated.status).toBe('requires_confirmation');
  const token = await stripe.testHelpers.confirmationTokens.create({
    payment_method: 'pm_card_visa',
    return_url,
  });
  for (const [id, params] of [
    [given.id, { return_url }],
    [bare.id, { return_url }],
    [(await create()).id, { return_url, payment_method: 'pm_card_visa' }],
    [(await create()).id, { confirmation_token: token.id }],
  ] as const) {
    expect(await stripe.paymentIntents.confirm(id, params)).toMatchObject({
      status: 'succeeded',
      amount_received: 4200,
    });
  }
  const { id } = await create();
  const data = 'payment_method_data[type]=card&payment_method_data[card][token]=tok_visa';
  expect((await post(`${id}/confirm`, `${data}&return_url=${return_url}`)).body['status']).toBe('succeeded');
});

test('confirming without a card says the way out, with a customer another (recorded)', async () => {
  const { id: customer } = await stranger().stripe.customers.create({});
  for (const [intent, way] of [
    [
      await create(),
      'You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.',
    ],
    [
      await create({ customer }),
      `To confirm the PaymentIntent with ${customer}, specify a payment method attached to this customer along with the customer ID.`,
    ],
  ] as const) {
    const { status, error } = await post(`${intent.id}/confirm`);
    expect([status, error['code']]).toEqual([400, 'payment_intent_unexpected_state']);
    expect(error['message']).toBe(
      `You cannot confirm this PaymentIntent because it's missing a payment method. ${way}`,
    );
    expect(error['payment_intent']).toMatchObject({ id: intent.id, status: 'requires_payment_method' });
  }
});

test('somebody else’s card: the two recorded refusals', async () => {
  const { stripe } = stranger();
  const [pat, sam] = [await stripe.customers.create({}), await stripe.customers.create({})];
  const { id: payment_method } = await stripe.paymentMethods.attach('pm_card_visa', { customer: pat.id });
  const nobodys = await create();
  const { error: first } = await post(
    `${nobodys.id}/confirm`,
    `payment_method=${payment_method}&return_url=${return_url}`,
  );
  expect(first).toMatchObject({
    code: 'parameter_missing',
    param: 'source',
    message: `The \`payment_method\` parameter supplied ${payment_method} belongs to the Customer ${pat.id}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
    payment_intent: { id: nobodys.id },
  });
  const sams = await create({ customer: sam.id });
  const { error: second } = await post(
    `${sams.id}/confirm`,
    `payment_method=${payment_method}&return_url=${return_url}`,
  );
  expect(second).toMatchObject({
    param: 'payment_method',
    message: `The PaymentMethod ${payment_method} does not belong to the Customer you supplied ${sam.id}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
    payment_intent: { id: sams.id },
  });
  expect(second).not.toHaveProperty('code');
});

test('confirming again: the recorded words once it has succeeded, others once it is canceled', async () => {
  const { id } = await pay();
  const { error } = await post(`${id}/confirm`, 'payment_method=pm_card_visa');
  expect(error).toMatchObject({
    code: 'payment_intent_unexpected_state',
    message:
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    payment_intent: { id, status: 'succeeded' },
  });
  const canceled = await create();
  await stranger().stripe.paymentIntents.cancel(canceled.id);
  expect((await post(`${canceled.id}/confirm`, 'payment_method=pm_card_visa')).error).toMatchObject({
    code: 'payment_intent_unexpected_state',
    payment_intent: { id: canceled.id, status: 'canceled' },
  });
});

test('updates: what may change when, in the recorded words', async () => {
  const { stripe } = stranger();
  const open = await create({ description: 'a', metadata: { a: '1' } });
  const moved = await stripe.paymentIntents.update(open.id, {
    amount: 5100,
    currency: 'eur',
    description: 'b',
    metadata: { b: '2' },
    receipt_email: 'pat@a.example',
    shipping: { name: 'Pat', address: { line1: '1 Sample St' } },
    setup_future_usage: 'off_session',
  });
  expect(moved).toMatchObject({
    amount: 5100,
    currency: 'eur',
    description: 'b',
    metadata: { a: '1', b: '2' },
    receipt_email: 'pat@a.example',
    shipping: { name: 'Pat', phone: null, address: { line1: '1 Sample St', line2: null } },
    setup_future_usage: 'off_session',
  });
  const unset = await stripe.paymentIntents.update(open.id, {
    receipt_email: '',
    shipping: '',
    setup_future_usage: '',
  });
  expect(unset).toMatchObject({ receipt_email: null, shipping: null, setup_future_usage: null });

  // ACH debits are in dollars only, and the types follow the currency: https://docs.stripe.com/payments/ach-direct-debit
  expect([open.payment_method_types, moved.payment_method_types]).toEqual([
    ['card', 'us_bank_account'],
    ['card'],
  ]);
  const [pat, sam] = [await stripe.customers.create({}), await stripe.customers.create({})];
  await stripe.paymentIntents.update(open.id, { customer: pat.id });
  expect((await post(open.id, `customer=${sam.id}`)).error).toMatchObject({
    code: 'payment_intent_unexpected_state', // recorded: woocommerce/woocommerce-gateway-stripe#1068
    message:
      'You cannot modify `customer` on a PaymentIntent once it already has been set. To fulfill a payment with a different Customer, cancel this PaymentIntent and create a new one.',
  });

  const { id } = await pay();
  for (const [body, param] of [
    ['amount=9999', 'amount'],
    ['currency=eur', 'currency'],
    ['payment_method=pm_card_visa', 'payment_method'],
    ['setup_future_usage=off_session', 'setup_future_usage'],
  ] as const) {
    expect((await post(id, body)).error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      param,
      message: `This PaymentIntent's ${param} could not be updated because it has a status of succeeded. You may only update the ${param} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      payment_intent: { id },
    });
  }
  const after = await stripe.paymentIntents.update(id, { metadata: { u: 'v' }, description: 'after' });
  expect(after).toMatchObject({ metadata: { u: 'v' }, description: 'after', status: 'succeeded' });
});

test('an intent that was declined is tried again with another card, and only the last charge is its latest', async () => {
  const { stripe } = stranger();
  const { id } = await create();
  await refusal(
    stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined', return_url }),
  );
  const declined = await stripe.paymentIntents.retrieve(id);
  expect(declined).toMatchObject({ status: 'requires_payment_method', payment_method: null });
  const succeeded = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url });
  expect(succeeded).toMatchObject({ status: 'succeeded', last_payment_error: null });
  const { data } = await stripe.charges.list({ payment_intent: id });
  expect(data.map(({ id: charge, status }) => [charge, status])).toEqual([
    [idOf(succeeded.latest_charge), 'succeeded'],
    [idOf(declined.latest_charge), 'failed'],
  ]);
  expect(await typesOf(id)).toEqual([
    'payment_intent.created',
    'charge.failed',
    'payment_intent.payment_failed',
    'charge.succeeded',
    'payment_intent.succeeded',
    'charge.updated',
  ]);
});

test('what cannot be together: two methods, a set-up while nobody is there, a descriptor of a card', async () => {
  const { id } = await create();
  const token = await stranger().stripe.testHelpers.confirmationTokens.create({
    payment_method: 'pm_card_visa',
  });
  const both = await post(`${id}/confirm`, `payment_method=pm_card_visa&confirmation_token=${token.id}`);
  expect(both.error).toMatchObject({ code: 'parameters_exclusive', payment_intent: { id } });
  const away = await refusal(pay({ off_session: true, setup_future_usage: 'off_session' }));
  expect(away.message).toMatch(
    /^You cannot confirm with `off_session=true` when `setup_future_usage` is also set/,
  );
  for (const off_session of ['one_off', 'recurring'] as const)
    expect(await pay({ off_session })).toMatchObject({ status: 'succeeded' });
  const descriptor = await refusal(pay({ statement_descriptor: 'COUNTY FEES' })); // as its documentation says
  expect(descriptor).toMatchObject({ statusCode: 400, param: 'statement_descriptor' });
  const mandate_data = { customer_acceptance: { type: 'offline' as const } };
  const bank = {
    statement_descriptor: 'COUNTY FEES',
    payment_method: 'pm_usBankAccount_success',
    mandate_data,
  };
  expect(await pay(bank)).toMatchObject({ status: 'processing', statement_descriptor: 'COUNTY FEES' });
});
