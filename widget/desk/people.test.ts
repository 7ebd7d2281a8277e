import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findings } from './fixtures/axe.ts';
import type { DeskServer, Reply } from './fixtures/desk-server.ts';
import { DeskBench } from './fixtures/open-desk.ts';
import { debt, fee, record } from './fixtures/person-samples.ts';
import { supervisor } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const person = '#/people/person-1';
const broken: Reply = { error: 'INTERNAL_SERVER_ERROR', status: 500, requestId: 'req-51' };

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document.querySelector('onward-desk')?.shadowRoot ?? {};
    return activeElement?.id || activeElement?.textContent.replaceAll(/\s+/g, ' ').trim();
  });
const card = (page: Page) => page.getByRole('article', { name: debt.label });
const toAdjust = async (page: Page, to = '900.00') => {
  await card(page).getByRole('button', { name: 'Adjust' }).click();
  await page.getByLabel('New amount').fill(to);
  await page.getByLabel('Why').fill('Order of November 20.');
};

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
    expect.stringContaining('79 Terry Vast Harbor Point Past due more than can be shown'),
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

test('a debt says what was assessed, adjusted, paid and waived, what is left, due, past due, held and next', async () => {
  const { page } = await bench.open(undefined, { hash: person });
  await card(page).waitFor();
  const text = (await card(page).innerText()).replaceAll(/\s+/g, ' ');
  for (const told of [
    'Past due Assessed on Jan 15, 2026 Assessed $1,000.00 Adjusted to $1,200.00 Paid $190.00 Waived $10.00 Left $1,000.00',
    'In payments under way $25.00 Due now $100.00 by Nov 1, 2026 Past due $50.00 Next $50.00 by Dec 15, 2026 On hold None',
  ])
    expect(text).toContain(told);
});

test('a clerk holds and releases, and reads who may do the rest', async () => {
  const { page } = await bench.open(undefined, { hash: person });
  await card(page).getByRole('button', { name: 'Put on hold' }).waitFor();
  await page.getByText('A supervisor can assess, adjust and waive').waitFor();
  for (const name of ['Adjust', 'Waive', 'Assess an obligation', 'Start a monthly fee', 'End the fee'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
});

test('an act is shown before it is done, done once under one id, and told', async () => {
  const { page, server } = await bench.open(supervisor, { hash: person });
  const after = { ...debt, chargedCents: 90_000, balanceCents: 70_000 };
  server.replies.adjustObligation = ({ isPreview }) => ({
    result: { ok: true, ...(isPreview === true && { after }) },
  });
  await toAdjust(page);
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await expect.poll(() => focused(page)).toBe('effect-heading');
  const row = page.getByRole('row', { name: 'Left' });
  expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toBe('Left $1,000.00 $700.00');
  await page.getByRole('button', { name: 'Confirm' }).dblclick();
  await page.getByText(`Done: Adjust, ${debt.label}.`).waitFor();
  const [preview, done, ...more] = server.asked('adjustObligation');
  expect(preview).toMatchObject({
    obligationId: 'debt-1',
    fromCents: 120_000,
    toCents: 90_000,
    isPreview: true,
  });
  expect(done).toEqual({ ...preview, isPreview: false });
  expect(more).toEqual([]);
});

test('after an answer that was lost the same wish goes out again under the same id', async () => {
  const { page, server } = await bench.open(supervisor, { hash: person });
  let lost = false;
  server.replies.adjustObligation = ({ isPreview }) => {
    if (isPreview === true) return { result: { ok: true, after: debt } };
    if (lost) return { result: { ok: true } };
    lost = true;
    return broken;
  };
  await toAdjust(page);
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Ref req-51').waitFor();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText(/^Done: Adjust/).waitFor();
  expect(new Set(server.asked('adjustObligation').map(({ actId }) => actId)).size).toBe(1);
});

test('what is missing, is no amount, or is refused by the server is said at its field, which takes focus', async () => {
  const { page, server } = await bench.open(supervisor, { hash: person });
  await toAdjust(page, 'much');
  const send = page.getByRole('button', { name: 'Show what it does' });
  await send.click();
  await expect.poll(() => focused(page)).toBe('act-toCents');
  expect(await page.locator('#act-toCents-error').innerText()).toContain('must be an amount');
  const refusal = { code: 'below_paid', field: 'toCents', amountCents: 20_000 };
  server.replies.adjustObligation = () => ({ result: { ok: false, refusal } });
  await page.getByLabel('New amount').fill('5');
  await send.click();
  await page.getByText('must be at least $200.00').waitFor();
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('button', { name: 'Assess an obligation' }).click();
  await page.getByLabel('What it is called').fill('Fine');
  await send.click();
  await expect.poll(() => focused(page)).toBe('act-assessedCents');
});

test('who was faster is told, and what is there now is shown', async () => {
  const { page, server } = await bench.open(supervisor, { hash: person });
  const changed = { at: '2026-11-23T00:59:00.000Z', role: 'supervisor' };
  server.replies.adjustObligation = () => ({
    result: { ok: false, refusal: { code: 'changed_meanwhile', changed } },
  });
  await toAdjust(page);
  server.replies.obligations = () => ({
    result: { ...record, obligations: [{ ...debt, label: 'As it is now' }] },
  });
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByText('Supervisor changed this at Nov 22, 7:59 PM.').waitFor();
  await page.getByRole('article', { name: 'As it is now' }).waitFor();
  expect(await page.locator('.act-form').count()).toBe(0);
});

test('a debt in instalments is asked for with its fields, as whole cents', async () => {
  const { page, server } = await bench.open(supervisor, { hash: person });
  server.replies.assessObligation = () => ({ result: { ok: true, after: debt } });
  await page.getByRole('button', { name: 'Assess an obligation' }).click();
  await page.getByLabel('What it is called').fill('Restitution');
  await page.getByLabel('Amount').fill('$1,200.05');
  await page.getByLabel('How it falls due').selectOption('instalments');
  await page.getByLabel('Each instalment').fill('100');
  await page.getByLabel('First due on').fill('2026-12-15');
  await page.getByLabel('Day of the month').fill('15');
  await page.getByLabel('Why').fill('Order of November 20.');
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  expect(server.asked('assessObligation')).toMatchObject([
    {
      personId: 'person-1',
      label: 'Restitution',
      fundId: 'fund-1',
      shares: [{ beneficiaryId: 'payee-1' }],
      assessedCents: 120_005,
      assessedOn: '2026-11-23',
      terms: { how: 'instalments', instalmentCents: 10_000, dayOfMonth: 15, firstDueOn: '2026-12-15' },
    },
  ]);
});

interface Screen {
  name: string;
  hash: string;
  prepare?: (server: DeskServer) => void;
  ready: (page: Page, server: DeskServer) => Promise<unknown>;
}

const find = async (page: Page) => {
  await page.getByLabel('Name or ID').fill('pat');
  await page.keyboard.press('Enter');
};
const screens: Screen[] = [
  {
    name: 'people',
    hash: '#/people',
    ready: (page) => page.getByRole('link', { name: 'Sam New' }).waitFor(),
  },
  {
    name: 'people loading',
    hash: '#/people',
    prepare: ({ replies }) => void (replies.findPeople = () => new Promise<never>(() => {})),
    ready: (page) => page.locator('.bone').first().waitFor(),
  },
  {
    name: 'nobody found',
    hash: '#/people',
    prepare: ({ replies }) =>
      void (replies.findPeople = () => ({
        result: { people: [], total: 0, asOf: '2026-11-23T01:00:00.000Z' },
      })),
    ready: async (page) => (
      await find(page),
      page.locator('.empty').getByText('Check zeros in the ID').waitFor()
    ),
  },
  {
    name: 'people failed',
    hash: '#/people',
    prepare: ({ replies }) => void (replies.findPeople = () => broken),
    ready: async (page) => (await find(page), page.getByRole('alert').waitFor()),
  },
  { name: 'person', hash: person, prepare: supervisor, ready: (page) => card(page).waitFor() },
  { name: 'person, of a clerk', hash: person, ready: (page) => card(page).waitFor() },
  {
    name: 'person loading',
    hash: person,
    prepare: ({ replies }) => void (replies.obligations = () => new Promise<never>(() => {})),
    ready: (page) => page.locator('.bone').first().waitFor(),
  },
  {
    name: 'person with nothing',
    hash: person,
    prepare: ({ replies }) =>
      void (replies.obligations = () => ({ result: { ...record, obligations: [], monthlyFees: [] } })),
    ready: (page) => page.locator('.empty').first().waitFor(),
  },
  {
    name: 'person not there',
    hash: person,
    prepare: ({ replies }) => void (replies.obligations = () => ({ error: 'NOT_FOUND', status: 404 })),
    ready: (page) => page.getByText('This person is not here.').waitFor(),
  },
  {
    name: 'an act with problems',
    hash: person,
    prepare: supervisor,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Assess an obligation' }).click();
      await page.getByRole('button', { name: 'Show what it does' }).click();
      await page.locator('#act-label-error').waitFor();
    },
  },
  {
    name: 'an act’s effect',
    hash: person,
    prepare: (server) => {
      supervisor(server);
      server.replies.changeMonthlyFee = () => ({
        result: { ok: true, after: { ...fee, amountCents: 5_000 } },
      });
    },
    ready: async (page) => {
      await page.getByRole('button', { name: 'Change the amount' }).click();
      await page.getByLabel('New amount').fill('50');
      await page.getByLabel('Why').fill('By order.');
      await page.getByRole('button', { name: 'Show what it does' }).click();
      await page.getByRole('button', { name: 'Confirm' }).waitFor();
    },
  },
];

test.each(screens)(
  'axe finds nothing and nothing scrolls sideways: $name',
  async ({ hash, prepare, ready }) => {
    const { page, server } = await bench.open(prepare, { bypassCSP: true, hash });
    await ready(page, server);
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 320],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await findings(page), `${colorScheme}, ${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  },
);
