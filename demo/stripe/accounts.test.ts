// @vitest-environment node
import { expect, test } from 'vitest';
import { aSandbox, clientOf, refusal } from './test-client.ts';

const fee = { amount: 4200, currency: 'usd' };

test('an object is invisible from every other account', async () => {
  const { stripe } = await aSandbox();
  const linn = { stripeAccount: 'acct_linn' };
  const intent = await stripe.paymentIntents.create(
    { ...fee, confirm: true, payment_method: 'pm_card_visa', return_url: 'https://a.example' },
    linn,
  );
  const customer = await stripe.customers.create({ name: 'Pat Example' }, linn);
  for (const elsewhere of [{ stripeAccount: 'acct_polk' }, {}]) {
    expect(await refusal(stripe.paymentIntents.retrieve(intent.id, {}, elsewhere))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'intent',
      message: `No such payment_intent: '${intent.id}'`,
    });
    expect((await stripe.paymentIntents.list({}, elsewhere)).data).toEqual([]);
    expect((await stripe.balanceTransactions.list({}, elsewhere)).data).toEqual([]);
    expect(
      await refusal(stripe.paymentIntents.create({ ...fee, customer: customer.id }, elsewhere)),
    ).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'customer',
    });
  }
});

test('a connected account belongs to the platform that used it first', async () => {
  const { sandbox, stripe } = await aSandbox();
  await stripe.customers.list({}, { stripeAccount: 'acct_linn' });
  const stranger = clientOf(sandbox, 'sk_test_stranger');
  expect(await refusal(stranger.customers.list({}, { stripeAccount: 'acct_linn' }))).toMatchObject({
    type: 'StripePermissionError',
    statusCode: 403,
    code: 'account_invalid',
  });
});

test.each([
  ['sk_live_whatever', /refuses live keys/],
  ['nonsense', /Invalid API Key provided/],
])('the key %s is refused with 401', async (key, message) => {
  const { sandbox } = await aSandbox();
  const error = await refusal(clientOf(sandbox, key).customers.list());
  expect(error).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
  expect(error.message).toMatch(message);
  expect(error.message).not.toContain(key);
});
