import { expect, test } from 'vitest';
import { Failure, LOST, refused } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { aPayment, notPaid, owedView, paid, quoteOf } from './fixtures/world.ts';

const on = stage();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const payButton = () => on.page.getByRole('button', { name: /^Pay \$/ });
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();

test('ids and a choice go to the server, never an amount that it computed', async () => {
  await on.toCheck();
  await on.page.getByText('Your card statement will show $133.25 to HARBOR CO PROBATION.').waitFor();
  await on.page.getByText('(2.5%)', { exact: true }).waitFor();
  await payButton().click();
  await on.heading('Payment received');
  expect(on.api.asked('payer.pay')).toEqual([
    {
      attemptKey: expect.stringMatching(UUID) as string,
      personId: 'person-alex',
      obligationIds: ['o1', 'o2', 'o3', 'o4'],
      choice: { kind: 'due_now' },
      quoteDigest: 'digest-13000',
      confirmationToken: 'ctoken_1',
      payAgain: false,
    },
  ]);
  const receipt = on.page.getByRole('link', { name: /Print receipt/ });
  expect(await receipt.getAttribute('href')).toBe(`${on.api.origin}/r/sample-token`);
  await on.page.getByText('Nov 22, 2026, 7:41 PM EST').waitFor();
});

test('the host page hears an id and a status, and nothing else', async () => {
  await on.toCheck();
  await payButton().click();
  await on.heading('Payment received');
  const heard = await on.heard();
  expect(heard).toContain(
    'onward-payment {"id":"4f2a9c01-0000-4000-8000-000000000001","status":"succeeded"}',
  );
  const shapes = new Set(heard.map((line) => line.replace(/:("[^"]*"|true|false)/g, '')));
  expect([...shapes].toSorted()).toEqual([
    'onward-auth {"signedIn"}',
    'onward-payment {"id","status"}',
    'onward-ready {}',
    'onward-step {"step"}',
  ]);
  expect(heard.join()).not.toMatch(/Alex|Rivera|0417|130|133|token/);
});

test('a double click sends one payment', async () => {
  await on.toCheck();
  await payButton().evaluate((node: HTMLElement) => {
    node.click();
    node.click();
  });
  await on.heading('Payment received');
  expect(on.api.asked('payer.pay')).toHaveLength(1);
  expect(await on.stripeCalls('createConfirmationToken')).toHaveLength(1);
});

test('a locked button keeps its focus', async () => {
  await on.toCheck();
  let answer = () => undefined as void;
  const held = new Promise<void>((resolve) => (answer = resolve));
  on.api.on('payer.quote', async () => {
    await held;
    return { ok: true, quote: quoteOf(160_750) };
  });
  await press('Back');
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  const button = on.page.getByRole('button', { name: /Continue|Working/ });
  await button.focus();
  await on.page.keyboard.press('Enter');
  await until(() => button.getAttribute('aria-disabled'), 'true');
  expect(await button.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(
    true,
  );
  answer();
  await on.heading('Check and pay');
});

test('an answer that was lost is asked for by the attempt’s key, and the payment not sent again', async () => {
  await on.page.clock.install();
  await on.toCheck();
  on.api.on('payer.pay', () => LOST);
  on.api.on('payer.statusOfAttempt', () => ({ payment: paid() }));
  await payButton().click();
  await on.page.getByText('You won’t be charged twice. Please do not pay again.').waitFor();
  expect(await payButton().count()).toBe(0);
  await on.page.clock.runFor(2_100);
  await on.heading('Payment received');
  const [sent] = on.api.asked('payer.pay');
  expect(on.api.asked('payer.pay')).toHaveLength(1);
  expect(on.api.asked('payer.statusOfAttempt')).toEqual([{ attemptKey: sent?.attemptKey }]);
});

test('a payment that never arrived is sent again as it was, under the same key', async () => {
  await on.page.clock.install();
  await on.toCheck();
  on.api.on('payer.pay', () => LOST);
  await payButton().click();
  await on.page.getByText('We cannot reach our server. We keep trying.').waitFor();
  on.api.on('payer.pay', () => ({ ok: true, payment: paid() }));
  await on.page.clock.runFor(2_100);
  await on.heading('Payment received');
  const [first, second] = on.api.asked('payer.pay');
  expect(second).toEqual(first);
  expect(await on.stripeCalls('createConfirmationToken')).toHaveLength(1);
});

test('after a decline the same payment is tried under another key, its amount kept', async () => {
  await on.toCheck();
  on.api.on('payer.pay', () => ({ ok: true, payment: notPaid() }));
  await payButton().click();
  await on.heading('Your bank said no to this card');
  await on.page.getByText('You were not charged.').waitFor();
  await on.page.getByText('We kept your choice of $130.00.').waitFor();
  await press('Try another way');
  await on.page.getByLabel('Card number').waitFor();
  await on.page.getByRole('button', { name: 'Pay $133.25' }).click();
  await on.heading('Payment received');
  const [first] = on.api.asked('payer.pay');
  const [again] = on.api.asked('payer.tryAgain');
  expect(again).toEqual({
    paymentId: aPayment().id,
    attemptKey: expect.stringMatching(UUID) as string,
    confirmationToken: 'ctoken_2',
  });
  expect(again?.attemptKey).not.toBe(first?.attemptKey);
});

test('a payment that may not be tried again leads to a new start', async () => {
  await on.toCheck();
  on.api.on('payer.pay', () => ({ ok: true, payment: notPaid({ mayTryAgain: false, triesLeft: 0 }) }));
  await payButton().click();
  await on.heading('Your bank said no to this card');
  await press('Start again');
  await on.heading('What you owe');
  expect(on.api.asked('payer.tryAgain')).toEqual([]);
});

test('a declined payment can be let go for another amount', async () => {
  await on.toCheck();
  on.api.on('payer.pay', () => ({ ok: true, payment: notPaid({ code: 'insufficient_funds' }) }));
  await payButton().click();
  await on.heading('This card is short of money');
  await press('Pay a different amount');
  await on.heading('What you owe');
  expect(on.api.asked('payer.cancel')).toEqual([{ paymentId: aPayment().id }]);
});

test('a declined payment that a reload finds can be tried again', async () => {
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: notPaid() }));
  await on.open();
  await press('Try another way');
  await on.page.getByLabel('Card number').waitFor();
  await payButton().click();
  await on.heading('Payment received');
  expect(on.api.asked('payer.tryAgain').map(({ paymentId }) => paymentId)).toEqual([aPayment().id]);
});

test('a payment on its way is looked at after 2, 5, 15 and 60 seconds', async () => {
  await on.page.clock.install();
  await on.toCheck();
  on.api.on('payer.pay', () => ({ ok: true, payment: aPayment() }));
  on.api.on('payer.status', () => aPayment());
  await payButton().click();
  await on.heading('Paying. Keep this page open.');
  await on.page.getByRole('button', { name: 'Check now' }).waitFor();
  const looks = () => on.api.asked('payer.status').length;
  for (const [waited, expected] of [
    [2_000, 1],
    [5_000, 2],
    [15_000, 3],
    [59_000, 3],
    [1_000, 4],
  ] as const) {
    await on.page.clock.runFor(waited);
    await until(looks, expected);
    await until(() => on.page.getByRole('button', { name: 'Check now' }).getAttribute('aria-disabled'), null);
  }
  await on.heading('We’re checking with the bank');
  await on.page.getByText('Your number is 4F2A-9C01.').waitFor();
});

test('the bank’s check is opened with the secret, once, and then the payment is looked at', async () => {
  await on.toCheck();
  const waits = aPayment({ status: 'needs_action', clientSecret: 'pi_1_secret_2' });
  on.api.on('payer.pay', () => ({ ok: true, payment: waits }));
  on.api.on('payer.status', () => waits);
  await payButton().click();
  await on.heading('Your bank wants to check it is you');
  await until(async () => (await on.stripeCalls('handleNextAction')).length, 1);
  await press('Check now');
  await until(() => on.api.asked('payer.status').length, 1);
  on.api.on('payer.status', () => paid());
  await on.page.evaluate('bankDone()');
  await on.heading('Payment received');
  const asked = await on.stripeCalls('handleNextAction');
  expect(asked.map(({ options }) => options)).toEqual([{ clientSecret: 'pi_1_secret_2' }]);
});

test('a reload in the middle finds the payment and goes on with it', async () => {
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: aPayment({ status: 'checking' }) }));
  await on.open();
  await on.heading('We’re checking with the bank');
  await press('Check now');
  await on.heading('Payment received');
  expect(on.api.asked('payer.pay')).toEqual([]);
});

test('the question about paying twice comes on top, takes focus, and its first answer is no', async () => {
  await on.toCheck();
  on.api.on('payer.pay', () => refused({ code: 'paid_moments_ago', amountCents: 13_000, minutesAgo: 4 }));
  await payButton().click();
  const box = on.page.locator('onward-pay #again');
  await box.getByRole('alert').getByText('You paid $130.00 for this 4 minutes ago. Pay again?').waitFor();
  expect(await box.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(true);
  const below = on.page.getByText('Pay to');
  expect((await box.boundingBox())?.y).toBeLessThan((await below.boundingBox())?.y ?? 0);
  const looks = await box
    .getByRole('button')
    .evaluateAll((all) => all.map((one) => [one.textContent?.trim(), one.classList.value.trim()]));
  expect(looks).toEqual([
    ['No, go back', 'btn'],
    ['Yes, pay again', 'btn two'],
  ]);
  expect(await payButton().count()).toBe(0);
  on.api.on('payer.owed', () => owedView({ dueCents: 1_100 }));
  await press('No, go back');
  await on.heading('What you owe');
  // Paid moments ago, in another tab perhaps: what is owed is read anew, never shown as it was before.
  await on.page.getByRole('radio', { name: /^What is due \$11\.00/ }).waitFor();
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});

test('the same payment again is sent only after a yes, as another attempt', async () => {
  await on.toCheck();
  on.api.on('payer.pay', ({ payAgain }) =>
    payAgain
      ? { ok: true, payment: paid() }
      : refused({ code: 'paid_moments_ago', amountCents: 13_000, minutesAgo: 4 }),
  );
  await payButton().click();
  await on.page.getByText('You paid $130.00 for this 4 minutes ago. Pay again?').waitFor();
  await press('Yes, pay again');
  await on.heading('Payment received');
  const [first, second] = on.api.asked('payer.pay');
  expect(second?.payAgain).toBe(true);
  expect(second?.attemptKey).not.toBe(first?.attemptKey);
});

test('a quote that changed is shown before anything is charged', async () => {
  await on.toCheck();
  const quote = quoteOf(12_000);
  on.api.on('payer.pay', ({ quoteDigest }) =>
    quoteDigest === quote.digest ? { ok: true, payment: paid() } : refused({ code: 'quote_changed', quote }),
  );
  await payButton().click();
  await on.page.getByText('Your balance changed. Check the new amount.').waitFor();
  await on.page.getByRole('button', { name: 'Pay $123.00' }).click();
  await on.heading('Payment received');
  expect((await on.stripeCalls('update')).at(-1)?.options).toEqual({ amount: 12_300 });
});

test('what Stripe says about the card is shown, and nothing is sent', async () => {
  await on.toCheck();
  await on.page.evaluate(`stripeError = 'Your card number is incomplete.'`);
  await payButton().click();
  await on.page.locator('#problem').getByText('Your card number is incomplete.').waitFor();
  expect(on.api.asked('payer.pay')).toEqual([]);
});

test('a payment refused as malformed or too often ends the attempt and goes back to the card', async () => {
  await on.toCheck();
  on.api.on('payer.pay', () => new Failure('TOO_MANY_REQUESTS'));
  await payButton().click();
  await on.page.locator('#problem').getByText('Too many tries. Wait 1 minute.').waitFor();
  on.api.on('payer.pay', () => ({ ok: true, payment: paid() }));
  await payButton().click();
  await on.heading('Payment received');
  const [first, second] = on.api.asked('payer.pay');
  expect(second?.attemptKey).not.toBe(first?.attemptKey);
});

test('when the session ends at the button, the same attempt goes on after the sign-in', async () => {
  await on.toCheck();
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  on.api.on('payer.pay', () => new Failure('UNAUTHORIZED'));
  await payButton().click();
  await on.heading('Sign in again');
  on.api.on('payer.pay', () => ({ ok: true, payment: paid() }));
  await on.page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await press('Sign in');
  await on.heading('Payment received');
  const keys = new Set(on.api.asked('payer.pay').map(({ attemptKey }) => attemptKey));
  expect(keys.size).toBe(1);
});

test.each(['25.005', '-5', '25,0', 'all', '1e3', ''])(
  'an amount typed as "%s" is not an amount',
  async (text) => {
    on.api.signedIn();
    await on.open();
    await on.page.getByRole('radio', { name: /Another amount/ }).check();
    await on.page.getByLabel('Amount in dollars').fill(text);
    await press('Continue');
    await on.page.getByRole('link', { name: 'Enter dollars and cents, like 25.00.' }).waitFor();
    expect(on.api.asked('payer.quote').filter(({ choice }) => choice.kind === 'other')).toEqual([]);
  },
);

test('nothing at all is less than the least, and the server is not asked', async () => {
  on.api.signedIn();
  await on.open();
  await on.page.getByRole('radio', { name: /Another amount/ }).check();
  await on.page.getByLabel('Amount in dollars').fill('0.00');
  await press('Continue');
  await on.page.getByRole('link', { name: 'The least is $5.00.' }).waitFor();
  expect(on.api.asked('payer.quote').filter(({ choice }) => choice.kind === 'other')).toEqual([]);
});

test('of two answers about the amount only the newer is shown', async () => {
  on.api.signedIn();
  await on.open();
  await on.page.getByText('Where your $130.00 goes').waitFor();
  let late = () => undefined as void;
  const held = new Promise<void>((resolve) => (late = resolve));
  on.api.on('payer.quote', async ({ choice }) => {
    if (choice.kind === 'everything') await held;
    return { ok: true, quote: quoteOf(choice.kind === 'everything' ? 160_750 : 13_000) };
  });
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await until(() => on.api.asked('payer.quote').at(-1)?.choice.kind, 'everything');
  await on.page.getByRole('radio', { name: /What is due/ }).check();
  await on.page.getByText('Where your $130.00 goes').waitFor();
  const answered = on.page.waitForResponse(/payer\.quote/);
  late();
  await (await answered).finished();
  await on.page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  expect(await on.page.getByText('Where your $1,607.50 goes').count()).toBe(0);
});
