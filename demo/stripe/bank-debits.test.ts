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
        expand: ['latest_charge.balance_transaction', 'latest_charge.failure_balance_transaction'],
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
  const [pending] = (await stripe.balanceTransactions.list()).data;
  expect(await untilEnded(stripe, id)).toMatchObject({
    status: 'succeeded',
    amount_received: 4200,
    latest_charge: {
      paid: true,
      payment_method_details: { type: 'us_bank_account', us_bank_account: { last4: '6789' } },
      balance_transaction: { id: pending?.id, amount: 4200, fee: 34, net: 4166, type: 'payment' },
      failure_balance_transaction: null,
    },
  });
  expect((await stripe.balanceTransactions.list()).data).toEqual([pending]);
  const types = (await stripe.events.list()).data.map(({ type }) => type);
  expect(types.toSorted()).toEqual([
    'charge.pending',
    'charge.succeeded',
    'payment_intent.created',
    'payment_intent.processing',
    'payment_intent.succeeded',
  ]);
});

test('its money is in the balance as pending from when it is asked for, and stays so until the bank has paid', async () => {
  let now = new Date('2031-03-06T15:00:00Z'); // a Thursday
  const { sandbox, stripe } = await aSandbox({ clock: () => now });
  await control(sandbox).fault({ kind: 'debit_slow', ms: 600_000 });
  const payment_method = 'pm_usBankAccount_success';
  const slow = await stripe.paymentIntents.create({ ...debit, payment_method, expand: ['latest_charge'] });
  const charge = slow.latest_charge as Stripe.Charge;
  const { id } = await stripe.paymentIntents.create({ ...debit, payment_method });
  await untilEnded(stripe, id);
  const seen = async () => {
    const { data } = await stripe.balanceTransactions.list({ source: charge.id });
    const { pending, available } = await stripe.balance.retrieve();
    return [data.map(({ status }) => status), pending[0]?.amount, available[0]?.amount];
  };
  expect(charge).toMatchObject({
    id: expect.stringMatching(/^py_/) as string,
    status: 'pending',
    paid: false,
  });
  expect((await stripe.balanceTransactions.list()).data[1]).toMatchObject({
    id: charge.balance_transaction,
    amount: 4200,
    fee: 34,
    reporting_category: 'charge',
    available_on: Date.parse('2031-03-12T00:00:00Z') / 1000, // the fourth day that is no weekend's
  });
  expect(await seen()).toEqual([['pending'], 8332, 0]);
  now = new Date('2031-03-12T00:00:00Z');
  expect(await seen()).toEqual([['pending'], 4166, 4166]);
  expect((await stripe.balance.retrieve()).available[0]?.source_types).toEqual({
    bank_account: 4166,
    card: 0,
  });
  await control(sandbox).doNow();
  await untilEnded(stripe, slow.id);
  expect(await seen()).toEqual([['available'], 0, 8332]);
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
    latest_charge: {
      status: 'failed',
      failure_code: code,
      balance_transaction: { amount: 4200, fee: 34, net: 4166 },
      failure_balance_transaction: {
        amount: -4200,
        fee: -34,
        net: -4166,
        type: 'payment_failure_refund',
        reporting_category: 'charge_failure',
      },
    },
  });
  const { pending, available } = await stripe.balance.retrieve();
  expect([pending[0]?.amount, available[0]?.amount]).toEqual([0, 0]);
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
  expect((await stripe.balance.retrieve()).pending[0]?.amount).toBe(0);
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

test('a bank that takes back what it has paid is a dispute that nobody can answer: amount and fee leave the balance at once', async () => {
  const { stripe } = await aSandbox();
  const payment_method = 'pm_usBankAccount_dispute';
  const { id } = await stripe.paymentIntents.create({ ...debit, payment_method });
  expect(await untilEnded(stripe, id)).toMatchObject({ status: 'succeeded' });
  const listed = async () => (await stripe.disputes.list({ payment_intent: id })).data;
  const [dispute] = await vi.waitUntil(async () => (await listed()).length > 0 && listed(), {
    timeout: 10_000,
  });
  expect(dispute).toMatchObject({ amount: 4200, reason: 'debit_not_authorized', status: 'lost' });
  const [withdrawn] = (await stripe.balanceTransactions.list({ limit: 1, expand: ['data.source'] })).data;
  expect(withdrawn).toMatchObject({
    amount: -4200,
    fee: 1500,
    net: -5700,
    reporting_category: 'dispute',
    source: { id: dispute?.id, payment_intent: id },
    status: 'available',
    type: 'adjustment',
  });
  const charge = await stripe.charges.retrieve(idOf(dispute?.charge ?? null) ?? '');
  expect(charge).toMatchObject({ disputed: true, status: 'succeeded' });
  const { data } = await stripe.events.list({ type: 'charge.dispute.*' });
  expect(data.map(({ type }) => type)).toEqual([
    'charge.dispute.closed',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.created',
  ]);
});
