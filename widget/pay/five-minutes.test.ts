import { expect, test } from 'vitest';
import { LOST, refused } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { aPayment, notPaid, paid } from './fixtures/world.ts';

const on = stage();

const asks = (over: object = {}) =>
  aPayment({
    status: 'needs_action',
    clientSecret: 'pi_1_secret_2',
    bankCheck: { secondsLeft: 300, mayTryAgain: true, triesLeft: 4, ...over },
  });
const bankTitle = 'Your bank wants to check it is you';
const unfinished = 'The bank’s check did not finish. Enter the card again.';
const press = (name: string | RegExp) => on.page.getByRole('button', { name }).click();
const problem = () => on.page.locator('#problem').getByText(unfinished);
const steps = async () => (await on.heard()).filter((line) => line.startsWith('onward-step'));

/** At the bank's question, with a clock that only the test moves. */
async function toBankCheck(): Promise<void> {
  await on.page.clock.install();
  await on.toCheck();
  on.api.on('payer.pay', () => ({ ok: true, payment: asks() }));
  on.api.on('payer.status', () => asks());
  await press(/^Pay \$/);
  await on.heading(bankTitle);
}

/** Nobody has answered for five minutes. */
async function toCardAgain(): Promise<void> {
  await toBankCheck();
  await on.page.clock.runFor(300_100);
  await on.heading('Check and pay');
  await problem().waitFor();
}

test('after five minutes the card is asked for again, and the same payment is tried with it', async () => {
  await toCardAgain();
  await on.page.getByLabel('Card number').waitFor();
  on.api.on('payer.tryAgain', () => ({ ok: true, payment: paid() }));
  await press('Pay $133.25');
  await on.heading('Payment received');
  expect(on.api.asked('payer.tryAgain')).toMatchObject([
    { paymentId: asks().id, confirmationToken: 'ctoken_2' },
  ]);
  expect(on.api.asked('payer.pay')).toHaveLength(1);
  expect(on.api.asked('payer.cancel')).toEqual([]);
});

test('before the five minutes are over the page stays, and nobody is told that nothing was charged', async () => {
  await toBankCheck();
  await on.page.clock.runFor(290_000);
  await on.heading(bankTitle);
  await on.page.clock.runFor(10_100);
  await problem().waitFor();
  expect(await on.page.getByText('You were not charged').count()).toBe(0); // the bank may still be answered
});

test.each([
  ['paid', paid(), 'Payment received'],
  ['refused', notPaid({ code: 'authentication_failed' }), 'The bank’s check did not finish'],
  ['unknown', aPayment({ status: 'checking' }), 'We’re checking with the bank'],
] as const)('at the card again, the bank’s late answer is told by itself: %s', async (_, late, title) => {
  await toCardAgain();
  on.api.on('payer.status', () => late);
  await on.page.clock.runFor(15_100);
  await on.heading(title);
  expect(on.api.asked('payer.tryAgain')).toEqual([]);
});

test('from the card the way back leads to the bank’s question, and the page stays there', async () => {
  await toCardAgain();
  await press('Back');
  await on.heading(bankTitle);
  await on.page.clock.runFor(300_100);
  await on.heading(bankTitle);
  await press('Open the bank’s check');
  await until(async () => (await on.stripeCalls('handleNextAction')).length, 2);
});

test('the next card’s bank has five minutes of its own', async () => {
  await toCardAgain();
  await on.page.getByLabel('Card number').waitFor();
  on.api.on('payer.tryAgain', () => ({ ok: true, payment: asks() }));
  await press('Pay $133.25');
  await on.heading(bankTitle);
  await until(async () => (await on.stripeCalls('handleNextAction')).length, 2);
  await on.page.clock.runFor(290_000);
  await on.heading(bankTitle);
  await on.page.clock.runFor(10_100);
  await problem().waitFor();
});

test('another card that is not taken, as the bank has its answer now: the payment is told as it stands', async () => {
  await toCardAgain();
  await on.page.getByLabel('Card number').waitFor();
  on.api.on('payer.tryAgain', () => refused({ code: 'payment_closed' }));
  on.api.on('payer.status', () => paid());
  await press('Pay $133.25');
  await on.heading('Payment received');
  expect((await steps()).join()).not.toContain('"owe","check","waiting","owe"');
  await until(() => on.api.asked('payer.owed').length, 2); // before, and after it was paid
});

test('without a connection the page waits for it first', async () => {
  await toBankCheck();
  on.api.on('payer.status', () => LOST);
  await on.page.clock.runFor(300_100);
  await on.heading(bankTitle);
  on.api.on('payer.status', () => asks());
  await press('Check now');
  await on.page.clock.runFor(2_100);
  await problem().waitFor();
  expect(await on.page.getByRole('heading', { name: 'Check and pay' }).count()).toBe(1);
});

test('where no other card may be tried, the page stays at the bank’s question', async () => {
  await on.page.clock.install();
  on.api.signedIn();
  const last = asks({ mayTryAgain: false, triesLeft: 0 });
  on.api.on('payer.open', () => ({ payment: last }));
  on.api.on('payer.status', () => last);
  await on.open();
  await on.heading(bankTitle);
  await on.page.clock.runFor(400_000);
  await on.heading(bankTitle);
  expect((await steps()).join()).not.toContain('check');
});

test('a page that is opened after the five minutes begins at the card, without the bank’s question over it', async () => {
  const late = asks({ secondsLeft: 0 });
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: late }));
  on.api.on('payer.status', () => late);
  await on.open();
  await problem().waitFor();
  await on.page.getByLabel('Card number').waitFor();
  expect(await on.stripeCalls('handleNextAction')).toEqual([]);
});
