// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import { idOf } from '../payment/id-of.ts';
import { aStranger, raw } from './test-stranger.ts';

/**
 * Saved cards: https://docs.stripe.com/payments/save-and-reuse and the reference; words marked "recorded" are from
 * published recordings of the API (2026-08-26). Cards that ask for 3-D Secure are in authentication.test.ts.
 */
const stranger = aStranger();
const return_url = 'https://agency.example/back';
const post = (path: string, body = '') => raw(stranger(), 'POST', `/v1/setup_intents/${path}`, { body });
const create = (params: Stripe.SetupIntentCreateParams = {}) => stranger().stripe.setupIntents.create(params);
const confirmed = { confirm: true, payment_method: 'pm_card_visa', return_url } as const;
async function customerWithCard() {
  const { stripe } = stranger();
  const { id: customer } = await stripe.customers.create({});
  const { id: payment_method } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  return { customer, payment_method };
}

test('a new intent has the defaults that are recorded, and one with a card awaits its confirmation', async () => {
  const intent = await create();
  expect(intent).toMatchObject({
    object: 'setup_intent',
    status: 'requires_payment_method',
    latest_attempt: null,
    last_setup_error: null,
    mandate: null,
    next_action: null,
    payment_method: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    single_use_mandate: null,
    usage: 'off_session',
  });
  expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_\\w{25}$`));
  expect((await create({ payment_method: 'pm_card_visa' })).status).toBe('requires_confirmation');
});

test('a card that is set up is its customer’s, tells so, and can be charged again and again', async () => {
  const { stripe } = stranger();
  const { id: customer } = await stripe.customers.create({});
  const intent = await create({ ...confirmed, customer });
  expect(intent).toMatchObject({
    status: 'succeeded',
    latest_attempt: expect.stringMatching(/^setatt_/),
    mandate: null,
  });
  const payment_method = idOf(intent.payment_method) ?? '';
  expect(await stripe.paymentMethods.retrieve(payment_method)).toMatchObject({ customer });
  const { data } = await stripe.events.list({ limit: 3 });
  expect(data.map(({ type }) => type).toReversed()).toEqual([
    'setup_intent.created',
    'payment_method.attached',
    'setup_intent.succeeded',
  ]);
  const fee = { amount: 4200, currency: 'usd', confirm: true, customer, payment_method, return_url };
  for (const off_session of [true, false])
    expect((await stripe.paymentIntents.create({ ...fee, off_session })).status).toBe('succeeded');
  const attempts = await stripe.setupAttempts.list({ setup_intent: intent.id });
  expect(attempts.data).toMatchObject([{ status: 'succeeded', payment_method, setup_error: null }]);
});

test('a card that is declined leaves the intent open, and says why in both places (recorded)', async () => {
  const { stripe } = stranger();
  const { id } = await create({ payment_method: 'pm_card_chargeDeclinedExpiredCard' });
  const { status, error } = await post(`${id}/confirm`, `return_url=${return_url}`);
  expect(status).toBe(402);
  expect(error).toMatchObject({
    type: 'card_error',
    code: 'expired_card',
    decline_code: 'expired_card',
    param: 'exp_month',
    message: 'Your card has expired.',
    payment_method: { object: 'payment_method' },
    setup_intent: {
      id,
      status: 'requires_payment_method',
      payment_method: null,
      latest_attempt: expect.stringMatching(/^setatt_/),
      last_setup_error: { code: 'expired_card', param: 'exp_month', payment_method: { type: 'card' } },
    },
  });
  expect(await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa', return_url })).toMatchObject(
    {
      status: 'succeeded',
      last_setup_error: null,
    },
  );
});

test('confirming without a card says so first, whatever the state, and asks no customer’s default (recorded)', async () => {
  const { stripe } = stranger();
  const { customer, payment_method } = await customerWithCard();
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: payment_method } });
  const canceled = await create();
  await stripe.setupIntents.cancel(canceled.id);
  for (const { id } of [await create({ customer }), canceled]) {
    const { error } = await post(`${id}/confirm`);
    expect(error).toMatchObject({
      code: 'setup_intent_unexpected_state',
      message:
        "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      setup_intent: { id, latest_attempt: null },
    });
  }
});

test('a PaymentIntent does ask for its customer’s default card (recorded)', async () => {
  const { stripe } = stranger();
  const { customer, payment_method } = await customerWithCard();
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: payment_method } });
  const { id } = await stripe.paymentIntents.create({ amount: 4200, currency: 'usd', customer });
  expect(await stripe.paymentIntents.confirm(id, { return_url })).toMatchObject({
    status: 'succeeded',
    payment_method,
  });
});

test('somebody else’s card: the recorded refusals, at the confirmation and at an update', async () => {
  const { stripe } = stranger();
  const { customer, payment_method } = await customerWithCard();
  const { id: other } = await stripe.customers.create({});
  const [theirs, nobodys] = [await create({ customer: other }), await create()];
  const notTheirs = `The PaymentMethod ${payment_method} does not belong to the Customer you supplied ${other}. Please use this PaymentMethod with the Customer that it belongs to instead.`;
  const unnamed = `The payment method supplied (${payment_method}) belongs to the Customer ${customer}. Please include the Customer in the \`customer\` parameter on the SetupIntent.`;
  for (const [path, id, message] of [
    [`${theirs.id}/confirm`, theirs.id, notTheirs],
    [`${nobodys.id}/confirm`, nobodys.id, unnamed],
    [theirs.id, theirs.id, notTheirs],
    [nobodys.id, nobodys.id, unnamed],
  ] as const) {
    const { status, error } = await post(path, `payment_method=${payment_method}`);
    expect(status).toBe(400);
    expect(error).toMatchObject({ param: 'payment_method', message, setup_intent: { id } });
    expect(error).not.toHaveProperty('code');
  }
});

test('what has ended: the recorded refusals, and what may still change', async () => {
  const { stripe } = stranger();
  const done = await create(confirmed);
  const gone = await create({ payment_method: 'pm_card_visa' });
  expect(await stripe.setupIntents.cancel(gone.id, { cancellation_reason: 'duplicate' })).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'duplicate',
    payment_method: gone.payment_method,
    client_secret: gone.client_secret,
  });
  for (const [path, body, message] of [
    [`${done.id}/confirm`, '', 'You cannot confirm this SetupIntent because it has already succeeded.'],
    [
      `${done.id}/cancel`,
      '',
      'You cannot cancel this SetupIntent because it has a status of succeeded. Only a SetupIntent with one of the following statuses may be canceled: `requires_payment_method`, `requires_confirmation`, or `requires_action`.',
    ],
    [
      done.id,
      'payment_method=pm_card_visa',
      'You cannot update this SetupIntent because it has already succeeded.',
    ],
    [`${gone.id}/confirm`, '', 'You cannot confirm this SetupIntent because it has been canceled.'],
    [`${gone.id}/cancel`, '', 'You cannot cancel this SetupIntent because it is already canceled.'],
  ] as const) {
    const { status, error } = await post(path, body);
    expect([path, status]).toEqual([path, 400]);
    expect(error).toMatchObject({
      code: 'setup_intent_unexpected_state',
      message,
      setup_intent: { object: 'setup_intent' },
    });
  }
  const { id: customer } = await stripe.customers.create({});
  expect(
    await stripe.setupIntents.update(done.id, { description: 'after', metadata: { k: 'v' }, customer }),
  ).toMatchObject({
    description: 'after',
    metadata: { k: 'v' },
    customer,
    status: 'succeeded',
  });
});

test.each([
  ['cancellation_reason=fraudulent', 'cancellation_reason'], // of PaymentIntents only
  ['foo=1', 'foo'],
])('a cancel with %s is refused, and shows the intent', async (body, param) => {
  const { id } = await create();
  expect((await post(`${id}/cancel`, body)).error).toMatchObject({ param, setup_intent: { id } });
});

test.each([
  // https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment#test-account-numbers
  ['success', '6789', 'succeeded', undefined],
  ['accountClosed', '1113', 'requires_payment_method', 'account_closed'],
  ['noAccount', '1116', 'requires_payment_method', 'no_account'],
  ['insufficientFunds', '2227', 'requires_payment_method', 'insufficient_funds'],
  ['debitNotAuthorized', '3335', 'requires_payment_method', 'debit_not_authorized'],
  ['weeklyLimitExceeded', '7771', 'requires_payment_method', 'charge_exceeds_source_limit'],
])('a debit of pm_usBankAccount_%s (%s) ends as %s, %s', async (name, last4, status, code) => {
  const { stripe } = stranger();
  const payment_method = `pm_usBankAccount_${name}`;
  const params = { amount: 4200, currency: 'usd', confirm: true, return_url };
  const mandate_data = { customer_acceptance: { type: 'offline' as const } };
  const { id } = await stripe.paymentIntents.create({ ...params, payment_method, mandate_data });
  const ended = await vi.waitUntil(
    async () => {
      const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
      return intent.status !== 'processing' && intent;
    },
    { timeout: 10_000 },
  );
  expect([ended.status, ended.last_payment_error?.code]).toEqual([status, code]);
  expect(ended.latest_charge).toMatchObject({ payment_method_details: { us_bank_account: { last4 } } });
});

test.each(['riskLevelHighest', 'invalidCurrency', 'failMicrodeposits'])(
  'a debit of pm_usBankAccount_%s is refused for what it leads to',
  async (name) => {
    const body = `amount=4200&currency=usd&confirm=true&return_url=${return_url}&payment_method=pm_usBankAccount_${name}`;
    const { status, error } = await raw(stranger(), 'POST', '/v1/payment_intents', { body });
    expect([status, error['code']]).toEqual([400, 'sandbox_unsupported']);
  },
);
