import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DeskBench, nameOfFocus } from './fixtures/open-desk.ts';
import { row, rows, supervisor } from './fixtures/samples.ts';
import type { Reply } from './fixtures/desk-server.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const page = (count: number): Reply => ({ result: { rows: rows(0, count), total: count } });

test('a row has each fact in words: local time, receipt, people, money, card, state, payout', async () => {
  const { page } = await bench.open(undefined, { timezoneId: 'Asia/Tokyo' });
  const first = page.getByRole('table', { name: 'Payments, newest first' }).getByRole('row').nth(1);
  await first.waitFor();
  const cells = await first.locator('th, td').allInnerTexts();
  expect(cells.slice(1).map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'Nov 22, 2026 , receipt 1042, $133.25 from Alex Rivera 7:41 PM',
    '1042',
    'Alex Rivera',
    'Alex Rivera ID ending 0417',
    '$130.00',
    '$3.25',
    '$133.25',
    'Visa 4242',
    'Paid',
    'from Nov 25, 2026', // of that calendar day, which in New York has not begun by then
  ]);
  expect(await first.locator('time').first().getAttribute('title')).toBe('2026-11-23 00:41:08 UTC');
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
  await tab.getByLabel('From', { exact: true }).fill('2026-11-01');
  await tab.getByLabel('To', { exact: true }).fill('2026-11-30');
  await tab.getByText('No payments fit.').first().waitFor();
  await expect
    .poll(() => server.asked('searchPayments').at(-1))
    .toEqual({ state: 'declined', from: '2026-11-01', to: '2026-11-30', limit: 50 });
  server.replies.searchPayments = () => page(2);
  await tab.getByRole('button', { name: 'Clear filters' }).click();
  await tab.getByText('2 payments', { exact: true }).waitFor();
  expect(server.asked('searchPayments').at(-1)).toEqual({ limit: 50 });
  expect(await tab.getByLabel('From', { exact: true }).inputValue()).toBe('');
});

test('days the wrong way round are said to be so, and not asked', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByLabel('From', { exact: true }).fill('2026-11-30');
  await tab.getByLabel('To', { exact: true }).fill('2026-11-01');
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
  await alert.getByRole('button', { name: 'Try again' }).focus();
  await page.keyboard.press('Enter');
  await alert.waitFor({ state: 'detached' });
  expect(await page.evaluate(nameOfFocus)).toBe('Payments'); // what was pressed is gone: focus is not
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

test('filters stand in the address, and an address opens the list with them', async () => {
  const { page: tab, server } = await bench.open(undefined, {
    hash: '#/payments?state=declined&least=25&kind=restitution&order=largest&from=soon&nonsense=1',
  });
  await tab
    .getByRole('table', { name: 'Payments, largest amount first' })
    .getByRole('link')
    .first()
    .waitFor();
  const asked = { state: 'declined', leastCents: 2_500, kind: 'restitution', order: 'largest', limit: 50 };
  expect(server.asked('searchPayments')).toEqual([asked]);
  expect(await tab.getByLabel('Least amount').inputValue()).toBe('25');
  await tab.getByRole('searchbox').fill('Rivera');
  await tab.getByLabel('Office').selectOption('North office');
  await expect
    .poll(() => server.asked('searchPayments').at(-1))
    .toMatchObject({ office: 'North office', text: 'Rivera' });
  expect(new URL(tab.url()).hash).toBe(
    '#/payments?state=declined&least=25.00&kind=restitution&office=North+office&order=largest',
  );
  await tab.getByRole('table').getByRole('link').first().click();
  await tab.getByRole('heading', { name: 'Timeline' }).waitFor();
  const before = server.asked('searchPayments').length;
  await tab.goBack();
  await tab.getByRole('table').waitFor();
  expect(await tab.getByLabel('Office').inputValue()).toBe('North office');
  expect(server.asked('searchPayments').length).toBe(before); // the list is as it was left
});

test('an amount that is none is said to be so, and not asked', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByText('More filters').click();
  await tab.getByLabel('Least amount').fill('ten');
  await tab.getByLabel('Most amount').fill('5');
  await tab.getByText('Enter dollars and cents, like 25.00.').waitFor();
  await tab.getByLabel('Least amount').fill('10');
  await tab.getByLabel('Least amount').blur();
  await tab.getByText('The least amount is more than the most.').waitFor();
  expect(server.asked('searchPayments').some(({ leastCents, mostCents }) => leastCents || mostCents)).toBe(
    false,
  );
});

test('what few payments meet is looked for further back; how far is told, and looking goes on by a press', async () => {
  let pages = 0;
  const { page: tab, server } = await bench.open(({ replies }) => {
    replies.searchPayments = () => {
      const isLast = ++pages === 12;
      return isLast
        ? page(1)
        : { result: { rows: [], next: `c${pages}`, lookedTo: '2025-03-01T12:00:00.000Z' } };
    };
  });
  await tab.getByText('No payments fit so far.').first().waitFor();
  await tab.getByText('We have looked as far as Mar 1, 2025.').waitFor();
  expect(await tab.getByText('No payments fit.', { exact: true }).count()).toBe(0);
  await expect.poll(() => server.asked('searchPayments').at(-1)).toMatchObject({ cursor: 'c7' });
  await tab.getByRole('button', { name: 'Look further' }).click();
  await tab.getByRole('table').getByRole('link').waitFor();
  expect(await tab.getByRole('button', { name: 'Look further' }).count()).toBe(0);
});

test('more than can be counted quickly is said to be more', async () => {
  const { page: tab } = await bench.open(({ replies }) => {
    replies.searchPayments = () => ({
      result: { rows: rows(0, 50), next: 'c1', total: 1000, totalIsMore: true },
    });
  });
  const count = tab.getByText('50 of more than 1,000 payments', { exact: true });
  await expect.poll(() => count.count()).toBe(1);
});

test('x selects the row in hand; what is selected is counted and summed, and typing selects nothing', async () => {
  const { page: tab } = await bench.open();
  await tab.getByRole('table').getByRole('link').first().waitFor();
  await tab.keyboard.press('x'); // no row is in hand yet
  for (const key of ['j', 'x', 'j', 'x']) await tab.keyboard.press(key);
  const bar = tab.getByRole('region', { name: 'Selected payments' });
  expect((await bar.innerText()).replaceAll(/\s+/g, ' ')).toContain('2 selected $267.75');
  expect(
    await tab.getByRole('checkbox', { name: 'Select receipt 1042, $133.25 from Alex Rivera' }).isChecked(),
  ).toBe(true);
  await tab.keyboard.press('x');
  await bar.getByText('1 selected').waitFor();
  await tab.getByRole('searchbox').focus();
  await tab.keyboard.type('x');
  await bar.waitFor({ state: 'detached' }); // another search: nothing of it is selected
});

test('the receipts of the selected payments are mailed again, one by one, and it says what became of each', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByRole('table').getByRole('link').first().waitFor();
  const answers: Record<string, Reply> = {
    'pay-0': { result: { ok: true, sentTo: 'alex@payer.example' } },
    'pay-1': { result: { ok: false, reason: 'sent_just_now' } },
    'pay-2': { result: { ok: false, reason: 'not_out_yet', since: '2026-11-22T05:10:00.000Z' } },
    'pay-3': { result: { ok: false, reason: 'not_paid' } },
    'pay-4': { error: 'INTERNAL_SERVER_ERROR', status: 500 },
  };
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  server.replies.sendReceipt = async ({ paymentId }) => {
    if (paymentId === 'pay-1') await held;
    return answers[String(paymentId)] ?? 'cut';
  };
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x', 'j', 'x', 'j', 'x']) await tab.keyboard.press(key);
  const bar = tab.getByRole('region', { name: 'Selected payments' });
  const mail = bar.getByRole('button', { name: 'Mail receipts again' });
  await mail.click();
  await bar.getByText('Mailing 2 of 5').waitFor();
  await mail.click({ force: true }); // one mailing at a time
  goOn();
  const said =
    '1 mailed. 1 mailed a moment ago already. 1 not out yet: it waits for the mail server, and goes out by itself. ' +
    '1 not paid. 1 could not be mailed. Try again.';
  await bar.getByRole('status').getByText(said).waitFor();
  expect(server.asked('sendReceipt').map(({ paymentId }) => paymentId)).toEqual(Object.keys(answers));
  await bar.getByRole('button', { name: 'Select all shown' }).click(); // it is not said of those
  await bar.getByText(said).waitFor({ state: 'detached' });
});

test('whoever may not export the list reads who may, and can export the rows they select', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByRole('table').getByRole('link').first().waitFor();
  await tab.getByText('The list can be exported by a supervisor.').waitFor();
  expect(await tab.getByRole('button', { name: 'Export' }).count()).toBe(0);
  server.replies.exportPayments = () => ({ file: 'Payment\r\npay-0\r\n' });
  for (const key of ['j', 'x']) await tab.keyboard.press(key);
  const coming = tab.waitForEvent('download');
  await tab.getByRole('button', { name: 'Export selected' }).click();
  await coming;
  expect(server.asked('exportPayments')).toEqual([{ ids: ['pay-0'] }]);
});

test('what the filters show is exported as a file, and so are the selected rows; a failure has its reference', async () => {
  const {
    page: tab,
    server,
    complaints,
  } = await bench.open(supervisor, { hash: '#/payments?state=declined' });
  await tab.getByRole('table').getByRole('link').first().waitFor();
  await tab.clock.setFixedTime('2026-11-23T00:41:55Z');
  server.replies.exportPayments = () => ({ file: 'Payment\r\npay-0\r\n' });
  const coming = tab.waitForEvent('download');
  await tab.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe('payments-2026-11-22.csv'); // the agency's day
  expect(await readFile(await file.path(), 'utf8')).toBe('Payment\r\npay-0\r\n');
  for (const key of ['j', 'x']) await tab.keyboard.press(key);
  const second = tab.waitForEvent('download');
  await tab.getByRole('button', { name: 'Export selected' }).click();
  await second;
  expect(server.asked('exportPayments')).toEqual([{ state: 'declined' }, { ids: ['pay-0'] }]);
  server.replies.exportPayments = () => ({
    error: 'INTERNAL_SERVER_ERROR',
    status: 500,
    requestId: 'req-77',
  });
  await tab.getByRole('button', { name: 'Export', exact: true }).click();
  await tab.getByRole('alert').getByText('We could not export this. Try again.').waitFor();
  expect(await tab.getByRole('alert').innerText()).toContain('Ref req-77');
  expect(complaints).toEqual([]); // the strict policy lets the file through
});
