import { expect, test } from 'vitest';
import type { Draft } from '../../api/contract/index.ts';
import { aDebit, debitQuoteOf, takeDebits, unticked } from './fixtures/bank-debits.ts';
import { Failure, LOST, refused } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { aPayment, history, notPaid, owedView } from './fixtures/world.ts';

const on = stage();
const bank = () => on.page.getByRole('radio', { name: /^Bank account/ });
const card = () => on.page.getByRole('radio', { name: /^Card/ });
const tick = () => on.page.getByRole('checkbox', { name: /^I allow/ });
const pay = (total: string) => on.page.getByRole('button', { name: `Pay ${total}` });

/** At the last step before paying, with a bank account chosen. */
async function byBank(): Promise<void> {
  takeDebits(on.api);
  await on.toCheck();
  await bank().check();
  await pay('$130.50').waitFor();
}

test('of two ways to pay here one is chosen, the cheapest is first, and its fee, total and form follow', async () => {
  takeDebits(on.api);
  await on.toCheck();
  const names = on.page.getByRole('radiogroup', { name: 'How do you want to pay?' }).getByRole('radio');
  expect(await names.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked))).toEqual([
    false,
    true,
  ]);
  await bank().check();
  await pay('$130.50').waitFor();
  await on.page.getByText('Takes about 4 business days.').waitFor();
  await on.page.getByRole('heading', { name: 'Bank account' }).waitFor();
  const spoken = on.page.locator('onward-pay .ow > [role=status]');
  await expect.poll(() => spoken.textContent()).toContain('Service fee $0.50, Total $130.50');
  const forms = async () =>
    (await on.stripeCalls('elements')).map(({ options }) => options as Record<string, unknown>);
  expect((await forms()).at(-1)).toMatchObject({
    amount: 13_050,
    allowedPaymentMethodTypes: ['us_bank_account'],
    paymentMethodOptions: { us_bank_account: { verification_method: 'instant' } },
  });
  await card().check();
  await pay('$133.25').waitFor();
  expect(await tick().count()).toBe(0);
  await until(async () => (await forms()).length, 3);
  expect((await forms()).at(-1)).toMatchObject({ amount: 13_325, allowedPaymentMethodTypes: ['card'] });
});

test('nothing is taken from a bank account before its owner has agreed; then one debit, and it is on its way', async () => {
  await byBank();
  await pay('$130.50').click();
  await on.page.getByRole('link', { name: unticked.en }).click();
  expect(await tick().getAttribute('aria-invalid')).toBe('true');
  expect(on.api.asked('payer.pay')).toEqual([]);
  await tick().check();
  await pay('$130.50').dblclick();
  await on.heading('Your bank payment is on its way');
  await on.page.getByText(/pays, about Wednesday, December 2/).waitFor();
  expect(await on.page.getByRole('button', { name: /^Pay/ }).count()).toBe(0);
  expect(on.api.asked('payer.pay')).toMatchObject([
    {
      tender: 'bank_debit',
      consent: '2026-11-26-13000',
      quoteDigest: 'debit-13000',
      confirmationToken: 'ctoken_1',
    },
  ]);
  expect(await on.heard()).toContain(
    'onward-payment {"id":"7d1be2a0-0000-4000-8000-000000000001","status":"processing"}',
  );
  const asked = on.api.asked('payer.status').length;
  await on.page.getByRole('button', { name: 'Check now' }).click();
  await until(() => on.api.asked('payer.status').length, asked + 1);
});

test('what is owed and the list of payments name a debit that is on its way, and when it is expected', async () => {
  await byBank();
  await tick().check();
  await pay('$130.50').click();
  await on.heading('Your bank payment is on its way');
  const { onItsWay, ...debit } = aDebit();
  on.api.on('payer.owed', () => owedView({ onItsWay: onItsWay?.text ?? { en: '', es: '' } }));
  on.api.on('payer.history', () => ({ items: [{ ...debit, ...(onItsWay && { onItsWay }) }, ...history()] }));
  await on.page.getByRole('button', { name: 'See what I owe' }).click();
  await on.heading('What you owe');
  await on.page.getByText(/It counts as paid when your bank pays, about Wednesday/).waitFor();
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await bank().check();
  await tick().waitFor();
  expect(await tick().isChecked()).toBe(false); // what was agreed to was one debit
  await on.page.getByRole('button', { name: 'Alex' }).click();
  await on.page.getByRole('button', { name: 'Payments and receipts' }).first().click();
  await on.heading('Payments and receipts');
  expect(await on.page.locator('.rows .chip').first().innerText()).toBe('On its way');
});

test('a reload goes on with the bank account that was chosen; its form and the box are empty', async () => {
  await byBank();
  await tick().check();
  await until(() => on.api.asked('payer.keepDraft').at(-1), {
    step: 'check',
    personId: 'person-alex',
    choice: 'due_now',
    tender: 'bank_debit',
  } satisfies Draft);
  const draft = on.api.asked('payer.keepDraft').at(-1);
  on.api.on('payer.open', () => (draft ? { draft } : {}));
  await on.page.reload();
  await pay('$130.50').waitFor();
  expect(await bank().isChecked()).toBe(true);
  expect(await tick().isChecked()).toBe(false);
});

test('a debit that is something else by now is shown again, and agreed to again', async () => {
  await byBank();
  await tick().check();
  const quote = debitQuoteOf(13_000);
  const debit = quote.debit && { ...quote.debit, version: '2026-11-26-other' };
  on.api.on('payer.quote', () => ({ ok: true, quote: { ...quote, ...(debit && { debit }) } }));
  on.api.on('payer.pay', () =>
    refused({ code: 'quote_changed', quote: { ...quote, ...(debit && { debit }) } }),
  );
  await pay('$130.50').click();
  await on.page.getByText('Your balance changed. Check the new amount.').waitFor();
  expect(await tick().isChecked()).toBe(false);
  await pay('$130.50').click();
  await on.page.getByRole('link', { name: unticked.en }).waitFor();
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});

test('the same again while the bank has not answered is asked about, in words of its own', async () => {
  await byBank();
  const says = { en: 'Your bank is asked for it already. Pay again?', es: '' };
  on.api.on('payer.pay', ({ payAgain }) =>
    payAgain ? { ok: true, payment: aDebit() } : refused({ code: 'paid_moments_ago', says }),
  );
  await tick().check();
  await pay('$130.50').click();
  await on.page.getByRole('heading', { name: says.en }).waitFor();
  await card().check(); // another way: nobody said yes to that
  await pay('$133.25').waitFor();
  await bank().check();
  await pay('$130.50').click();
  await on.page.getByRole('button', { name: 'Yes, pay again' }).click();
  await on.heading('Your bank payment is on its way');
  expect(on.api.asked('payer.pay').map(({ payAgain }) => payAgain)).toEqual([false, false, true]);
});

test('a bank that did not pay is told plainly, nothing was charged, and the next payment begins anew', async () => {
  await byBank();
  const { failure } = notPaid({ code: 'debit_returned', mayTryAgain: false, triesLeft: 0 });
  const over = aDebit({ status: 'failed', ...(failure && { failure }) });
  delete over.onItsWay;
  on.api.on('payer.pay', () => ({ ok: true, payment: over }));
  on.api.on('payer.cancel', () => over);
  await tick().check();
  await pay('$130.50').click();
  await on.heading('Your bank did not pay');
  await on.page.getByText('You were not charged.').waitFor();
  await on.page.getByRole('button', { name: 'Start again' }).click();
  await on.heading('What you owe');
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await pay('$133.25').waitFor();
  expect(await card().isChecked()).toBe(true);
});

test('a way that the server cannot quote now is not shown as chosen', async () => {
  takeDebits(on.api);
  await on.toCheck();
  on.api.on('payer.quote', () => new Failure('INTERNAL_SERVER_ERROR'));
  await bank().click();
  await on.page.locator('onward-pay #problem').waitFor();
  expect(await card().isChecked()).toBe(true);
  await pay('$133.25').waitFor();
  on.api.on('payer.pay', () => ({ ok: true, payment: aPayment() }));
  await pay('$133.25').click();
  await until(() => on.api.asked('payer.pay').length, 1);
  expect(on.api.asked('payer.pay')[0]).not.toHaveProperty('tender');
});

test('the keyboard alone: from the card to the bank account, its form, the box and the button', async () => {
  takeDebits(on.api);
  await on.toCheck();
  const { keyboard } = on.page;
  const isFocused = (what: ReturnType<typeof bank>) =>
    what.evaluate((node) => (node.getRootNode() as ShadowRoot | Document).activeElement === node);
  const tabTo = async (what: ReturnType<typeof bank>) => {
    for (let presses = 0; presses < 12 && !(await isFocused(what)); presses++) await keyboard.press('Tab');
    expect(await isFocused(what)).toBe(true);
  };
  await card().focus();
  await keyboard.press('ArrowUp');
  await pay('$130.50').waitFor();
  expect([await bank().isChecked(), await isFocused(bank())]).toEqual([true, true]); // what changes below takes no focus
  await on.page.getByLabel('Card number').waitFor();
  await tabTo(on.page.getByLabel('Card number')); // the pretended form's first field
  await tabTo(tick());
  await keyboard.press('Space');
  await tabTo(pay('$130.50'));
  await keyboard.press('Enter');
  await on.heading('Your bank payment is on its way');
});

test('what was agreed to in one language is agreed to anew in the other', async () => {
  await byBank();
  await tick().check();
  takeDebits(on.api, 'es');
  on.api.on('payer.quote', () => {
    const quote = debitQuoteOf(13_000, 'es');
    const debit = quote.debit && { ...quote.debit, version: '2026-11-26-es' };
    return { ok: true, quote: { ...quote, ...(debit && { debit }) } };
  });
  await on.page.getByRole('button', { name: 'Español' }).click();
  const agree = on.page.getByRole('checkbox', { name: /^Permito/ });
  await agree.waitFor();
  expect(await agree.isChecked()).toBe(false);
});

test('at 360 px no word of a way to pay is broken in two, in the longer language either', async () => {
  takeDebits(on.api);
  await on.toCheck();
  await on.page.setViewportSize({ width: 360, height: 900 });
  await on.page.getByRole('button', { name: 'Español' }).click();
  await on.page.getByRole('radio', { name: /^Cuenta de banco/ }).waitFor();
  const linesOf = (name: Element) => {
    const range = document.createRange();
    range.selectNodeContents(name);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  };
  const names = on.page.locator('onward-pay label.choice > b');
  const words = (text: string) => text.trim().split(/\s+/).length;
  const told = await Promise.all(
    (await names.all()).map(
      async (one) => [words(await one.innerText()), await one.evaluate(linesOf)] as const,
    ),
  );
  expect(told).toHaveLength(2);
  for (const [most, lines] of told) expect(lines).toBeLessThanOrEqual(most);
});

test('when the session ended while the account was linked, the same debit goes on after the sign-in', async () => {
  await byBank();
  await tick().check();
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  on.api.on('payer.pay', () => new Failure('UNAUTHORIZED'));
  await pay('$130.50').click();
  await on.heading('Sign in again');
  takeDebits(on.api);
  await on.page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  await on.heading('Your bank payment is on its way');
  const sent = on.api.asked('payer.pay');
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent.map((body) => JSON.stringify(body))).size).toBe(1);
});

test('an answer that was lost is asked for, and nothing is debited twice', async () => {
  await on.page.clock.install();
  await byBank();
  await tick().check();
  on.api.on('payer.pay', () => LOST);
  on.api.on('payer.statusOfAttempt', () => ({ payment: aDebit() }));
  await pay('$130.50').click();
  await on.page.getByText('You won’t be charged twice. Please do not pay again.').waitFor();
  await on.page.clock.runFor(2_100);
  await on.heading('Your bank payment is on its way');
  expect(on.api.asked('payer.pay')).toHaveLength(1);
  expect(await on.page.getByRole('button', { name: /^Pay/ }).count()).toBe(0);
});

test('an account that was not linked is told as Stripe says it, nothing is sent, and the card is a way out', async () => {
  await byBank();
  await on.page.evaluate(() => Object.assign(globalThis, { stripeError: 'The account was not linked.' }));
  await tick().check();
  await pay('$130.50').click();
  await on.page.locator('onward-pay #problem').getByText('The account was not linked.').waitFor();
  expect(await tick().isChecked()).toBe(true);
  expect(on.api.asked('payer.pay')).toEqual([]);
  await card().check();
  await pay('$133.25').waitFor();
  await on.page.evaluate(() => Object.assign(globalThis, { stripeError: undefined }));
  expect(await on.page.locator('onward-pay #problem').count()).toBe(0);
  await pay('$133.25').click();
  await until(() => on.api.asked('payer.pay').length, 1);
});
