// @vitest-environment node
import { expect, test } from 'vitest';
import { idOf } from './payment/id-of.ts';
import { aSandbox, clientOf, refusal } from './test-client.ts';

const fee = {
  amount: 4200,
  currency: 'usd',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;
const back = 'https://agency.example/back';

test('an intent confirmed with a token ends in a charge and a balance transaction', async () => {
  const { stripe } = await aSandbox();
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  const intent = await stripe.paymentIntents.create(fee);
  expect(intent).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: null,
  });

  const confirmed = await stripe.paymentIntents.confirm(intent.id, {
    confirmation_token: token.id,
    expand: ['latest_charge', 'payment_method'],
  });
  expect(confirmed).toMatchObject({
    status: 'succeeded',
    amount_received: 4200,
    latest_charge: {
      status: 'succeeded',
      paid: true,
      captured: true,
      outcome: { type: 'authorized' },
      payment_method_details: { card: { brand: 'visa', last4: '4242' } },
    },
    payment_method: { type: 'card', card: { last4: '4242' } },
  });
  const expanded = { expand: ['latest_charge.balance_transaction'] };
  expect(await stripe.paymentIntents.retrieve(intent.id, expanded)).toMatchObject({
    latest_charge: {
      balance_transaction: { amount: 4200, fee: 152, net: 4048, type: 'charge', status: 'pending' },
    },
  });
  expect(await stripe.confirmationTokens.retrieve(token.id)).toMatchObject({ payment_intent: intent.id });
});

test('a decline is a 402 with its code, charge and intent, and another card can follow', async () => {
  const { stripe } = await aSandbox();
  const intent = await stripe.paymentIntents.create(fee);
  const error = await refusal(
    stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    }),
  );
  expect(error).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    doc_url: 'https://stripe.com/docs/error-codes/card-declined',
    payment_intent: { id: intent.id, status: 'requires_payment_method', payment_method: null },
  });
  const declined = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  expect(declined.last_payment_error).toMatchObject({
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    charge: error.charge,
    payment_method: { card: { last4: '9995' } },
  });
  expect(declined.latest_charge).toMatchObject({
    id: error.charge,
    status: 'failed',
    balance_transaction: null,
  });

  const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_mastercard' });
  expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  expect((await stripe.charges.list({ payment_intent: intent.id })).data.map(({ paid }) => paid)).toEqual([
    true,
    false,
  ]);
});

test('a ConfirmationToken confirms once, within twelve hours, in its own account', async () => {
  let now = new Date('2031-03-01T08:00:00Z');
  const { stripe } = await aSandbox({ clock: () => now });
  const { id: confirmation_token, expires_at } = await stripe.testHelpers.confirmationTokens.create({
    payment_method: 'pm_card_visa',
  });
  const { id } = await stripe.paymentIntents.create(fee, { stripeAccount: 'acct_linn' });
  expect(
    await refusal(stripe.paymentIntents.confirm(id, { confirmation_token }, { stripeAccount: 'acct_linn' })),
  ).toMatchObject({ code: 'resource_missing', param: 'confirmation_token' });

  const intents = await Promise.all([1, 2].map(() => stripe.paymentIntents.create(fee)));
  await stripe.paymentIntents.confirm(String(intents[0]?.id), { confirmation_token });
  const spent = await refusal(stripe.paymentIntents.confirm(String(intents[1]?.id), { confirmation_token }));
  expect(spent).toMatchObject({ statusCode: 400, param: 'confirmation_token' });

  const late = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  now = new Date(Number(expires_at) * 1000);
  const expired = await refusal(
    stripe.paymentIntents.confirm(String(intents[1]?.id), { confirmation_token: late.id }),
  );
  expect(expired.message).toContain('expired');
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('manual capture holds the amount, and takes it or a part of it later', async () => {
  const { stripe } = await aSandbox();
  const held = await stripe.paymentIntents.create({
    ...fee,
    capture_method: 'manual',
    confirm: true,
    payment_method: 'pm_card_visa',
    expand: ['latest_charge'],
  });
  expect(held).toMatchObject({
    status: 'requires_capture',
    amount_capturable: 4200,
    amount_received: 0,
    latest_charge: { captured: false, balance_transaction: null, status: 'succeeded' },
  });
  expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  expect(await refusal(stripe.paymentIntents.capture(held.id, { amount_to_capture: 4201 }))).toMatchObject({
    code: 'amount_too_large',
  });
  const captured = await stripe.paymentIntents.capture(held.id, {
    amount_to_capture: 4000,
    expand: ['latest_charge.balance_transaction'],
  });
  expect(captured).toMatchObject({
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: 4000,
    latest_charge: {
      captured: true,
      amount_captured: 4000,
      amount_refunded: 0,
      balance_transaction: { amount: 4000 },
    },
  });
  expect(await refusal(stripe.paymentIntents.capture(held.id))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  });
});

test('an authorisation that is a week old cannot be captured', async () => {
  let now = new Date('2031-03-01T08:00:00Z');
  const { stripe } = await aSandbox({ clock: () => now });
  const held = await stripe.paymentIntents.create({
    ...fee,
    capture_method: 'manual',
    confirm: true,
    payment_method: 'pm_card_visa',
  });
  now = new Date('2031-03-08T08:00:00Z');
  expect(await refusal(stripe.paymentIntents.capture(held.id))).toMatchObject({
    code: 'charge_expired_for_capture',
  });
});

test.each([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
] as const)(
  'an intent that %s can be canceled, once, and then neither confirmed nor captured',
  async (status) => {
    const { stripe } = await aSandbox();
    const made = await stripe.paymentIntents.create(
      {
        requires_payment_method: fee,
        requires_confirmation: { ...fee, payment_method: 'pm_card_visa' },
        requires_action: { ...fee, confirm: true, payment_method: 'pm_card_authenticationRequired' },
        requires_capture: {
          ...fee,
          confirm: true,
          payment_method: 'pm_card_visa',
          capture_method: 'manual' as const,
        },
      }[status],
    );
    expect(made.status).toBe(status);
    const canceled = await stripe.paymentIntents.cancel(made.id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
      amount_capturable: 0,
    });
    for (const late of await Promise.all(
      [
        stripe.paymentIntents.cancel(made.id),
        stripe.paymentIntents.capture(made.id),
        stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_visa' }),
      ].map(refusal),
    )) {
      expect(late).toMatchObject({
        statusCode: 400,
        code: 'payment_intent_unexpected_state',
        payment_intent: { id: made.id, status: 'canceled' },
      });
    }
  },
);

test('an intent that succeeded is not charged again, canceled, or given another amount', async () => {
  const { stripe } = await aSandbox();
  const { id } = await stripe.paymentIntents.create({
    ...fee,
    confirm: true,
    payment_method: 'pm_card_visa',
  });
  const again = await refusal(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }));
  expect(again.message).toBe(
    'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
  );
  for (const late of await Promise.all(
    [stripe.paymentIntents.cancel(id), stripe.paymentIntents.update(id, { amount: 100 })].map(refusal),
  )) {
    expect(late).toMatchObject({ code: 'payment_intent_unexpected_state' });
  }
  expect((await stripe.paymentIntents.update(id, { description: 'Supervision fee' })).description).toBe(
    'Supervision fee',
  );
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('a refused confirmation changes nothing, not even the details that came with it', async () => {
  const { stripe } = await aSandbox();
  const intent = await stripe.paymentIntents.create(fee);
  await refusal(stripe.paymentIntents.confirm(intent.id, { receipt_email: 'payer@example.org' })); // no payment method
  expect(await stripe.paymentIntents.retrieve(intent.id)).toEqual(intent);
});

test('where redirects are allowed a return url is demanded, unless stripe.js handles what comes next', async () => {
  const { stripe, sandbox } = await aSandbox();
  const open = { amount: 4200, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' };
  expect((await refusal(stripe.paymentIntents.create(open))).message).toContain(
    'you must provide a `return_url`',
  );
  expect((await stripe.paymentIntents.create({ ...open, return_url: back })).status).toBe('succeeded');
  expect((await stripe.paymentIntents.create({ ...open, ...fee })).status).toBe('succeeded');

  const made = await clientOf(sandbox, 'pk_test_sandbox').rawRequest('POST', '/v1/confirmation_tokens', {
    payment_method_data: {
      type: 'card',
      card: { number: '4242424242424242', exp_month: 12, exp_year: 2045, cvc: '123' },
    },
  });
  const { id } = await stripe.paymentIntents.create({ amount: 4200, currency: 'usd' });
  const confirmation_token = 'id' in made ? String(made.id) : '';
  expect((await stripe.paymentIntents.confirm(id, { confirmation_token })).status).toBe('succeeded');
});

test('two ways to name the payment method exclude each other', async () => {
  const { stripe } = await aSandbox();
  const { id } = await stripe.paymentIntents.create(fee);
  const both = { payment_method: 'pm_card_visa', confirmation_token: 'ctoken_x' };
  expect(await refusal(stripe.paymentIntents.confirm(id, both))).toMatchObject({
    code: 'parameters_exclusive',
  });
});

test('a card is saved for later only if it pays, and is then its customer’s alone', async () => {
  const { stripe } = await aSandbox();
  const [pat, sam] = await Promise.all(['Pat', 'Sam'].map((name) => stripe.customers.create({ name })));
  const paid = await stripe.paymentIntents.create({
    ...fee,
    confirm: true,
    customer: String(pat?.id),
    payment_method: 'pm_card_visa',
    setup_future_usage: 'off_session',
  });
  const saved = await stripe.customers.listPaymentMethods(String(pat?.id));
  expect(saved.data.map(({ id }) => id)).toEqual([paid.payment_method]);
  for (const customer of [{ customer: String(sam?.id) }, {}]) {
    const stolen = { ...fee, ...customer, confirm: true, payment_method: idOf(paid.payment_method) ?? '' };
    expect(await refusal(stripe.paymentIntents.create(stolen))).toMatchObject({
      statusCode: 400,
      param: 'customer' in customer ? 'payment_method' : 'source',
    });
  }
});

test('a card that nobody saved pays once', async () => {
  const { stripe } = await aSandbox();
  const { id: payment_method } = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
  });
  await stripe.paymentIntents.create({ ...fee, confirm: true, payment_method });
  const again = await refusal(stripe.paymentIntents.create({ ...fee, confirm: true, payment_method }));
  expect(again.message).toContain('It may not be used again');
});
