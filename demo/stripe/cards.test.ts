// @vitest-environment node
import { expect, test } from 'vitest';
import { aSandbox, refusal } from './test-client.ts';

const purchase = {
  amount: 5000,
  currency: 'usd',
  confirm: true,
  return_url: 'https://agency.example/back',
} as const;

test.each([
  ['pm_card_visa', '4242424242424242', 'visa', 'credit'],
  ['pm_card_visa_debit', '4000056655665556', 'visa', 'debit'],
  ['pm_card_mastercard', '5555555555554444', 'mastercard', 'credit'],
  ['pm_card_mastercard_debit', '5200828282828210', 'mastercard', 'debit'],
  ['pm_card_mastercard_prepaid', '5105105105105100', 'mastercard', 'prepaid'],
  ['pm_card_amex', '378282246310005', 'amex', 'credit'],
  ['pm_card_discover', '6011111111111117', 'discover', 'credit'],
  ['pm_card_diners', '3056930009020004', 'diners', 'credit'],
  ['pm_card_jcb', '3566002020360505', 'jcb', 'credit'],
  ['pm_card_unionpay', '6200000000000005', 'unionpay', 'credit'],
])('%s and %s pay, as a %s %s card', async (name, number, brand, funding) => {
  const { stripe } = await aSandbox();
  const named = await stripe.paymentIntents.create({
    ...purchase,
    payment_method: name,
    expand: ['latest_charge'],
  });
  const card = { number, exp_month: 12, exp_year: 2045, cvc: '123' };
  const typed = await stripe.paymentMethods.create({ type: 'card', card });
  const paid = await stripe.paymentIntents.create({
    ...purchase,
    payment_method: typed.id,
    expand: ['latest_charge'],
  });
  for (const intent of [named, paid]) {
    expect(intent).toMatchObject({
      status: 'succeeded',
      latest_charge: { payment_method_details: { card: { brand, funding, last4: number.slice(-4) } } },
    });
  }
});

test.each([
  ['pm_card_visa_chargeDeclined', '4000000000000002', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', '4000000000009995', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', '4000000000009987', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', '4000000000009979', 'card_declined', 'stolen_card'],
  [
    'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
    '4000000000006975',
    'card_declined',
    'card_velocity_exceeded',
  ],
  ['pm_card_chargeDeclinedExpiredCard', '4000000000000069', 'expired_card', undefined],
  ['pm_card_chargeDeclinedIncorrectCvc', '4000000000000127', 'incorrect_cvc', undefined],
  ['pm_card_chargeDeclinedProcessingError', '4000000000000119', 'processing_error', undefined],
  ['pm_card_chargeCustomerFail', '4000000000000341', 'card_declined', 'generic_decline'],
  ['pm_card_radarBlock', '4100000000000019', 'card_declined', 'fraudulent'],
])('%s and %s decline with %s, %s', async (name, number, code, declineCode) => {
  const { stripe } = await aSandbox();
  const typed = await stripe.paymentMethods.create({
    type: 'card',
    card: { number, exp_month: 12, exp_year: 2045, cvc: '123' },
  });
  for (const payment_method of [name, typed.id]) {
    const error = await refusal(stripe.paymentIntents.create({ ...purchase, payment_method }));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code });
    expect(error.decline_code || undefined).toBe(declineCode); // the client makes '' of none
    expect(error.payment_intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
    });
    expect(await stripe.charges.retrieve(String(error.charge))).toMatchObject({
      status: 'failed',
      failure_code: code,
    });
  }
});

test.each([
  ['4242424242424241', {}, 'incorrect_number', 'number'],
  ['4917484589897107', {}, 'card_declined', undefined],
  ['4242424242424242', { exp_month: 13 }, 'invalid_expiry_month', 'exp_month'],
  ['4242424242424242', { exp_year: 2020 }, 'invalid_expiry_year', 'exp_year'],
  ['4242424242424242', { cvc: '12' }, 'invalid_cvc', 'cvc'],
])('the card data %s %o are refused with %s', async (number, wrong, code, param) => {
  const { stripe } = await aSandbox();
  const card = { number, exp_month: 12, exp_year: 2045, cvc: '123', ...wrong };
  const error = await refusal(stripe.paymentMethods.create({ type: 'card', card }));
  expect(error).toMatchObject({ type: 'StripeCardError', code });
  expect(error.param).toBe(param);
});

test.each([
  'pm_card_authenticationRequired',
  'pm_card_authenticationRequiredOnSetup',
  'pm_card_threeDSecure2Required',
])('%s waits for the payer, and is declined when nobody is there', async (payment_method) => {
  const { stripe } = await aSandbox();
  const waiting = await stripe.paymentIntents.create({ ...purchase, payment_method });
  expect(waiting).toMatchObject({
    status: 'requires_action',
    latest_charge: null,
    next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: purchase.return_url } },
  });
  const error = await refusal(
    stripe.paymentIntents.create({ ...purchase, payment_method, error_on_requires_action: true }),
  );
  expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
});

test('a card that declines cannot be saved, and one that fails later can', async () => {
  const { stripe } = await aSandbox();
  const { id: customer } = await stripe.customers.create({ email: 'payer@example.org' });
  const error = await refusal(stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer }));
  expect(error).toMatchObject({ code: 'card_declined', decline_code: 'generic_decline' });
  await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  const { data } = await stripe.paymentMethods.list({ customer, type: 'card' });
  expect(data.map(({ card }) => card?.last4)).toEqual(['0341']);
});
