import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DeskBench } from './fixtures/open-desk.ts';

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
  server.replies.saveView = () => ({ result: { ok: false, reason: 'name_taken' } });
  await tab.getByLabel('Name of the view').fill('Big declined');
  await tab.keyboard.press('Enter');
  await tab.getByText('You have a view of that name. Choose another.').waitFor();
  await tab.getByRole('button', { name: 'Delete Ran out' }).click();
  await view('Ran out').waitFor({ state: 'detached' });
  await expect
    .poll(() => tab.getByRole('button', { name: 'Undo' }).evaluate((button) => button.matches(':focus')))
    .toBe(true);
  await tab.keyboard.press('Enter');
  await view('Ran out').waitFor();
  expect(server.asked('removeView').map(({ isRemoved }) => isRemoved)).toEqual([true, false]);

  await view('Declined').click();
  await expect.poll(() => server.asked('searchPayments').at(-1)).toEqual({ state: 'declined', limit: 50 });
  expect(await view('Declined').getAttribute('aria-current')).toBe('true');
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
