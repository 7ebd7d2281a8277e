// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { idOf } from './payment/id-of.ts';
import { aSandbox, clientOf, refusal } from './test-client.ts';

const back = 'https://agency.example/back';
const fee = { amount: 4200, currency: 'usd', confirm: true, return_url: back } as const;
type Client = Awaited<ReturnType<typeof aSandbox>>;

/** The payer answers the bank's question, as the page of the challenge does. */
async function endChallenge(
  { sandbox }: Client,
  intent: { id: string; client_secret: string | null },
  passed = true,
) {
  const params = { client_secret: intent.client_secret, passed };
  await clientOf(sandbox, 'pk_test_sandbox').rawRequest(
    'POST',
    `/v1/sandbox/challenges/${intent.id}`,
    params,
  );
}

/** A card saved to a new customer, authenticated where the bank asks for it. */
async function saved(client: Client, payment_method: string) {
  const { id: customer } = await client.stripe.customers.create({ name: 'Pat Example' });
  const params = { customer, payment_method, confirm: true, return_url: back };
  const intent = await client.stripe.setupIntents.create(params);
  if (intent.status === 'requires_action') await endChallenge(client, intent);
  const ended = await client.stripe.setupIntents.retrieve(intent.id);
  expect(ended.status).toBe('succeeded');
  return { customer, payment_method: idOf(ended.payment_method) ?? '' };
}

test('a card that is set up belongs to its customer and pays while nobody is there', async () => {
  const client = await aSandbox();
  const card = await saved(client, 'pm_card_visa');
  const { data } = await client.stripe.customers.listPaymentMethods(card.customer);
  expect(data.map(({ id }) => id)).toEqual([card.payment_method]);
  const paid = await client.stripe.paymentIntents.create({ ...fee, ...card, off_session: true });
  expect(paid).toMatchObject({ status: 'succeeded', customer: card.customer });
  expect((await client.stripe.paymentIntents.create({ ...fee, ...card })).status).toBe('succeeded'); // and again
});

test.each([
  // https://docs.stripe.com/testing#regulatory-cards
  { card: 'pm_card_authenticationRequiredOnSetup', setUp: 'succeeded', fresh: 'authentication_required' },
  {
    card: 'pm_card_authenticationRequired',
    setUp: 'authentication_required',
    fresh: 'authentication_required',
  },
  { card: 'pm_card_authenticationRequiredSetupForOffSession', setUp: 'succeeded', fresh: 'succeeded' },
  {
    card: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    setUp: 'card_declined',
    fresh: 'authentication_required',
  },
])('$card off session: $setUp once set up, $fresh if not', async ({ card, setUp, fresh }) => {
  const client = await aSandbox();
  const { stripe } = client;
  const offSession = async (params: Partial<Stripe.PaymentIntentCreateParams>) => {
    const outcome = stripe.paymentIntents.create({ ...fee, ...params, off_session: true });
    return outcome.then(
      ({ status }) => status,
      (error: unknown) => (error as Stripe.errors.StripeError).code,
    );
  };
  const kept = await saved(client, card);
  expect(await offSession(kept)).toBe(setUp);
  expect(await offSession({ payment_method: card })).toBe(fresh);
  expect((await stripe.paymentIntents.create({ ...fee, ...kept })).status).toBe('requires_action'); // on session
});

test('authentication_required is a card error with the decline code, the charge and the waiting intent', async () => {
  const client = await aSandbox();
  const kept = await saved(client, 'pm_card_authenticationRequired');
  const error = await refusal(client.stripe.paymentIntents.create({ ...fee, ...kept, off_session: true }));
  expect(error).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    code: 'authentication_required',
    decline_code: 'authentication_required',
    payment_method: { id: kept.payment_method },
    payment_intent: {
      status: 'requires_payment_method',
      last_payment_error: { code: 'authentication_required', payment_method: { id: kept.payment_method } },
    },
  });
  const intent = error.payment_intent;
  const again = await client.stripe.paymentIntents.confirm(String(intent?.id), {
    payment_method: kept.payment_method,
    return_url: back,
  });
  expect(again.status).toBe('requires_action'); // the payer is back
});

test.each(['on_session', 'off_session'] as const)(
  'a payment with setup_future_usage %s saves the card after the challenge, not before',
  async (setup_future_usage) => {
    const client = await aSandbox();
    const { stripe } = client;
    const { id: customer } = await stripe.customers.create();
    const payment_method = 'pm_card_authenticationRequiredOnSetup';
    const waiting = await stripe.paymentIntents.create({
      ...fee,
      customer,
      setup_future_usage,
      payment_method,
    });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
    await endChallenge(client, waiting);
    const [card] = (await stripe.customers.listPaymentMethods(customer)).data;
    const later = stripe.paymentIntents.create({
      ...fee,
      customer,
      payment_method: String(card?.id),
      off_session: true,
    });
    if (setup_future_usage === 'off_session') expect((await later).status).toBe('succeeded');
    else expect(await refusal(later)).toMatchObject({ code: 'authentication_required' });
  },
);

test('a challenge that is failed leaves an intent that wants another card, and nothing saved', async () => {
  const client = await aSandbox();
  const { stripe } = client;
  const { id: customer } = await stripe.customers.create();
  const params = {
    customer,
    confirm: true,
    payment_method: 'pm_card_authenticationRequired',
    return_url: back,
  };
  const waiting = await stripe.setupIntents.create(params);
  expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
  await endChallenge(client, waiting, false);
  expect(await stripe.setupIntents.retrieve(waiting.id, { expand: ['latest_attempt'] })).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    last_setup_error: { code: 'setup_intent_authentication_failure' },
    latest_attempt: { status: 'failed' },
  });
  expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
  const other = await stripe.setupIntents.confirm(waiting.id, { payment_method: 'pm_card_visa' });
  expect(other).toMatchObject({ status: 'succeeded', last_setup_error: null });
});

test.each([
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
])('%s cannot be set up: %s', async (payment_method, code, decline_code) => {
  const { stripe } = await aSandbox();
  const error = await refusal(stripe.setupIntents.create({ confirm: true, payment_method }));
  expect(error).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    code,
    decline_code,
    setup_intent: { status: 'requires_payment_method', last_setup_error: { code } },
  });
});

test('a card that only declines charges is set up', async () => {
  const { stripe } = await aSandbox();
  const intent = await stripe.setupIntents.create({
    confirm: true,
    payment_method: 'pm_card_chargeCustomerFail',
  });
  expect(intent.status).toBe('succeeded');
});

test('an intent that has ended is neither confirmed nor canceled, and one without a card says so first', async () => {
  const { stripe } = await aSandbox();
  const { id } = await stripe.setupIntents.create();
  const without = await refusal(stripe.setupIntents.confirm(id));
  expect(without).toMatchObject({ code: 'setup_intent_unexpected_state', setup_intent: { id } });
  expect(without.message).toContain("it's missing a payment method");
  await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' });
  for (const late of await Promise.all(
    [
      stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' }),
      stripe.setupIntents.cancel(id),
      stripe.setupIntents.update(id, { payment_method: 'pm_card_visa' }),
    ].map(refusal),
  )) {
    expect(late).toMatchObject({ statusCode: 400, code: 'setup_intent_unexpected_state' });
  }
});

test('a ConfirmationToken sets up a card once', async () => {
  const { stripe } = await aSandbox();
  const { id: confirmation_token } = await stripe.testHelpers.confirmationTokens.create({
    payment_method: 'pm_card_visa',
  });
  const intent = await stripe.setupIntents.create({ confirm: true, confirmation_token });
  expect(await stripe.confirmationTokens.retrieve(confirmation_token)).toMatchObject({
    setup_intent: intent.id,
    payment_intent: null,
  });
  expect(await refusal(stripe.setupIntents.create({ confirm: true, confirmation_token }))).toMatchObject({
    param: 'confirmation_token',
  });
});

test('a card that was detached can neither pay nor be attached again', async () => {
  const client = await aSandbox();
  const { stripe } = client;
  const { customer, payment_method } = await saved(client, 'pm_card_visa');
  await stripe.paymentMethods.detach(payment_method);
  for (const again of await Promise.all(
    [
      stripe.paymentMethods.attach(payment_method, { customer }),
      stripe.paymentIntents.create({ ...fee, payment_method }),
    ].map(refusal),
  )) {
    expect(again.message).toMatch(/may not be used again/);
  }
  expect((await refusal(stripe.paymentMethods.detach(payment_method))).message).toContain('not attached');
});

test('a deleted customer is known by its id only, and its cards are nobody’s', async () => {
  const client = await aSandbox();
  const { stripe } = client;
  const { customer, payment_method } = await saved(client, 'pm_card_visa');
  expect(await stripe.customers.del(customer)).toMatchObject({ id: customer, deleted: true });
  expect(await stripe.customers.retrieve(customer)).toEqual({
    id: customer,
    object: 'customer',
    deleted: true,
  });
  expect((await stripe.customers.list()).data).toEqual([]);
  expect((await stripe.paymentMethods.retrieve(payment_method)).customer).toBe(null);
  expect(await refusal(stripe.setupIntents.create({ customer }))).toMatchObject({ code: 'resource_missing' });
});
