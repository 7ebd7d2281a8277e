import { expect, test } from 'vitest';
import { Failure } from './fixtures/fake-api.ts';
import { stage } from './fixtures/stage.ts';
import { anAccount, aSession, history, person } from './fixtures/world.ts';

const on = stage();
const open = async () => {
  on.api.signedIn();
  await on.open();
  await on.page.getByRole('button', { name: /Alex$/ }).click();
  await on.page.locator('#menu').getByRole('button', { name: 'Payments and receipts' }).click();
  await on.heading('Payments and receipts');
};
const filter = () => on.page.getByRole('checkbox', { name: 'Only what was paid' });
const months = async () => on.page.locator('.body h3').allInnerTexts();

test('payments stand by the month of the agency’s zone, each that was paid with its receipt as page and PDF', async () => {
  const createdAt = '2026-11-01T03:30:00.000Z'; // October 31 in New York
  const late = { id: 'late', person, totalCents: 100, createdAt, status: 'failed' } as const;
  on.api.on('payer.history', ({ cursor }) =>
    cursor ? { items: [late] } : { items: history().slice(0, 1), next: 'more' },
  );
  await open();
  expect(await months()).toEqual(['November 2026']);
  await on.page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(months).toEqual(['November 2026', 'October 2026']);
  const links = on.page.getByRole('link', { name: /receipt 1042/ });
  expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
    `${on.api.origin}/r/sample-token`,
    `${on.api.origin}/r/sample-token.pdf`,
  ]);
  const names = (await links.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  expect(names).toEqual(['Open', 'Save PDF'].map((name) => `${name} receipt 1042 (opens in a new tab)`));
});

test('what was paid alone can be asked for, and the filter stays with the next page', async () => {
  on.api.on('payer.history', ({ paidOnly }) =>
    paidOnly ? { items: history().slice(0, 1), next: 'more' } : { items: history() },
  );
  await open();
  expect(await on.page.locator('.rows li').count()).toBe(3);
  await filter().check();
  await expect.poll(() => on.page.locator('.rows li').count()).toBe(1);
  await on.page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => on.api.asked('payer.history').at(-1)).toEqual({ paidOnly: true, cursor: 'more' });
});

test('a payment that its bank took back is not shown as paid, and its receipt stays', async () => {
  const takenBack = {
    short: { en: 'Taken back', es: 'Anulado' },
    text: { en: 'What it had paid is owed again.', es: 'Lo que había pagado se debe de nuevo.' },
  };
  on.api.on('payer.history', () => ({
    items: history()
      .slice(0, 1)
      .map((item) => ({ ...item, takenBack })),
  }));
  await open();
  expect(await on.page.locator('.rows .chip.bad').innerText()).toBe('Taken back');
  await on.page.getByText('What it had paid is owed again.').waitFor();
  expect(await on.page.getByRole('link', { name: /receipt 1042/ }).count()).toBe(2);
});

test('a filter that cannot be applied is not shown as applied', async () => {
  await open();
  on.api.on('payer.history', () => new Failure('INTERNAL_SERVER_ERROR'));
  await filter().click();
  await on.page.getByRole('button', { name: 'Try again' }).waitFor();
  await expect.poll(() => filter().isChecked()).toBe(false);
  expect(await on.page.locator('.rows li').count()).toBe(3);
});

test('without payments it says so, and without paid ones likewise', async () => {
  on.api.on('payer.history', ({ paidOnly }) => ({ items: paidOnly ? [] : history().slice(1) }));
  await open();
  await filter().check();
  await on.page.getByText('Nothing was paid yet.').waitFor();
  expect(await filter().isChecked()).toBe(true);
  on.api.on('payer.history', () => ({ items: [] }));
  await filter().click();
  await on.page.getByText('No payments yet. When you pay, your receipts stay here.').waitFor();
});

test('who pays for several people sees for whom each was', async () => {
  const other = { ...person, id: 'other', givenName: 'Riley' };
  on.api.signedIn(aSession({ account: anAccount({ people: [person, other] }) }));
  on.api.on('payer.history', () => ({
    items: history().map((one, index) => (index === 1 ? { ...one, person: other } : one)),
  }));
  await on.open();
  await on.page.getByRole('button', { name: /Alex$/ }).click();
  await on.page.locator('#menu').getByRole('button', { name: 'Payments and receipts' }).click();
  await on.page.getByText('For Riley Rivera').waitFor();
  expect(await on.page.getByText('For Alex Rivera').count()).toBe(2);
});
