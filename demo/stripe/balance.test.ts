// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import { idOf } from './payment/id-of.ts';
import { aSandbox, control } from './test-client.ts';

const fee = {
  amount: 4200,
  currency: 'usd',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;
const chargeOf = ({ latest_charge: charge }: Stripe.PaymentIntent) =>
  (typeof charge === 'object' ? charge?.id : charge) ?? '';

test('an asynchronous capture answers before its balance transaction exists; `automatic` does not', async () => {
  const { sandbox, stripe } = await aSandbox();
  const charged = { ...fee, confirm: true, payment_method: 'pm_card_visa', expand: ['latest_charge'] };
  const waited = await stripe.paymentIntents.create({ ...charged, capture_method: 'automatic' });
  expect(waited).toMatchObject({ latest_charge: { balance_transaction: expect.stringMatching(/^txn_/) } });

  await control(sandbox).fault({ kind: 'capture_late', ms: 300 });
  const early = await stripe.paymentIntents.create(charged);
  expect(early).toMatchObject({
    capture_method: 'automatic_async',
    status: 'succeeded',
    latest_charge: { captured: true, balance_transaction: null },
  });
  const found = async () => (await stripe.balanceTransactions.list({ source: chargeOf(early) })).data;
  expect(await found()).toEqual([]);
  await vi.waitFor(async () => expect(await found()).toHaveLength(1));
  const [updated] = (await stripe.events.list({ type: 'charge.updated' })).data;
  expect(updated?.data.object).toMatchObject({ balance_transaction: (await found())[0]?.id });
});

test('money is pending for two days, then available, and the balance is the sum of it', async () => {
  let now = new Date('2031-03-03T15:00:00Z');
  const { stripe } = await aSandbox({ clock: () => now });
  await stripe.paymentIntents.create({ ...fee, confirm: true, payment_method: 'pm_card_visa' });
  await stripe.paymentIntents.create({ ...fee, confirm: true, payment_method: 'pm_card_bypassPending' });
  const amounts = async () => {
    const { available, pending } = await stripe.balance.retrieve();
    return { available: available[0]?.amount, pending: pending[0]?.amount };
  };
  expect(await amounts()).toEqual({ available: 4048, pending: 4048 });
  now = new Date('2031-03-05T00:00:00Z');
  expect(await amounts()).toEqual({ available: 8096, pending: 0 });
  const { data } = await stripe.balanceTransactions.list({ type: 'charge' });
  expect(data.map(({ status, fee_details }) => [status, fee_details[0]?.amount])).toEqual([
    ['available', 152],
    ['available', 152],
  ]);
  const of = await stripe.balanceTransactions.list({ source: idOf(data[0]?.source ?? null) ?? '' });
  expect(of.data.map(({ id }) => id)).toEqual([data[0]?.id]);
});

test.each([
  [50, 31],
  [5000, 175],
  [4200, 152],
  [10_050, 321],
])('the fee of %i cents is %i: 2.9 % and 30 cents, half a cent up', async (amount, cents) => {
  const { stripe } = await aSandbox();
  await stripe.paymentIntents.create({ ...fee, amount, confirm: true, payment_method: 'pm_card_visa' });
  const [transaction] = (await stripe.balanceTransactions.list()).data;
  expect(transaction).toMatchObject({ fee: cents, net: amount - cents });
});
