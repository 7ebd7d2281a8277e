// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { aStranger, eventTypesOf, raw } from './test-stranger.ts';

/** https://docs.stripe.com/payments/place-a-hold-on-a-payment-method; words marked "recorded" as beside. */
const stranger = aStranger();
const return_url = 'https://agency.example/back';
const fee = { amount: 4200, currency: 'usd' } as const;
const paid = { ...fee, confirm: true, payment_method: 'pm_card_visa', return_url } as const;
const create = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stranger().stripe.paymentIntents.create({ ...fee, ...more });
const pay = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) => create({ ...paid, ...more });
const hold = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  pay({ capture_method: 'manual', ...more });
const post = (path: string, body = '') => raw(stranger(), 'POST', `/v1/payment_intents/${path}`, { body });
const typesOf = (id: string) => eventTypesOf(stranger(), id);

test('captures: all, a part, and each recorded refusal, which leaves the hold as it was', async () => {
  const { stripe } = stranger();
  const held = await hold({ expand: ['latest_charge'] });
  expect(held).toMatchObject({
    status: 'requires_capture',
    amount_capturable: 4200,
    amount_received: 0,
    latest_charge: {
      status: 'succeeded',
      paid: true,
      captured: false,
      amount_captured: 0,
      balance_transaction: null,
      payment_method_details: { card: { capture_before: expect.any(Number) } },
    },
  });
  for (const [body, error] of [
    ['amount_to_capture=-100', { param: 'amount_to_capture', message: 'Invalid non-negative integer' }],
    [
      'amount_to_capture=0',
      {
        code: 'parameter_invalid_integer',
        param: 'amount',
        message: 'This value must be greater than or equal to 1.',
      },
    ],
    [
      'amount_to_capture=4201',
      {
        code: 'amount_too_large',
        message: expect.stringMatching(/^The payment could not be captured because the requested/),
      },
    ],
    ['amount_to_capture=some', { code: 'parameter_invalid_integer', param: 'amount_to_capture' }],
    ['statement_descriptor=FEE', { param: 'statement_descriptor' }],
    ['foo=1', { code: 'parameter_unknown', param: 'foo' }],
  ] as const) {
    const answer = await post(`${held.id}/capture`, body);
    expect([body, answer.status]).toEqual([body, 400]);
    expect(answer.error).toMatchObject({
      ...error,
      payment_intent: { id: held.id, status: 'requires_capture' },
    });
  }
  const captured = await stripe.paymentIntents.capture(held.id, {
    amount_to_capture: 4000,
    metadata: { a: 'b' },
    statement_descriptor_suffix: 'PART',
    expand: ['latest_charge.balance_transaction'],
  });
  expect(captured).toMatchObject({
    status: 'succeeded',
    amount: 4200,
    amount_capturable: 0,
    amount_received: 4000,
    metadata: { a: 'b' },
    statement_descriptor_suffix: 'PART',
    latest_charge: {
      amount: 4200,
      amount_captured: 4000,
      captured: true,
      calculated_statement_descriptor: expect.stringContaining('PART'),
      balance_transaction: { amount: 4000, net: 4000 - 146 },
    },
  });
  expect((await typesOf(held.id)).slice(-2)).toEqual(['charge.captured', 'payment_intent.succeeded']);
});

test.each([
  [
    'nothing yet',
    create,
    'This PaymentIntent could not be captured because it has a status of requires_payment_method. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
  ],
  [
    'captured by itself',
    pay,
    'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.',
  ],
])('what has %s cannot be captured (recorded)', async (_what, make, message) => {
  const { id } = await make();
  const { status, error } = await post(`${id}/capture`);
  expect(status).toBe(400);
  expect(error).toMatchObject({ code: 'payment_intent_unexpected_state', message, payment_intent: { id } });
});

test('cancels: each reason, what was held, and the recorded refusals', async () => {
  const { stripe } = stranger();
  const reasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const;
  for (const cancellation_reason of reasons) {
    const { id } = await create();
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason });
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason,
      canceled_at: expect.any(Number),
    });
    expect(await typesOf(id)).toEqual(['payment_intent.created', 'payment_intent.canceled']);
  }
  const held = await hold();
  const let_go = await stripe.paymentIntents.cancel(held.id, { expand: ['latest_charge'] });
  expect(let_go).toMatchObject({
    status: 'canceled',
    cancellation_reason: null,
    amount_capturable: 0,
    latest_charge: { status: 'succeeded', captured: false },
  });
  for (const [id, status] of [
    [held.id, 'canceled'],
    [(await pay()).id, 'succeeded'],
  ]) {
    const { error } = await post(`${String(id)}/cancel`);
    expect(error).toMatchObject({
      code: 'payment_intent_unexpected_state',
      message: `You cannot cancel this PaymentIntent because it has a status of ${String(status)}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.`,
      payment_intent: { id },
    });
  }
  const { id } = await create();
  const wrong = await post(`${id}/cancel`, 'cancellation_reason=bored');
  expect(wrong.error).toMatchObject({ param: 'cancellation_reason', payment_intent: { id } });
  const unknown = await post(`${id}/cancel`, 'amount=1&currency=usd');
  expect(unknown.error).toMatchObject({ code: 'parameter_unknown', param: 'amount', payment_intent: { id } }); // recorded
});
