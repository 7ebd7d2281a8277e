import { expect, test } from 'vitest';
import type { PaymentView } from '../../api/contract/index.ts';
import { LOST } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { aPayment, notPaid, paid, quoteOf } from './fixtures/world.ts';

const on = stage();

const asks = aPayment({ status: 'needs_action', clientSecret: 'pi_1_secret_2' });
const bankTitle = 'Your bank wants to check it is you';
const notYet = 'It is not canceled yet. Try again soon.';
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();
const cancel = () => press('Cancel and pay another way');

/** At the bank's question about a payment of "everything". */
async function toBankCheck(): Promise<void> {
  on.api.signedIn();
  await on.open();
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await press('Continue');
  await on.page.getByLabel('Card number').waitFor();
  on.api.on('payer.pay', () => ({ ok: true, payment: asks }));
  on.api.on('payer.status', () => asks);
  await on.page.getByRole('button', { name: /^Pay \$/ }).click();
  await on.heading(bankTitle);
}

test('canceled at the bank’s check, the same choice is quoted anew and paid as a new payment', async () => {
  await toBankCheck();
  const fresh = quoteOf(150_000);
  on.api.on('payer.quote', () => ({ ok: true, quote: fresh }));
  on.api.on('payer.pay', () => ({ ok: true, payment: paid() }));
  await cancel();
  await on.heading('Check and pay');
  await on.page.getByLabel('Card number').waitFor();
  expect(on.api.asked('payer.cancel')).toEqual([{ paymentId: asks.id }]);
  expect(on.api.asked('payer.quote').at(-1)?.choice).toEqual({ kind: 'everything' });
  await on.page.getByRole('button', { name: 'Pay $1,537.50' }).click();
  await on.heading('Payment received');
  const [first, second] = on.api.asked('payer.pay');
  expect(second).toMatchObject({
    choice: { kind: 'everything' },
    quoteDigest: fresh.digest,
    payAgain: false,
  });
  expect(second?.attemptKey).not.toBe(first?.attemptKey);
  expect(second?.confirmationToken).toBe('ctoken_2');
  expect(on.api.asked('payer.tryAgain')).toEqual([]);
});

test('what is held no more is read again before it is chosen from', async () => {
  await toBankCheck();
  await cancel();
  await on.heading('Check and pay');
  const asked = on.api.calls.map(({ path }) => path);
  expect(asked.lastIndexOf('payer.owed')).toBeGreaterThan(asked.indexOf('payer.cancel'));
});

test('a payment that was made meanwhile is told as such, and no other is begun', async () => {
  await toBankCheck();
  on.api.on('payer.cancel', () => paid());
  await cancel();
  await on.heading('Payment received');
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});

test('a cancel that has not ended it is told, and the payment is looked at further', async () => {
  await on.page.clock.install();
  await toBankCheck();
  on.api.on('payer.cancel', () => asks);
  await cancel();
  await on.page.locator('.note', { hasText: notYet }).waitFor();
  await on.heading(bankTitle);
  const looks = on.api.asked('payer.status').length;
  await on.page.clock.runFor(15_100);
  await until(() => on.api.asked('payer.status').length > looks, true);
  await on.page.locator('.note', { hasText: notYet }).waitFor();
  on.api.on('payer.status', () => paid());
  await press('Check now');
  await on.heading('Payment received');
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});

test.each<[PaymentView['status'], string]>([
  ['processing', 'Paying. Keep this page open.'],
  ['checking', 'We’re checking with the bank'],
])('a cancel that finds it %s stays with it', async (status, title) => {
  await toBankCheck();
  on.api.on('payer.cancel', () => aPayment({ status }));
  on.api.on('payer.status', () => aPayment({ status }));
  await cancel();
  await on.heading(title);
  expect(await on.page.getByRole('button', { name: 'Cancel and pay another way' }).count()).toBe(0);
  expect(await on.page.getByRole('button', { name: /^Pay \$/ }).count()).toBe(0);
  on.api.on('payer.status', () => paid());
  await press('Check now');
  await on.heading('Payment received');
});

test('a decline that the cancel finds is told, with its ways on', async () => {
  await toBankCheck();
  on.api.on('payer.cancel', () => notPaid({ code: 'authentication_failed' }));
  await cancel();
  await on.heading('The bank’s check did not finish');
  await on.page.getByRole('button', { name: 'Try another way' }).waitFor();
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});

test('a declined payment that could not be let go says so', async () => {
  await toBankCheck();
  on.api.on('payer.status', () => notPaid());
  await press('Check now');
  await on.heading('Your bank said no to this card');
  on.api.on('payer.cancel', () => notPaid());
  await press('Pay a different amount');
  await on.page.locator('#problem').getByText(notYet).waitFor();
  expect(on.api.asked('payer.owed')).toHaveLength(1);
});

test('a look that comes back while the payment is let go does not get in between', async () => {
  await toBankCheck();
  const canceled = notPaid({ code: 'canceled', mayTryAgain: false, triesLeft: 0 });
  const held = Promise.withResolvers<PaymentView>();
  on.api.on('payer.cancel', () => held.promise);
  on.api.on('payer.status', () => canceled);
  await cancel();
  await until(() => on.api.asked('payer.cancel').length, 1);
  const looked = on.page.waitForResponse(/payer\.status/);
  await on.page.evaluate('bankDone()');
  await (await looked).finished();
  held.resolve(canceled);
  await on.heading('Check and pay');
  const steps = (await on.heard()).filter((line) => line.startsWith('onward-step'));
  expect(steps.join()).not.toContain('declined');
});

test('where the answer to the cancel is lost, it is asked for again', async () => {
  await toBankCheck();
  on.api.on('payer.cancel', () => LOST);
  await cancel();
  const again = on.page.getByRole('button', { name: 'Try again', exact: true });
  await again.waitFor();
  on.api.on('payer.cancel', () => paid());
  await again.click();
  await on.heading('Payment received');
  expect(on.api.asked('payer.cancel')).toHaveLength(2);
});

test('after a reload nobody knows what was chosen: canceling leads to what is owed', async () => {
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: asks }));
  on.api.on('payer.status', () => asks);
  await on.open();
  await on.heading(bankTitle);
  await cancel();
  await on.heading('What you owe');
  expect(on.api.asked('payer.cancel')).toEqual([{ paymentId: asks.id }]);
});

test('after a reload a refused check is told by itself', async () => {
  await on.page.clock.install();
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: asks }));
  on.api.on('payer.status', () => asks);
  await on.open();
  await on.heading(bankTitle);
  const looks = () => on.api.asked('payer.status').length;
  const idle = () => on.page.getByRole('button', { name: 'Check now' }).getAttribute('aria-disabled');
  for (const [waited, expected] of [
    [2_000, 1],
    [5_000, 2],
    [15_000, 3],
    [15_000, 4],
  ] as const) {
    const answered = on.page.waitForResponse(/payer\.status/);
    await on.page.clock.runFor(waited);
    await (await answered).finished();
    await until(looks, expected);
    await until(idle, null);
  }
  await on.page.evaluate('bankDone()'); // the server hears of it a little later
  await until(looks, 5);
  on.api.on('payer.status', () => notPaid({ code: 'authentication_failed' }));
  await on.page.clock.runFor(2_100);
  await on.heading('The bank’s check did not finish');
});

test('where Stripe cannot show the check, the payment is looked at all the same', async () => {
  await on.page.clock.install({ time: 0 });
  await on.page.clock.pauseAt(1_000); // no look by the clock
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: asks }));
  on.api.on('payer.status', () => notPaid({ code: 'authentication_failed' }));
  await on.page.route('**/stripe.js', (route) => route.abort());
  await on.open();
  await on.heading('The bank’s check did not finish');
  expect(await on.heard()).toContain('onward-error {"code":"bank_check","recoverable":true}');
});

test('a choice that no longer stands is made anew', async () => {
  await toBankCheck();
  on.api.on('payer.quote', () => ({
    ok: false,
    refusal: { code: 'amount_too_large', field: 'amountCents', amountCents: 50_000 },
  }));
  await cancel();
  await on.heading('What you owe');
  await on.page.locator('#problem').getByText('The most is $500.00.').waitFor();
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});
