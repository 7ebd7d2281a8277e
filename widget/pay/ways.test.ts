import { expect, test } from 'vitest';
import { refused } from './fixtures/fake-api.ts';
import { stage } from './fixtures/stage.ts';
import { quoteOf } from './fixtures/world.ts';

const on = stage();
const text = async (selector: string) =>
  (await on.page.locator(selector).allInnerTexts()).map((one) => one.replace(/\s+/g, ' ').trim());

test('every way to pay is there before the card, the cheapest first, with fee and total; free ways say where and when', async () => {
  await on.toCheck();
  expect(await text('.way > b')).toEqual(['Cash or money order', 'Card']);
  expect(await text('.way > .amt')).toEqual(['No fee', '$3.25 fee (2.5%)']);
  expect(await text('.way > .sub.num')).toEqual(['Total $130.00', 'Total $133.25']);
  await on.page.getByText('Where and when').click();
  expect(await text('.places > div')).toEqual([
    'At an office: Harbor City office 12 Pier Street, Harbor City Monday – Friday, 8:00 AM – 4:30 PM',
    'By mail: Cashier PO Box 9, Harbor City Takes money order',
  ]);
  const buttons = on.page.locator('#ways ~ ul :is(button, input)');
  expect(await buttons.count()).toBe(0); // only the card can be paid here
});

test('the same in Spanish', async () => {
  await on.toCheck();
  await on.page.getByRole('button', { name: 'Español' }).click();
  await on.heading('Revise y pague');
  expect(await text('.way > b')).toEqual(['Efectivo o giro postal', 'Tarjeta']);
  expect(await text('.way > .amt')).toEqual(['Sin cargo', 'Cargo de $3.25 (2.5%)']);
  await on.page.getByText('Dónde y cuándo').click();
  expect((await text('.places > div'))[0]).toMatch(
    /^En una oficina: .* lunes\s?[–-]\s?viernes, 8:00 a\.m\..*4:30 p\.m\./,
  );
});

test('a way that does not take the amount says what it takes', async () => {
  const { ways = [], ...quote } = quoteOf(13_000);
  const check = { tender: 'check', here: false, takes: false, leastCents: 2_500, mostCents: 10_000 } as const;
  on.api.on('payer.quote', () => ({ ok: true, quote: { ...quote, ways: [...ways, check] } }));
  await on.toCheck();
  expect(await text('.way:last-child')).toEqual([
    'Check From $25.00 to $100.00 Ask your office where: (555) 555-0142.',
  ]);
});

test('fee and total are spoken with each amount, before anything is committed', async () => {
  on.api.signedIn();
  await on.open();
  const spoken = on.page.locator('onward-pay .ow > [role=status]');
  await expect.poll(() => spoken.textContent()).toContain('Service fee $3.25, Total $133.25');
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await expect.poll(() => spoken.textContent()).toContain('Total $1,647.69');
});

test('where only the fee changed, that is what is said, in both languages: what is owed is what it was', async () => {
  await on.toCheck();
  const quote = { ...quoteOf(13_000), feeCents: 350, totalCents: 13_350, digest: 'digest-new-fee' };
  on.api.on('payer.quote', () => ({ ok: true, quote }));
  on.api.on('payer.pay', () => refused({ code: 'quote_changed', quote }));
  await on.page.getByRole('button', { name: 'Pay $133.25' }).click();
  await on.page.getByText('The fee changed to $3.50. Check the total.').waitFor();
  expect(await on.page.getByText('Your balance changed').count()).toBe(0);
  await on.page.getByRole('button', { name: 'Pay $133.50' }).waitFor();
  await on.page.getByRole('button', { name: 'Español' }).click();
  await on.page.getByText('El cargo cambió a $3.50. Revise el total.').waitFor();
});
