// @vitest-environment node
import { expect, test } from 'vitest';
import { aSandbox, refusal } from './test-client.ts';

const fee = {
  amount: 4200,
  currency: 'usd',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;

test('an intent confirmed with a token ends in a charge and a balance transaction', async () => {
  const { stripe } = await aSandbox();
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  const intent = await stripe.paymentIntents.create(fee);
  expect(intent.status).toBe('requires_payment_method');

  const confirmed = await stripe.paymentIntents.confirm(intent.id, {
    confirmation_token: token.id,
    expand: ['latest_charge.balance_transaction', 'payment_method'],
  });

  expect(confirmed).toMatchObject({
    status: 'succeeded',
    amount_received: 4200,
    latest_charge: {
      status: 'succeeded',
      paid: true,
      outcome: { type: 'authorized' },
      payment_method_details: { card: { brand: 'visa', last4: '4242' } },
      balance_transaction: {
        amount: 4200,
        fee: 152,
        net: 4048,
        type: 'charge',
        reporting_category: 'charge',
        status: 'pending',
      },
    },
    payment_method: { type: 'card', card: { last4: '4242' } },
  });
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' });
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
    payment_intent: { id: intent.id, status: 'requires_payment_method', payment_method: null },
  });
  const declined = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  expect(declined.last_payment_error).toMatchObject({
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    charge: error.charge,
  });
  expect(declined.latest_charge).toMatchObject({
    id: error.charge,
    status: 'failed',
    balance_transaction: null,
  });

  const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_mastercard' });
  expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
});
