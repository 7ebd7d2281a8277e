// @vitest-environment node
import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import { idOf } from './payment/id-of.ts';
import { aSandbox, control, refusal } from './test-client.ts';

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

const held = { ...fee, capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa' } as const;

test('a partial capture is one balance transaction, and neither it nor a cancellation is a refund', async () => {
  const { stripe } = await aSandbox();
  const captured = await stripe.paymentIntents.create(held);
  await stripe.paymentIntents.capture(captured.id, { amount_to_capture: 4000 });
  const released = await stripe.paymentIntents.create(held);
  await stripe.paymentIntents.cancel(released.id);
  const { data } = await stripe.balanceTransactions.list();
  expect(data.map(({ amount, fee: cents, type }) => [amount, cents, type])).toEqual([[4000, 146, 'charge']]);
  const { data: charges } = await stripe.charges.list();
  expect(charges).toMatchObject([
    { amount_captured: 0, amount_refunded: 0, refunded: false },
    { amount_captured: 4000, amount_refunded: 0, refunded: false },
  ]);
});

test('as before 2025-03-31, a partial capture can be two: the whole and the rest back, their fees too', async () => {
  const { sandbox, stripe } = await aSandbox();
  await control(sandbox).fault({ kind: 'capture_reversed' });
  const intent = await stripe.paymentIntents.create(held);
  const captured = await stripe.paymentIntents.capture(intent.id, {
    amount_to_capture: 4000,
    expand: ['latest_charge'],
  });
  expect(captured).toMatchObject({
    amount_received: 4000,
    latest_charge: { amount_captured: 4000, amount_refunded: 200 },
  });
  const { data } = await stripe.balanceTransactions.list({ source: chargeOf(captured) });
  expect(data).toMatchObject([
    { amount: -200, fee: -6, net: -194, type: 'refund', reporting_category: 'partial_capture_reversal' },
    { amount: 4200, fee: 152, net: 4048, type: 'charge', reporting_category: 'charge' },
  ]);
  expect((await stripe.balance.retrieve()).pending[0]?.amount).toBe(4000 - 146);
});

test('a second capture is refused: the rest was let go with the first', async () => {
  const { stripe } = await aSandbox();
  const { id } = await stripe.paymentIntents.create(held);
  expect(await refusal(stripe.paymentIntents.capture(id, { final_capture: false }))).toMatchObject({
    param: 'final_capture',
  });
});
