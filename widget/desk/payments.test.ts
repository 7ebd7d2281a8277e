import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DeskBench } from './fixtures/open-desk.ts';
import { row, rows } from './fixtures/samples.ts';
import type { Reply } from './fixtures/desk-server.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const page = (count: number): Reply => ({ result: { rows: rows(0, count), total: count } });

test('a row has each fact in words: local time, receipt, people, money, card, state', async () => {
  const { page } = await bench.open(undefined, { timezoneId: 'Asia/Tokyo' });
  const first = page.getByRole('table', { name: 'Payments, newest first' }).getByRole('row').nth(1);
  await first.waitFor();
  const cells = await first.locator('th, td').allInnerTexts();
  expect(cells.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'Nov 22, 2026 , receipt 1042, $133.25 from Alex Rivera 7:41 PM',
    '1042',
    'Alex Rivera',
    'Alex Rivera ID ending 0417',
    '$130.00',
    '$3.25',
    '$133.25',
    'Visa 4242',
    'Paid',
  ]);
  expect(await first.getByRole('time').or(first.locator('time')).getAttribute('title')).toBe(
    '2026-11-23 00:41:08 UTC',
  );
  await page.getByText('frozen_by_moon').first().waitFor(); // a state the desk does not know, as it is
});

test('j, k and Enter go through the list, / to the search, and back lands on the payment left', async () => {
  const { page } = await bench.open();
  const link = (n: number) => page.getByRole('table').getByRole('link').nth(n);
  await link(0).waitFor();
  for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
  expect(await link(1).evaluate((a) => a.matches(':focus'))).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#/payments/pay-1');
  await expect
    .poll(() => page.getByRole('heading', { level: 1 }).evaluate((h) => h.matches(':focus')))
    .toBe(true);
  await page.goBack();
  await expect.poll(() => link(1).evaluate((a) => a.matches(':focus'))).toBe(true);

  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  await expect.poll(() => search.evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.keyboard.type('jk/?');
  expect(await search.inputValue()).toBe('jk/?'); // typed, not commands
});

test('single keys can be turned off', async () => {
  const { page } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.getByLabel('Use single-key shortcuts').uncheck();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('/');
  expect(await page.getByRole('searchbox').evaluate((field) => field.matches(':focus'))).toBe(false);
});

test('what is searched for is asked in the body of a POST and never stands in the address', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByRole('table').getByRole('link').first().waitFor();
  server.replies.searchPayments = () => page(1);
  await tab.getByRole('searchbox').fill('  Rivera ');
  await tab.getByText('1 payment', { exact: true }).waitFor(); // without Enter
  expect(server.asked('searchPayments').at(-1)).toEqual({ text: 'Rivera', limit: 50 });
  expect(server.calls.map(({ url }) => url).join() + tab.url() + (await tab.title())).not.toContain('Rivera');
});

test('filters go together, and are cleared together', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByRole('table').getByRole('link').first().waitFor();
  server.replies.searchPayments = () => page(0);
  await tab.getByLabel('State').selectOption('declined');
  await tab.getByLabel('From').fill('2026-11-01');
  await tab.getByLabel('To').fill('2026-11-30');
  await tab.getByText('No payments fit.').first().waitFor();
  await expect
    .poll(() => server.asked('searchPayments').at(-1))
    .toEqual({ state: 'declined', from: '2026-11-01', to: '2026-11-30', limit: 50 });
  server.replies.searchPayments = () => page(2);
  await tab.getByRole('button', { name: 'Clear filters' }).click();
  await tab.getByText('2 payments', { exact: true }).waitFor();
  expect(server.asked('searchPayments').at(-1)).toEqual({ limit: 50 });
  expect(await tab.getByLabel('From').inputValue()).toBe('');
});

test('days the wrong way round are said to be so, and not asked', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByLabel('From').fill('2026-11-30');
  await tab.getByLabel('To').fill('2026-11-01');
  await tab.getByText('The first day is after the last.').waitFor();
  expect(server.asked('searchPayments').some(({ to }) => to === '2026-11-01')).toBe(false);
});

test('more rows come after the last, and reading goes on at the first of them', async () => {
  const { page, server } = await bench.open();
  await page.getByText('50 of 60 payments', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('60 payments', { exact: true }).waitFor();
  expect(server.asked('searchPayments').at(-1)).toEqual({ cursor: 'c1', limit: 50 });
  const fifty = page.getByRole('table').getByRole('link').nth(50);
  await expect.poll(() => fifty.evaluate((a) => a.matches(':focus'))).toBe(true);
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
});

test('a failure keeps the old rows, dated, with the reference and a way to try again', async () => {
  const { page, server } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  const answer = server.replies.searchPayments;
  server.replies.searchPayments = () => ({
    error: 'INTERNAL_SERVER_ERROR',
    status: 500,
    requestId: 'req-51',
  });
  await page.getByRole('button', { name: 'Refresh' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('We could not load this. Try again.').waitFor();
  expect(await alert.innerText()).toMatch(/Ref req-51[^]*These rows are from \w{3} \d+, \d{4}/);
  expect(await page.getByRole('table').getByRole('link').count()).toBe(50);
  if (answer) server.replies.searchPayments = answer;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor({ state: 'detached' });
});

test('an answer that comes late does not replace a newer one', async () => {
  const late = Promise.withResolvers<Reply>();
  const { page: tab, server } = await bench.open(({ replies }) => {
    replies.searchPayments = ({ text }) => (text === undefined ? late.promise : page(2));
  });
  await tab.getByRole('searchbox').fill('Quill');
  await tab.getByRole('searchbox').press('Enter');
  await tab.getByText('2 payments', { exact: true }).waitFor();
  expect(await tab.getByRole('alert').count()).toBe(0); // nor is the one given up a failure
  late.resolve(page(9));
  await tab.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => server.asked('searchPayments').length).toBeGreaterThan(2);
  expect(await tab.getByRole('table').getByRole('link').count()).toBe(2);
});

test('rows of the final height stand in while the first ones load', async () => {
  const first = Promise.withResolvers<Reply>();
  const { page: tab } = await bench.open(
    ({ replies }) => void (replies.searchPayments = () => first.promise),
  );
  const heights = () =>
    tab.locator('tbody tr').evaluateAll((all) => all.map((tr) => tr.getBoundingClientRect().height));
  await tab.locator('tbody tr').first().waitFor();
  const [waiting] = await heights();
  await tab.getByText('Loading payments').first().waitFor({ state: 'attached' });
  first.resolve({ result: { rows: [row(0)] } });
  await tab.getByRole('table').getByRole('link').waitFor();
  const [there] = await heights();
  expect(waiting).toBe(there);
});

test('on a phone the payments are a list, and the menu opens by its button', async () => {
  const { page } = await bench.open(undefined, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const list = page.getByRole('list', { name: 'Payments, newest first' });
  await list.waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
  expect(await list.getByRole('listitem').first().innerText()).toContain('with $3.25 fee');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const signOut = page.getByRole('button', { name: 'Sign out' });
  expect(await signOut.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Menu' }).click();
  expect((await signOut.boundingBox())?.height).toBeGreaterThanOrEqual(44);
});
