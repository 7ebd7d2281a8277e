import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DeskBench, nameOfFocus } from './fixtures/open-desk.ts';
import { views } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

test('a view whose answer was lost is saved again as the same view', async () => {
  const { page: tab, server } = await bench.open(undefined, { hash: '#/payments?state=expired' });
  server.replies.saveView = () => 'cut';
  await tab.getByRole('button', { name: 'Save this view' }).click();
  await tab.getByLabel('Name of the view').fill('Ran out');
  await tab.keyboard.press('Enter');
  await tab.locator('#view-name-error').waitFor();
  server.replies.saveView = ({ viewId: id, name, list }) => ({
    result: { ok: true, view: { id, name, list } },
  });
  await tab.getByRole('button', { name: 'Save', exact: true }).click();
  await tab.getByRole('link', { name: 'Ran out', exact: true }).waitFor();
  const ids = server.asked('saveView').map((asked) => (asked as { viewId: string }).viewId);
  expect([ids.length > 1, new Set(ids).size]).toEqual([true, 1]);
});

test('a view is kept under a name, renamed, deleted, and brought back', async () => {
  const { page: tab, server } = await bench.open(undefined, { hash: '#/payments?state=expired' });
  const view = (name: string) =>
    tab.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true });
  await view('Big declined').waitFor();
  await tab.getByRole('button', { name: 'Save this view' }).click();
  await expect.poll(() => tab.evaluate(nameOfFocus)).toBe('view-name');
  await tab.getByRole('button', { name: 'Save', exact: true }).click();
  await tab.getByText('Enter a name.').waitFor();
  expect(await tab.getByLabel('Name of the view').evaluate((field) => field.matches(':focus'))).toBe(true);
  await tab.keyboard.type('Ran out');
  await tab.keyboard.press('Enter');
  await expect.poll(() => view('Ran out').evaluate((link) => link.matches(':focus'))).toBe(true);
  expect(server.asked('saveView')).toEqual([
    { viewId: expect.any(String), name: 'Ran out', list: { state: 'expired' } },
  ]);

  await tab.getByRole('button', { name: 'Rename Ran out' }).click();
  await tab.getByLabel('Name of the view').press('Escape');
  await expect.poll(() => focused(tab)).toBe('Rename Ran out');
  await tab.keyboard.press('Enter');
  server.replies.saveView = () => ({ result: { ok: false, reason: 'name_taken' } });
  await tab.getByLabel('Name of the view').fill('Big declined');
  await tab.keyboard.press('Enter');
  await tab.getByText('You have a view of that name. Choose another.').waitFor();
  await tab.getByRole('button', { name: 'Delete Ran out' }).click();
  await view('Ran out').waitFor({ state: 'detached' });
  await expect
    .poll(() => tab.getByRole('button', { name: 'Undo' }).evaluate((button) => button.matches(':focus')))
    .toBe(true);
  await tab.keyboard.press('u');
  await view('Ran out').waitFor();
  expect(server.asked('removeView').map(({ isRemoved }) => isRemoved)).toEqual([true, false]);

  await tab.getByRole('button', { name: 'Rename Ran out' }).click();
  await view('Declined').click();
  await expect.poll(() => server.asked('searchPayments').at(-1)).toEqual({ state: 'declined', limit: 50 });
  expect(await view('Declined').getAttribute('aria-current')).toBe('true');
  expect(await tab.getByLabel('Name of the view').count()).toBe(0); // it was another's
  await view('All payments').click();
  await expect.poll(() => server.asked('searchPayments').at(-1)).toEqual({ limit: 50 });
});

test('a view that is chosen shows all of it: what was typed into the search is gone, also while the view is the same', async () => {
  const { page: tab, server } = await bench.open();
  const search = tab.getByRole('searchbox');
  const all = tab.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All payments' });
  await tab.getByRole('table').getByRole('link').first().waitFor();
  for (const chosen of ['first', 'again']) {
    await search.fill(`zzz ${chosen}`);
    await expect
      .poll(() => server.asked('searchPayments').at(-1))
      .toEqual({ text: `zzz ${chosen}`, limit: 50 });
    await all.click();
    await expect.poll(() => server.asked('searchPayments').at(-1)).toEqual({ limit: 50 });
    expect(await search.inputValue()).toBe('');
  }
  await search.fill('zzz');
  await tab.getByRole('link', { name: 'Declined', exact: true }).click();
  await expect.poll(() => server.asked('searchPayments').at(-1)).toEqual({ state: 'declined', limit: 50 });
  expect(await search.inputValue()).toBe('');
});

test('a saved view is the one that is open, however its amounts were typed', async () => {
  const { page: tab } = await bench.open(undefined, { hash: '#/payments?least=30&most=$1,000' });
  await tab.getByRole('button', { name: 'Save this view' }).click();
  await tab.getByLabel('Name of the view').fill('Thirty');
  await tab.keyboard.press('Enter');
  const view = tab.getByRole('link', { name: 'Thirty', exact: true });
  await view.waitFor();
  expect(await view.getAttribute('aria-current')).toBe('true');
  expect(await tab.getByRole('button', { name: 'Save this view' }).count()).toBe(0);
});

const heads = async (tab: Page) =>
  (await tab.getByRole('table').getByRole('columnheader').allInnerTexts())
    .map((text) => text.trim())
    .slice(2);
const focused = (tab: Page) =>
  tab.evaluate(() => {
    const { activeElement } = document.querySelector('onward-desk')?.shadowRoot ?? {};
    return (
      activeElement?.getAttribute('aria-label') ?? activeElement?.textContent.replaceAll(/\s+/g, ' ').trim()
    );
  });

test('columns are chosen and moved with the keyboard alone, without asking for payments again, and kept when it is done', async () => {
  const { page: tab, server, complaints } = await bench.open();
  await tab.getByRole('table').getByRole('link').first().waitFor();
  const searches = server.asked('searchPayments').length;
  await tab.getByRole('button', { name: 'Columns' }).focus();
  await tab.keyboard.press('Enter');
  await tab.getByRole('checkbox', { name: 'Show Fee' }).focus();
  await tab.keyboard.press('Space');
  await tab.getByRole('checkbox', { name: 'Show Person' }).focus();
  await tab.keyboard.press('Space');
  await tab.getByRole('button', { name: 'Move Payout to the left' }).focus();
  for (let n = 0; n < 3; n++) {
    await tab.keyboard.press('Enter');
    await tab.getByText(`Payout: ${6 - n} of 7`).waitFor({ state: 'attached' });
    await expect.poll(() => focused(tab)).toBe('Move Payout to the left');
  }
  const chosen = ['Receipt', 'Payer', 'Amount', 'Payout', 'Total', 'Way', 'State'];
  expect(await heads(tab)).toEqual(chosen);
  const cells = await tab.getByRole('row').nth(1).locator('td').allInnerTexts();
  expect(cells.slice(1, 5)).toEqual(['1042', 'Alex Rivera', '$130.00', 'from Nov 25, 2026']);
  expect(server.asked('keepColumns')).toEqual([]);
  await tab.keyboard.press('Escape');
  await expect.poll(() => focused(tab)).toBe('Columns');
  const columns = chosen.map((name) => name.toLowerCase());
  await expect.poll(() => server.asked('keepColumns')).toEqual([{ columns }]);
  expect(server.asked('searchPayments')).toHaveLength(searches);
  expect(complaints).toEqual([]);
});

test('columns that were kept are there again; that they could not be kept is said; one stays, and all come back', async () => {
  const { page: tab, server } = await bench.open(({ replies }) => {
    replies.paymentsViews = () => ({ result: { ...views, columns: ['state', 'payer'] } });
    replies.keepColumns = () => ({ error: 'INTERNAL_SERVER_ERROR', status: 500 });
  });
  await expect.poll(() => heads(tab)).toEqual(['State', 'Payer']);
  await tab.getByRole('button', { name: 'Columns' }).click();
  await tab.getByRole('checkbox', { name: 'Show Payer' }).uncheck();
  await tab.getByText('One column has to stay.').waitFor();
  expect(await tab.getByRole('checkbox', { name: 'Show State' }).isDisabled()).toBe(true);
  await tab.getByRole('button', { name: 'Done' }).click();
  await tab.getByText('The columns were not kept for next time.').waitFor();
  expect(await heads(tab)).toEqual(['State']);
  server.replies.keepColumns = () => ({ result: { ok: true } });
  await tab.getByRole('button', { name: 'Columns' }).click();
  await tab.getByRole('button', { name: 'Usual columns' }).click();
  await tab.getByRole('button', { name: 'Done' }).click();
  await expect.poll(async () => (await heads(tab)).length).toBe(9);
  await expect.poll(() => server.asked('keepColumns').length).toBe(2);
  expect(await tab.getByText('The columns were not kept').count()).toBe(0);
});

test('the search is left by Enter for what was found, and by Esc for where one was', async () => {
  const { page } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.keyboard.press('j');
  const row = await page.evaluate(nameOfFocus);
  await page.keyboard.press('/');
  await page.keyboard.type('j');
  await page.keyboard.press('Escape'); // the browser's own: it empties the field
  expect(await page.evaluate(nameOfFocus)).toBe('search');
  await page.keyboard.press('Escape');
  expect(await page.evaluate(nameOfFocus)).toBe(row);
  await page.keyboard.press('/');
  await page.keyboard.type('Rivera');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(nameOfFocus)).toBe('Payments');
});

test('g s leads to what can be done with the selected rows, past those between; cleared, back to the first of them', async () => {
  const { page } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  for (const key of ['j', 'j', 'x']) await page.keyboard.press(key);
  for (let n = 0; n < 18; n++) {
    await page.keyboard.press('j');
    expect(await page.evaluate(isFocusSeen), `after ${n} steps`).toBe(true); // the bar at the bottom hides none
  }
  for (const key of ['g', 's']) await page.keyboard.press(key);
  await expect.poll(() => page.evaluate(nameOfFocus)).toBe('Export selected');
  for (let n = 0; n < 3; n++) await page.keyboard.press('Tab');
  expect(await page.evaluate(nameOfFocus)).toBe('Clear selection');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Selected payments' }).waitFor({ state: 'detached' });
  const second = page.getByRole('table').getByRole('link').nth(1);
  await expect.poll(() => second.evaluate((link) => link.matches(':focus'))).toBe(true);
});

test('no key acts on what is behind a dialog', async () => {
  const { page } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.getByRole('button', { name: 'Columns' }).focus();
  await page.keyboard.press('Enter');
  const heading = 'Columns of the list';
  await expect.poll(() => page.evaluate(nameOfFocus)).toBe(heading);
  for (const key of ['g', 'o', 'j', '/', '?']) await page.keyboard.press(key);
  expect(await page.evaluate(nameOfFocus)).toBe(heading);
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(new URL(page.url()).hash).toBe('');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(nameOfFocus)).toBe('Columns');
});

test('on a phone each view that has focus is seen whole', async () => {
  const own = ['Largest of the month', 'Cards of the north office'].map((name) => ({
    id: name,
    name,
    list: {},
  }));
  const { page } = await bench.open(
    ({ replies }) =>
      void (replies.paymentsViews = () => ({ result: { ...views, own: [...views.own, ...own] } })),
    { viewport: { width: 360, height: 740 } },
  );
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  await links.nth(4).waitFor();
  await links.first().focus();
  for (let n = 1; n < 5; n++) {
    await page.keyboard.press('Tab');
    const { x = -1, width = 0 } = (await links.nth(n).boundingBox()) ?? {};
    expect([n, x >= 0, x + width <= 360]).toEqual([n, true, true]);
  }
});

test('each day in the list of payments stands on one line', async () => {
  const { page } = await bench.open();
  const days = page.locator('tbody :is(th a time, .day)');
  await days.first().waitFor();
  const lines = await days.evaluateAll((all) => all.map((day) => day.getClientRects().length));
  expect([lines.length > 50, new Set(lines)]).toEqual([true, new Set([1])]);
});

/** For the page to run: nothing lies over what has focus. */
function isFocusSeen(): boolean {
  const root = document.querySelector('onward-desk')?.shadowRoot;
  const box = root?.activeElement?.getBoundingClientRect();
  const top = box && root?.elementFromPoint(box.x + 2, box.y + box.height - 2);
  return Boolean(top?.closest('.rows'));
}
