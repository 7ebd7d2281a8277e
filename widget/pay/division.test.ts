import { expect, test } from 'vitest';
import { refused } from './fixtures/fake-api.ts';
import { stage } from './fixtures/stage.ts';
import { divisionOf, paid, quoteOf } from './fixtures/world.ts';

const on = stage();
const press = (name: string | RegExp) => on.page.getByRole('button', { name }).click();
const open = (summary: string | RegExp) => on.page.locator('summary', { hasText: summary }).click();
const rule = (amount: string) =>
  on.page.getByText(
    `The payment of ${amount} is divided by the rule “Pennsylvania” (version 2), which follows the law: 42 Pa.C.S. § 9728(g.1).`,
  );

test('why an amount is split so is told with its rule and law, and follows the amount', async () => {
  on.api.signedIn();
  await on.open();
  await open('Why is it split this way?');
  await rule('$130.00').waitFor();
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await on.page.getByText('Where your $1,607.50 goes').waitFor();
  await rule('$1607.50').waitFor();
  expect(await rule('$130.00').count()).toBe(0);
});

test('before it is paid, and after, the payer can see where it goes and why', async () => {
  await on.toCheck();
  await open('Where your $130.00 goes');
  await rule('$130.00').waitFor();
  const parts = on.page.locator('.parts li');
  expect((await parts.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'Restitution, Monthly $50.00',
    'Court costs, Monthly $25.00',
    'Supervision fee, November $40.00',
    'Drug test, October 14 $15.00',
  ]);
  await press(/^Pay \$/);
  await on.heading('Payment received');
  await open('Why is it split this way?');
  await rule('$130.00').waitFor();
});

test('another language says it in that language, on the amount, before and after paying', async () => {
  const spanish = on.page.getByText('El pago de $130.00 se reparte según la regla', { exact: false });
  on.api.on('account.setLanguage', ({ language }) => {
    on.api.on('payer.quote', () => ({ ok: true, quote: quoteOf(13_000, language) }));
    on.api.on('payer.status', () => paid({ division: divisionOf(13_000, language) }));
    return { ok: true };
  });
  await on.toCheck();
  await press('Español');
  await spanish.waitFor({ state: 'attached' });
  await press('English');
  await rule('$130.00').waitFor({ state: 'attached' });
  await press(/^Pay \$/);
  await on.heading('Payment received');
  await press('Español');
  await spanish.waitFor({ state: 'attached' });
  expect(on.api.asked('account.setLanguage').map(({ language }) => language)).toEqual(['es', 'en', 'es']);
});

test('a balance that changed brings the new split with its reasons', async () => {
  await on.toCheck();
  const { division, ...bare } = quoteOf(11_500);
  on.api.on('payer.quote', () => ({ ok: true, quote: { ...bare, ...(division && { division }) } }));
  on.api.on('payer.pay', () => refused({ code: 'quote_changed', quote: bare }));
  await press(/^Pay \$/);
  await on.page.getByRole('button', { name: 'Pay $117.88' }).waitFor();
  await open('Where your $115.00 goes');
  await rule('$115.00').waitFor();
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});
