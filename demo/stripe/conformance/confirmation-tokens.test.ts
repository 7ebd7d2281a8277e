// @vitest-environment node
import { expect, test } from 'vitest';
import { idOf } from '../payment/id-of.ts';
import { clientOf, refusal } from '../test-client.ts';
import { aStranger, raw } from './test-stranger.ts';

/** https://docs.stripe.com/api/confirmation_tokens and the test helper that makes them. */
const stranger = aStranger();
const return_url = 'https://agency.example/back';
const fee = { amount: 4200, currency: 'usd' } as const;
const make = (params: object = { payment_method: 'pm_card_visa' }) =>
  stranger().stripe.testHelpers.confirmationTokens.create(params);

test('a token previews its card, lives for twelve hours, and belongs to nothing yet', async () => {
  const token = await make({
    payment_method: 'pm_card_mastercard',
    return_url,
    setup_future_usage: 'off_session',
    shipping: { name: 'Pat', address: { line1: '1 Sample St' } },
  });
  expect(token).toMatchObject({
    object: 'confirmation_token',
    id: expect.stringMatching(/^ctoken_/),
    expires_at: token.created + 12 * 60 * 60,
    payment_intent: null,
    setup_intent: null,
    return_url,
    setup_future_usage: 'off_session',
    shipping: { name: 'Pat', phone: null, address: { line1: '1 Sample St', city: null } },
    payment_method_preview: { type: 'card', customer: null, card: { brand: 'mastercard', last4: '4444' } },
    use_stripe_sdk: false,
  });
  expect(await stranger().stripe.confirmationTokens.retrieve(token.id)).toEqual(
    JSON.parse(JSON.stringify(token)),
  );
});

test('what a token says goes into the intent that it confirms, and the token says which that was', async () => {
  const { stripe } = stranger();
  const { id: customer } = await stripe.customers.create({});
  const token = await make({
    payment_method: 'pm_card_visa',
    return_url,
    setup_future_usage: 'off_session',
    shipping: { name: 'Pat', address: { line1: '1 Sample St' } },
  });
  const { id } = await stripe.paymentIntents.create({ ...fee, customer });
  const paid = await stripe.paymentIntents.confirm(id, { confirmation_token: token.id });
  expect(paid).toMatchObject({
    status: 'succeeded',
    setup_future_usage: 'off_session',
    shipping: { name: 'Pat' },
    payment_method: expect.stringMatching(/^pm_/),
  });
  const saved = await stripe.customers.listPaymentMethods(customer);
  expect(saved.data.map((method) => method.id)).toEqual([idOf(paid.payment_method)]);
  expect(await stripe.confirmationTokens.retrieve(token.id)).toMatchObject({
    payment_intent: id,
    setup_intent: null,
    expires_at: null,
  });
});

test('a token is spent once, even by a card that was declined, and an unknown one is missing', async () => {
  const { stripe } = stranger();
  const token = await make({ payment_method: 'pm_card_chargeDeclined', return_url });
  const { id } = await stripe.paymentIntents.create(fee);
  const declined = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: token.id }));
  expect(declined).toMatchObject({ statusCode: 402, code: 'card_declined' });
  const again = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: token.id }));
  expect(again).toMatchObject({ statusCode: 400, param: 'confirmation_token', payment_intent: { id } });
  const unknown = await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: 'ctoken_no' }));
  expect(unknown).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'confirmation_token' });
  expect(await refusal(stripe.confirmationTokens.retrieve('ctoken_no'))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  });
});

test('a refused confirmation spends no token', async () => {
  const { stripe } = stranger();
  const token = await make({ payment_method: 'pm_card_visa' }); // without a return url
  const { id } = await stripe.paymentIntents.create(fee);
  expect(await refusal(stripe.paymentIntents.confirm(id, { confirmation_token: token.id }))).toMatchObject({
    statusCode: 400,
  });
  expect((await stripe.paymentIntents.confirm(id, { confirmation_token: token.id, return_url })).status).toBe(
    'succeeded',
  );
});

test.each([
  ['', 'payment_method_data'],
  ['payment_method=pm_card_visa&payment_method_data[type]=card', 'payment_method'],
  ['payment_method=pm_no', 'payment_method'],
  ['payment_method=pm_card_visa&foo=1', 'foo'],
  ['payment_method=pm_card_visa&return_url=nowhere', 'return_url'],
  ['payment_method=pm_card_visa&setup_future_usage=always', 'setup_future_usage'],
])('a token from «%s» is refused for %s', async (body, param) => {
  const answer = await raw(stranger(), 'POST', '/v1/test_helpers/confirmation_tokens', { body });
  expect([answer.status, answer.error['param']]).toEqual([400, param]);
});

test('a browser’s key cannot use the test helper, and may read a token', async () => {
  const { sandbox } = stranger();
  const headers = { authorization: 'Bearer pk_test_sandbox' };
  const helper = await raw(stranger(), 'POST', '/v1/test_helpers/confirmation_tokens', {
    body: 'payment_method=pm_card_visa',
    headers,
  });
  expect([helper.status, helper.error['code']]).toEqual([403, 'secret_key_required']);
  const { id } = await make();
  expect((await clientOf(sandbox, 'pk_test_sandbox').confirmationTokens.retrieve(id)).id).toBe(id);
});
