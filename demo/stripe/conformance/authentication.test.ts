// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { idOf } from '../payment/id-of.ts';
import { clientOf, refusal } from '../test-client.ts';
import { aStranger, endChallenge } from './test-stranger.ts';

/** Read from https://docs.stripe.com/testing#regulatory-cards and #three-ds-cards. */
const stranger = aStranger();
const return_url = 'https://agency.example/back';
const purchase = { amount: 5000, currency: 'usd', confirm: true, return_url } as const;
const pay = (payment_method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stranger().stripe.paymentIntents.create({
    ...purchase,
    payment_method,
    expand: ['latest_charge'],
    ...more,
  });
const typed = async (number: string) => {
  const card = { number, exp_month: 12, exp_year: 2045, cvc: '123' };
  return (await stranger().stripe.paymentMethods.create({ type: 'card', card })).id;
};
const asked = (request_three_d_secure: 'any' | 'challenge') => ({
  payment_method_options: { card: { request_three_d_secure } },
});
const threeDSecure = ({ latest_charge: charge }: Stripe.PaymentIntent) =>
  typeof charge === 'object' ? charge?.payment_method_details?.card?.three_d_secure : undefined;

/** name or number, and how the payment ends once the payer has passed */
const CHALLENGED: [string, string][] = [
  ['pm_card_authenticationRequiredOnSetup', 'succeeded'],
  ['4000002500003155', 'succeeded'],
  ['pm_card_authenticationRequired', 'succeeded'],
  ['4000002760003184', 'succeeded'],
  ['pm_card_authenticationRequiredSetupForOffSession', 'succeeded'],
  ['4000003800000446', 'succeeded'],
  ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ['4000008260003178', 'insufficient_funds'],
  ['pm_card_threeDSecure2Required', 'succeeded'],
  ['tok_threeDSecure2Required', 'succeeded'],
  ['4000000000003220', 'succeeded'],
  ['4000008400000027', 'succeeded'],
  ['pm_card_threeDSecureRequired', 'succeeded'], // no longer in the table, and taken: laravel/cashier-stripe's tests
  ['4000000000003063', 'succeeded'],
  ['pm_card_threeDSecureRequiredChargeDeclined', 'generic_decline'],
  ['4000008400001629', 'generic_decline'],
  ['4000582600000094', 'succeeded'],
  ['4000582600000045', 'succeeded'],
  ['4000582600000102', 'succeeded'],
  ['4000582600000110', 'succeeded'],
];

async function methodOf(name: string): Promise<string> {
  if (/^\d/.test(name)) return typed(name);
  if (!name.startsWith('tok_')) return name;
  return (await stranger().stripe.paymentMethods.create({ type: 'card', card: { token: name } })).id;
}

test.each(CHALLENGED)('%s must be authenticated on session, and then ends as %s', async (name, end) => {
  const waiting = await pay(await methodOf(name));
  expect(waiting).toMatchObject({
    status: 'requires_action',
    latest_charge: null,
    amount_received: 0,
    next_action: { type: 'redirect_to_url', redirect_to_url: { return_url } },
  });
  await endChallenge(stranger(), waiting);
  const ended = await stranger().stripe.paymentIntents.retrieve(waiting.id, { expand: ['latest_charge'] });
  if (end === 'succeeded') {
    expect(ended).toMatchObject({ status: 'succeeded', next_action: null, amount_received: 5000 });
    expect(threeDSecure(ended)).toMatchObject({ result: 'authenticated', authentication_flow: 'challenge' });
  } else {
    expect(ended).toMatchObject({
      status: 'requires_payment_method',
      next_action: null,
      last_payment_error: { type: 'card_error', code: 'card_declined', decline_code: end },
    });
  }
});

test.each(CHALLENGED)('%s refused by the payer wants another payment method', async (name) => {
  const waiting = await pay(await methodOf(name));
  await endChallenge(stranger(), waiting, false);
  expect(await stranger().stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: null,
    last_payment_error: { code: 'payment_intent_authentication_failure', payment_method: { type: 'card' } },
  });
});

/** A card saved to a new customer, authenticated where that is asked. */
async function saved(name: string) {
  const { stripe } = stranger();
  const { id: customer } = await stripe.customers.create({});
  const setup = await stripe.setupIntents.create({
    customer,
    payment_method: await methodOf(name),
    confirm: true,
    return_url,
  });
  if (setup.status === 'requires_action') await endChallenge(stranger(), setup);
  const { status, payment_method } = await stripe.setupIntents.retrieve(setup.id);
  expect(status).toBe('succeeded');
  return { customer, payment_method: idOf(payment_method) ?? '' };
}

test.each([
  // name, off session without a set-up, off session once set up
  ['pm_card_authenticationRequiredOnSetup', 'authentication_required', 'succeeded'],
  ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required'],
  ['pm_card_authenticationRequiredSetupForOffSession', 'succeeded', 'succeeded'],
  [
    'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    'authentication_required',
    'insufficient_funds',
  ],
  ['pm_card_threeDSecure2Required', 'authentication_required', 'authentication_required'],
  ['pm_card_visa', 'succeeded', 'succeeded'],
])('%s off session: %s at first, %s once it is set up', async (name, fresh, setUp) => {
  const { payment_method, customer } = await saved(name);
  const end = (attempt: Promise<Stripe.PaymentIntent>) =>
    attempt.then(
      ({ status }) => status,
      (error: unknown) => (error as Stripe.errors.StripeCardError).decline_code,
    );
  expect(await end(pay(name, { off_session: true }))).toBe(fresh);
  expect(await end(pay(payment_method, { customer, off_session: true }))).toBe(setUp);
});

test.each([
  ['pm_card_authenticationRequired', 'failed'],
  ['pm_card_threeDSecure2Required', undefined], // Radar asked: the issuer never heard of it (recorded)
])('%s off session: the error says all, and the charge is %s', async (name, charged) => {
  const { stripe } = stranger();
  const { customer, payment_method } = await saved(name);
  const error = await refusal(pay(payment_method, { customer, off_session: true }));
  expect(error).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    payment_method: { id: payment_method, customer },
    payment_intent: {
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code: 'authentication_required', payment_method: { id: payment_method } },
    },
  });
  const charge = error.charge === undefined ? undefined : await stripe.charges.retrieve(error.charge);
  expect(charge?.status).toBe(charged);

  // the payer comes back, is asked, and pays the same intent
  const id = String(error.payment_intent?.id);
  const waiting = await stripe.paymentIntents.confirm(id, { payment_method, return_url });
  expect(waiting.status).toBe('requires_action');
  await endChallenge(stranger(), waiting);
  expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'succeeded',
    last_payment_error: null,
  });
});

test('a payment that must not wait is declined instead, with authentication_not_handled', async () => {
  const attempt = pay('pm_card_authenticationRequiredOnSetup', { error_on_requires_action: true });
  expect(await refusal(attempt)).toMatchObject({
    statusCode: 402,
    code: 'authentication_required',
    decline_code: 'authentication_not_handled',
    payment_intent: { status: 'requires_payment_method' },
  });
});

test.each([
  ['pm_card_threeDSecureOptional', 'requires_action'],
  ['4000000000003055', 'requires_action'],
  ['pm_card_visa', 'attempt_acknowledged'],
  ['pm_card_amex_threeDSecureNotSupported', 'not_supported'],
  ['378282246310005', 'not_supported'],
  ['pm_card_threeDSecureOptionalProcessingError', 'processing_error'],
  ['4000000000003097', 'processing_error'],
])('%s, asked for 3-D Secure on purpose: %s', async (name, end) => {
  for (const how of ['any', 'challenge'] as const) {
    const intent = await pay(await methodOf(name), asked(how));
    if (end === 'requires_action') expect(intent).toMatchObject({ status: end, latest_charge: null });
    else expect([intent.status, threeDSecure(intent)?.result]).toEqual(['succeeded', end]);
  }
  const unasked = await pay(await methodOf(name));
  expect(unasked.status).toBe('succeeded');
  expect(threeDSecure(unasked)).toBeNull();
});

test('the frictionless card is authenticated without a word', async () => {
  const paid = await pay(await typed('4000000032200000'));
  expect(paid.status).toBe('succeeded');
  expect(threeDSecure(paid)).toMatchObject({ result: 'authenticated', authentication_flow: 'frictionless' });
});

test('a payment that is confirmed by hand waits for the server once more after the check', async () => {
  const { stripe, sandbox } = stranger();
  const waiting = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'usd',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
    confirmation_method: 'manual',
    payment_method: 'pm_card_authenticationRequired',
    use_stripe_sdk: true,
  });
  expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  await endChallenge(stranger(), waiting);
  const passed = await stripe.paymentIntents.retrieve(waiting.id);
  expect(passed).toMatchObject({ status: 'requires_confirmation', next_action: null, latest_charge: null });
  const browser = clientOf(sandbox, 'pk_test_sandbox').paymentIntents.confirm(waiting.id, {
    client_secret: String(waiting.client_secret),
  } as Stripe.PaymentIntentConfirmParams);
  const error = await refusal(browser);
  expect(error).toMatchObject({ statusCode: 400 });
  expect(error.message).toContain('`confirmation_method` is set to `manual`');
  const paid = await stripe.paymentIntents.confirm(waiting.id, { expand: ['latest_charge'] });
  expect(paid.status).toBe('succeeded');
  expect(threeDSecure(paid)).toMatchObject({ result: 'authenticated' });
});

test.each(['pm_card_chargeDeclined', 'pm_card_threeDSecureRequiredProcessingError'])(
  'setting up %s is declined and says why on the intent',
  async (payment_method) => {
    const { stripe } = stranger();
    const error = await refusal(stripe.setupIntents.create({ payment_method, confirm: true, return_url }));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code: 'card_declined' });
    expect(error.setup_intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: { code: 'card_declined' },
    });
  },
);

test('a set-up that the payer refuses wants another payment method', async () => {
  const { stripe } = stranger();
  const payment_method = 'pm_card_authenticationRequiredOnSetup';
  const waiting = await stripe.setupIntents.create({ payment_method, confirm: true, return_url });
  expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  await endChallenge(stranger(), waiting, false);
  expect(await stripe.setupIntents.retrieve(waiting.id)).toMatchObject({
    status: 'requires_payment_method',
    last_setup_error: { code: 'setup_intent_authentication_failure' },
  });
});
