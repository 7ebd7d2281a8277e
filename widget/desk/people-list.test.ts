import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DeskBench } from './fixtures/open-desk.ts';
import { debt, found } from './fixtures/person-samples.ts';
import { supervisor } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const person = '#/people/person-1';
const card = (page: Page) => page.getByRole('article', { name: debt.label });
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document.querySelector('onward-desk')?.shadowRoot ?? {};
    return activeElement?.id || activeElement?.textContent.replaceAll(/\s+/g, ' ').trim();
  });

test('g o leads to people; who is found by name or ID is opened by the keyboard alone, and no address names them', async () => {
  const { page, server } = await bench.open();
  await page.locator('a[data-payment]').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect.poll(() => focused(page)).toBe('People & obligations');
  await page.getByLabel('Name or ID').fill('0048-213-a');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => server.asked('findPeople'))
    .toEqual([{ limit: 50 }, { text: '0048-213-a', limit: 50 }]);
  await page.getByRole('table', { name: 'People, by name' }).waitFor();
  await page.getByRole('button', { name: 'Find', exact: true }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Pat Sample');
  expect(new URL(page.url()).hash).toBe(person);
  expect(await page.title()).toBe('People & obligations – Onward Desk');
});

test('people are listed with ID, name, office, how they stand, balance and past due; back leads to the one left', async () => {
  const { page } = await bench.open(undefined, { hash: '#/people' });
  const rows = page.getByRole('table', { name: 'People, by name' }).getByRole('row');
  await rows.nth(1).waitFor();
  const said = await rows.allInnerTexts();
  expect(said.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'ID Name Office Status Balance Past due',
    '48213A Pat Sample Harbor Point Past due $1,234.50 $50.00',
    '91A Patrick Sample Harbor Point Paid up $0.00 $0.00',
    '77 Riley Held Harbor Point On hold $9.00 $0.00',
    '78 Sam New Harbor Point Nothing charged $0.00 $0.00',
    expect.stringContaining('79 Terry Vast Harbor Point Past due too much to show'),
  ]);
  for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
  await card(page).waitFor();
  await page.goBack();
  await expect.poll(() => focused(page)).toBe('Patrick Sample');
});

test('filters of people go together, stand in the address without the name that was typed, and are cleared', async () => {
  const { page, server } = await bench.open(undefined, {
    hash: '#/people?status=owes&kind=restitution&order=owed&status2=x',
  });
  await page.getByRole('table', { name: 'People, largest balance first' }).waitFor();
  const asked = { status: 'owes', kind: 'restitution', order: 'owed', limit: 50 };
  expect(server.asked('findPeople')).toEqual([asked]);
  server.replies.findPeople = () => ({ result: { people: [], total: 0, asOf: '2026-11-23T01:00:00.000Z' } });
  await page.getByLabel('Past due').selectOption('yes');
  await page.getByLabel('Office').selectOption('Harbor office');
  await page.getByLabel('Name or ID').fill('0048-213');
  await page.keyboard.press('Enter');
  await page.locator('.empty').getByText('No one fits. Check zeros in the ID.').waitFor();
  await expect
    .poll(() => server.asked('findPeople').at(-1))
    .toEqual({ ...asked, pastDue: 'yes', office: 'Harbor office', text: '0048-213' });
  const hash = '#/people?status=owes&pastDue=yes&kind=restitution&office=Harbor+office&order=owed';
  expect(new URL(page.url()).hash).toBe(hash);
  server.replies.findPeople = () => ({
    result: { people: [], next: '0|x', asOf: '2026-11-23T01:00:00.000Z' },
  });
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => server.asked('findPeople').at(-1)).toMatchObject({ order: 'owed', cursor: '0|x' });
  await page.getByRole('button', { name: 'Look further' }).waitFor(); // not without an end by itself
  expect(server.asked('findPeople').length).toBeLessThan(20);
});

test('people are exported as they are listed, by whoever may', async () => {
  const { page, server } = await bench.open(supervisor, { hash: '#/people?status=owes' });
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.clock.setFixedTime('2026-11-23T00:41:55Z');
  server.replies.exportPeople = () => ({ file: 'Person ID\r\n' });
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  expect((await coming).suggestedFilename()).toBe('people-2026-11-22.csv');
  expect(server.asked('exportPeople')).toEqual([{ status: 'owes' }]);
  const { page: clerks } = await bench.open(undefined, { hash: '#/people' });
  await clerks.getByText('The list can be exported by a supervisor.').waitFor();
  expect(await clerks.getByRole('button', { name: 'Export' }).count()).toBe(0);
});

test('how many people fit is told when it is known, if the list could not say so at once; what was asked before is not', async () => {
  const first = Promise.withResolvers<{ result: object }>();
  const { page, server } = await bench.open(
    ({ replies }) => {
      replies.findPeople = () => ({ result: { people: found.people, next: '0|x', asOf: found.asOf } });
      replies.countPeople = () => first.promise;
    },
    { hash: '#/people?status=owes&order=owed' },
  );
  await page.getByRole('table').getByRole('link').first().waitFor();
  await expect.poll(() => server.asked('countPeople')).toEqual([{ status: 'owes' }]);
  server.replies.countPeople = () => ({ result: { total: 1000, totalIsMore: true } });
  await page.getByLabel('Status').selectOption('paid_up');
  const total = page.getByText(/ of more than 1,000 people/);
  await total.waitFor();
  first.resolve({ result: { total: 77 } });
  server.replies.countPeople = () => ({ result: { total: 2 } });
  await page.getByLabel('Status').selectOption('on_hold');
  await total.waitFor({ state: 'detached' });
  expect(await page.getByText(/ 77 people/).count()).toBe(0);
  await page.getByRole('button', { name: /Look further|Show more/ }).waitFor({ state: 'detached' }); // all are here
});
