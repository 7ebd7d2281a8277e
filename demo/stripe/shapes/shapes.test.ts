// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import { operations } from '../operations.ts';
import { idOf } from '../payment/id-of.ts';
import { aSandbox } from '../test-client.ts';
import { EVENT_TYPES } from '../webhooks/events.ts';
import { ANSWERS, OWN, Witness } from './witness.ts';
import { problems } from './shape.ts';
import { sdkType } from './sdk-types.ts';

const fee = {
  amount: 4200,
  currency: 'usd',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;
const paid = { ...fee, confirm: true, payment_method: 'pm_card_visa' } as const;

test('every answer of every operation, and every event, has the shape of the SDK’s own types', async () => {
  const { sandbox } = await aSandbox();
  const witness = new Witness();
  const stripe = witness.client(sandbox.url);
  const customer = await customers(stripe);
  await payments(stripe, customer.id);
  await moreEnds(stripe);
  await setups(stripe, customer.id);
  await declines(stripe);
  await refusals(stripe, sandbox.url, witness);
  await endpoints(stripe);
  await stripe.customers.del(customer.id);
  await stripe.customers.retrieve(customer.id);
  for await (const { id } of stripe.events.list({ limit: 100 })) await stripe.events.retrieve(id);

  expect(witness.found).toEqual([]);
  const all = operations.map(({ method, path }) => `${method} ${path}`).filter((name) => !OWN.includes(name));
  expect([...witness.seen].toSorted()).toEqual(all.toSorted());
  expect(Object.keys(ANSWERS).toSorted()).toEqual(all.toSorted());
  expect([...witness.eventTypes].toSorted()).toEqual([...EVENT_TYPES].toSorted());
});

async function customers(stripe: Stripe): Promise<Stripe.Customer> {
  const address = { line1: '1 Sample St', city: 'Salem', state: 'OR', postal_code: '97301', country: 'US' };
  const customer = await stripe.customers.create({
    name: 'Pat Example',
    email: 'pat@example.org',
    address,
    shipping: { name: 'Pat Example', address },
    metadata: { n: 1 },
    preferred_locales: ['es'],
  });
  await stripe.customers.update(customer.id, { description: 'sample', phone: '555 0100' });
  await stripe.customers.list({ email: 'pat@example.org' });
  const saved = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
  await stripe.paymentMethods.update(saved.id, { billing_details: { name: 'Pat' }, metadata: { a: 'b' } });
  await stripe.customers.retrievePaymentMethod(customer.id, saved.id);
  await stripe.customers.listPaymentMethods(customer.id, { expand: ['data.customer'] });
  await stripe.paymentMethods.list({ customer: customer.id });
  await stripe.paymentMethods.detach(saved.id);
  const typed = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: '378282246310005', exp_month: 12, exp_year: 2045, cvc: '1234' },
    billing_details: { email: 'pat@example.org', address },
  });
  await stripe.paymentMethods.retrieve(typed.id);
  return customer;
}

async function payments(stripe: Stripe, customer: string): Promise<void> {
  const { id } = await stripe.paymentIntents.create({
    ...fee,
    customer,
    description: 'fee',
    receipt_email: 'a@b.example',
  });
  await stripe.paymentIntents.update(id, { amount: 5000, metadata: { payment: '1' } });
  const token = await stripe.testHelpers.confirmationTokens.create({
    payment_method: 'pm_card_visa',
    shipping: { name: 'Pat', address: { line1: '1 Sample St' } },
  });
  await stripe.paymentIntents.confirm(id, { confirmation_token: token.id });
  await stripe.confirmationTokens.retrieve(token.id);
  const intent = await stripe.paymentIntents.retrieve(id, {
    expand: ['latest_charge.balance_transaction', 'customer', 'payment_method.customer'],
  });
  const chargeId = typeof intent.latest_charge === 'object' ? String(intent.latest_charge?.id) : '';
  await stripe.charges.update(chargeId, { description: 'changed', metadata: { a: 'b' } });
  await stripe.charges.retrieve(chargeId, { expand: ['payment_intent', 'balance_transaction.source'] });
  await stripe.charges.list({ expand: ['data.payment_intent'] });
  await stripe.paymentIntents.list({ expand: ['data.latest_charge'] });
  const { data } = await stripe.balanceTransactions.list({ expand: ['data.source'] });
  await stripe.balanceTransactions.retrieve(String(data[0]?.id));
  await stripe.balance.retrieve();
}

async function moreEnds(stripe: Stripe): Promise<void> {
  const held = await stripe.paymentIntents.create({
    ...paid,
    capture_method: 'manual',
    expand: ['latest_charge'],
  });
  await stripe.paymentIntents.capture(held.id, { amount_to_capture: 4000 });
  const back = 'https://agency.example/back';
  const waiting = await stripe.paymentIntents.create({
    ...paid,
    automatic_payment_methods: { enabled: true },
    payment_method: 'pm_card_authenticationRequired',
    return_url: back,
  });
  await stripe.paymentIntents.cancel(waiting.id, { cancellation_reason: 'abandoned' });
  await stripe.paymentIntents.create({
    ...paid,
    payment_method: 'pm_card_authenticationRequired',
    use_stripe_sdk: true,
  });
  const online = { ip_address: '203.0.113.7', user_agent: 'a browser' };
  const debit = {
    ...fee,
    confirm: true,
    allowed_payment_method_types: ['us_bank_account'],
    payment_method_options: { us_bank_account: { verification_method: 'instant' as const } },
    mandate_data: { customer_acceptance: { type: 'online' as const, online } },
    expand: ['latest_charge'],
  };
  const account = await stripe.testHelpers.confirmationTokens.create({
    payment_method: 'pm_usBankAccount_success',
  });
  await stripe.confirmationTokens.retrieve(account.id);
  const { latest_charge } = await stripe.paymentIntents.create({ ...debit, confirmation_token: account.id });
  const bank = typeof latest_charge === 'object' && latest_charge?.payment_method_details?.us_bank_account;
  await stripe.mandates.retrieve(idOf((bank && bank.mandate) || null) ?? '');
  await stripe.paymentIntents.create({ ...debit, payment_method: 'pm_usBankAccount_noAccount' });
  await vi.waitFor(
    async () => {
      const { data } = await stripe.paymentIntents.list({ limit: 2, expand: ['data.latest_charge'] });
      expect(data.map(({ status }) => status)).toEqual(['requires_payment_method', 'succeeded']);
    },
    { timeout: 5_000 },
  );
  await stripe.paymentIntents.create({ ...debit, payment_method: 'pm_usBankAccount_dispute' });
  const [dispute] = await vi.waitUntil(
    async () => {
      const { data } = await stripe.disputes.list();
      return data.length > 0 && data;
    },
    { timeout: 10_000 },
  );
  await stripe.disputes.retrieve(dispute?.id ?? '');
}

async function setups(stripe: Stripe, customer: string): Promise<void> {
  const { id } = await stripe.setupIntents.create({ customer });
  await stripe.setupIntents.update(id, { description: 'to save a card', metadata: { a: 'b' } });
  await stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' });
  await stripe.setupIntents.retrieve(id, {
    expand: ['latest_attempt.payment_method', 'payment_method', 'customer'],
  });
  await stripe.setupAttempts.list({ setup_intent: id });
  const waiting = await stripe.setupIntents.create({
    customer,
    confirm: true,
    payment_method: 'pm_card_authenticationRequiredOnSetup',
    return_url: 'https://agency.example/back',
  });
  await stripe.setupIntents.cancel(waiting.id);
  const declined = { customer, confirm: true, payment_method: 'pm_card_chargeDeclined' };
  await stripe.setupIntents.create(declined).catch(() => {});
  await stripe.setupIntents.list({ customer });
}

/** Each way that a card can be refused, and the charge that it leaves. */
async function declines(stripe: Stripe): Promise<void> {
  for (const name of [
    'chargeDeclinedExpiredCard',
    'chargeDeclinedFraudulent',
    'chargeDeclinedInsufficientFunds',
    'chargeDeclinedIncorrectCvc',
    'chargeDeclinedProcessingError',
    'riskLevelHighest',
  ]) {
    const answer = stripe.paymentIntents.create({
      ...paid,
      payment_method: `pm_card_${name}`,
      expand: ['latest_charge'],
    });
    await expect(answer).rejects.toMatchObject({ statusCode: 402 });
  }
  await stripe.charges.list({ limit: 100, expand: ['data.payment_intent'] });
}

async function refusals(stripe: Stripe, url: string, witness: Witness): Promise<void> {
  const key = { idempotencyKey: 'used once' };
  await stripe.customers.create({}, key);
  const { id } = await stripe.paymentIntents.create(paid);
  const answers = await Promise.allSettled([
    stripe.customers.create({ name: 'other' }, key),
    stripe.customers.retrieve('cus_nobody'),
    stripe.paymentIntents.cancel(id),
    stripe.paymentIntents.create({ ...fee, amount: 1 }),
    stripe.rawRequest('POST', '/v1/payment_intents', { colour: 'red' }),
    stripe.rawRequest('POST', '/v1/nothing'),
    witness.client(url, 'sk_test_').balance.retrieve(),
  ]);
  expect(answers.map(({ status }) => status)).not.toContain('fulfilled');
}

async function endpoints(stripe: Stripe): Promise<void> {
  const { id } = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/hook',
    enabled_events: ['charge.failed'],
  });
  await stripe.webhookEndpoints.retrieve(id);
  await stripe.webhookEndpoints.update(id, { disabled: true });
  await stripe.webhookEndpoints.list();
  await stripe.webhookEndpoints.del(id);
  const browser = { payment_method_data: { type: 'card', card: { token: 'tok_visa' } } };
  await stripe.rawRequest('POST', '/v1/confirmation_tokens', browser);
}

const charge = sdkType('resources/Charges', 'Charge');
test.each([
  ['an invented key', { colour: 'red' }, 'charge.colour: is not in Charge'],
  ['an invented key deep inside', { outcome: { colour: 'red' } }, 'charge.outcome.colour: is not in Outcome'],
  ['a key that is missing', { amount: undefined }, 'charge.amount: is missing from Charge'],
  [
    'a card’s details left out, which the type calls optional',
    { payment_method_details: { type: 'card' } },
    'charge.payment_method_details.card: is missing from PaymentMethodDetails',
  ],
  ['null where there is none', { captured: null }, 'charge.captured: null is no boolean'],
  ['a word that is not listed', { status: 'maybe' }, 'charge.status: "maybe" is not what the type allows'],
  ['a fraction', { amount: 42.5 }, 'charge.amount: 42.5 is not whole'],
  ['milliseconds', { created: 1_900_000_000_000 }, 'charge.created: 1900000000000 is no time in seconds'],
  [
    'another object',
    { customer: { object: 'charge' } },
    'charge.customer: is none of the objects that may be here',
  ],
  ['text among the metadata that is none', { metadata: { a: 1 } }, 'charge.metadata.a: 1 is no string'],
])('%s in a charge is found, with its path', async (_what, planted, problem) => {
  const { stripe } = await aSandbox();
  const intent = await stripe.paymentIntents.create(paid);
  const real = JSON.parse(
    JSON.stringify(await stripe.charges.retrieve(idOf(intent.latest_charge) ?? '')),
  ) as {
    outcome: object;
  };
  expect(problems(real, charge, 'charge')).toEqual([]);
  const outcome = 'outcome' in planted ? { outcome: { ...real.outcome, ...planted.outcome } } : {};
  const wrong = JSON.parse(JSON.stringify({ ...real, ...planted, ...outcome })) as unknown;
  expect(problems(wrong, charge, 'charge')).toEqual([problem]);
});
