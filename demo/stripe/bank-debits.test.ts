// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import { idOf } from './payment/id-of.ts';
import { aSandbox, control, refusal } from './test-client.ts';

const debit = {
  amount: 4200,
  currency: 'usd',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  confirm: true,
  mandate_data: {
    customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'a browser' } },
  },
} as const;

const untilEnded = async (stripe: Stripe, id: string) =>
  vi.waitUntil(
    async () => {
      const intent = await stripe.paymentIntents.retrieve(id, {
        expand: ['latest_charge.balance_transaction'],
      });
      return intent.status !== 'processing' && intent;
    },
    { timeout: 10_000 },
  );

test('a bank debit is processing until the bank pays, and costs 0.8 %', async () => {
  const { stripe } = await aSandbox();
  const { id, status } = await stripe.paymentIntents.create({
    ...debit,
    payment_method: 'pm_usBankAccount_success',
  });
  expect(status).toBe('processing');
  expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  expect(await untilEnded(stripe, id)).toMatchObject({
    status: 'succeeded',
    amount_received: 4200,
    latest_charge: {
      paid: true,
      payment_method_details: { type: 'us_bank_account', us_bank_account: { last4: '6789' } },
      balance_transaction: { amount: 4200, fee: 34, net: 4166 },
    },
  });
  const types = (await stripe.events.list()).data.map(({ type }) => type);
  expect(types.toSorted()).toEqual([
    'charge.pending',
    'charge.succeeded',
    'payment_intent.created',
    'payment_intent.processing',
    'payment_intent.succeeded',
  ]);
});

test.each([
  ['pm_usBankAccount_accountClosed', 'account_closed'],
  ['pm_usBankAccount_noAccount', 'no_account'],
  ['pm_usBankAccount_insufficientFunds', 'insufficient_funds'],
  ['pm_usBankAccount_debitNotAuthorized', 'debit_not_authorized'],
])('a debit of %s is returned later with %s', async (payment_method, code) => {
  const { stripe } = await aSandbox();
  const { id, status } = await stripe.paymentIntents.create({ ...debit, payment_method });
  expect(status).toBe('processing');
  expect(await untilEnded(stripe, id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code },
    latest_charge: { status: 'failed', failure_code: code, balance_transaction: null },
  });
});

test('a debit that is processing can be canceled, and is not confirmed again', async () => {
  const { stripe } = await aSandbox();
  const { id } = await stripe.paymentIntents.create({
    ...debit,
    payment_method: 'pm_usBankAccount_processing',
  });
  const again = await refusal(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }));
  expect(again).toMatchObject({ code: 'payment_intent_unexpected_state' });
  expect((await stripe.paymentIntents.cancel(id)).status).toBe('canceled');
  expect((await stripe.charges.list()).data).toMatchObject([{ status: 'failed', paid: false }]);
});

test('an intent for cards only takes no bank account', async () => {
  const { stripe } = await aSandbox();
  const cardsOnly = {
    ...debit,
    allowed_payment_method_types: ['card'],
    payment_method: 'pm_usBankAccount_success',
  };
  expect(await refusal(stripe.paymentIntents.create(cardsOnly))).toMatchObject({
    statusCode: 400,
    code: 'payment_intent_incompatible_payment_method',
  });
});

test('a debit needs the holder’s agreement, and its charge names it', async () => {
  const { stripe } = await aSandbox();
  const { mandate_data, ...without } = debit;
  const payment_method = 'pm_usBankAccount_success';
  expect(await refusal(stripe.paymentIntents.create({ ...without, payment_method }))).toMatchObject({
    statusCode: 400,
    param: 'mandate_data',
  });
  const { latest_charge } = await stripe.paymentIntents.create({
    ...debit,
    payment_method,
    expand: ['latest_charge'],
  });
  const { mandate } = (latest_charge as Stripe.Charge).payment_method_details?.us_bank_account ?? {};
  expect(await stripe.mandates.retrieve(idOf(mandate ?? null) ?? '')).toMatchObject({
    status: 'active',
    type: 'single_use',
    single_use: { amount: 4200, currency: 'usd' },
    customer_acceptance: mandate_data.customer_acceptance,
  });
});

test('a bank may be told to take its time', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'debit_slow', ms: 600_000 });
  const payment_method = 'pm_usBankAccount_success';
  const slow = await stripe.paymentIntents.create({ ...debit, payment_method });
  const next = await stripe.paymentIntents.create({ ...debit, payment_method });
  await untilEnded(stripe, next.id);
  expect((await stripe.paymentIntents.retrieve(slow.id)).status).toBe('processing');
});

test('an account that was only typed is refused: it would wait for microdeposits', async () => {
  const { stripe } = await aSandbox();
  const typed = stripe.paymentMethods.create({
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_number: '000123456789',
      routing_number: '110000000',
    },
    billing_details: { name: 'Pat Example' },
  });
  expect(await refusal(typed)).toMatchObject({ code: 'sandbox_unsupported' });
});
