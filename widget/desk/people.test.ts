import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findingsAtBothWidths } from './fixtures/axe.ts';
import type { DeskServer, Reply } from './fixtures/desk-server.ts';
import { DeskBench } from './fixtures/open-desk.ts';
import { debt, fee, options, record } from './fixtures/person-samples.ts';
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

/** For the page to run: how many lines a cell's text has. */
function linesOf(cell: Element): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(({ top }) => top)).size;
}

test('a debt says what was assessed, adjusted, paid and waived, what is left, due, past due, held and next', async () => {
  const { page } = await bench.open(undefined, { hash: person });
  await card(page).waitFor();
  const text = (await card(page).innerText()).replaceAll(/\s+/g, ' ');
  for (const told of [
    'Past due Type Restitution Assessed on Jan 15, 2026 Assessed $1,000.00 Adjusted to $1,200.00 Paid $190.00 Waived $10.00 Left $1,000.00',
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
  expect(await page.locator('.effect').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  expect(await page.getByRole('rowheader', { name: 'Assessed on' }).evaluate(linesOf)).toBe(1);
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

test('an act is given up by Esc, or by its button, and focus is back where it was begun', async () => {
  const { page } = await bench.open(supervisor, { hash: person });
  const adjust = card(page).getByRole('button', { name: 'Adjust' });
  await adjust.focus();
  for (const leave of ['Escape', 'Enter']) {
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('act-heading');
    if (leave === 'Enter') await page.getByRole('button', { name: 'Leave it' }).focus();
    await page.keyboard.press(leave);
    await expect.poll(() => adjust.evaluate((button) => button.matches(':focus'))).toBe(true);
  }
});

test('credit pays debts when staff say so, which is shown before: what it pays, and what is left of it', async () => {
  const { page, server } = await bench.open(
    ({ replies }) => {
      replies.obligations = () => ({ result: { ...record, creditCents: 30_000 } });
      replies.spendCredit = ({ isPreview }) => ({
        result: {
          ok: true,
          ...(isPreview === true && {
            after: record.obligations.map((each) =>
              each.id === debt.id ? { ...each, balanceCents: 80_000 } : each,
            ),
          }),
        },
      });
    },
    { hash: person },
  );
  await page.getByRole('button', { name: 'Pay debts from the credit' }).click(); // a clerk may
  await page.getByLabel('Why').fill('Asked for by phone.');
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await expect.poll(() => focused(page)).toBe('effect-heading');
  const effect = page.getByRole('region', { name: '$200.00 of the credit pays:' });
  const rows = (await effect.getByRole('row').allInnerTexts()).map((text) =>
    text.replaceAll(/\s+/g, ' ').trim(),
  );
  expect(rows).toEqual(['Now Then', `${debt.label} $1,000.00 $800.00`, 'Credit left $300.00 $100.00']);
  await page.getByRole('button', { name: 'Confirm' }).dblclick();
  await page.getByText('Done: Pay debts from the credit, Pat Sample.').waitFor();
  const [preview, done, ...more] = server.asked('spendCredit');
  expect(preview).toMatchObject({ personId: 'person-1', note: 'Asked for by phone.', isPreview: true });
  expect([done, more]).toEqual([{ ...preview, isPreview: false }, []]);
  const refusal = { code: 'nothing_owed' };
  server.replies.spendCredit = () => ({ result: { ok: false, refusal } });
  await page.getByRole('button', { name: 'Pay debts from the credit' }).click();
  await page.getByLabel('Why').fill('Again.');
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByText('Nothing is owed that the credit may pay now.').waitFor();
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

test('of several funds and payees none is chosen beforehand, so that no debt goes to the first of a list', async () => {
  const { page, server } = await bench.open(supervisor, { hash: person });
  const funds = [...options.funds, { id: 'fund-2', name: 'Supervision fund' }];
  const payees = [{ id: 'payee-0', name: 'A bakery' }, ...options.payees];
  server.replies.chargeOptions = () => ({ result: { ...options, funds, payees } });
  server.replies.assessObligation = () => ({ result: { ok: true, after: debt } });
  await page.getByRole('button', { name: 'Assess an obligation' }).click();
  await page.getByLabel('What it is called').fill('Supervision fee');
  await page.getByLabel('Amount').fill('15');
  await page.getByLabel('Due by').fill('2026-12-20');
  await page.getByLabel('Why').fill('Order of November 20.');
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByText('Fund must not be empty').waitFor();
  await page.getByText('Payee must not be empty').waitFor();
  expect(server.asked('assessObligation')).toEqual([]);
  await page.getByRole('combobox', { name: 'Fund' }).selectOption('Supervision fund');
  await page.getByRole('combobox', { name: 'Payee' }).selectOption('Harbor County');
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  expect(server.asked('assessObligation')).toMatchObject([
    { fundId: 'fund-2', shares: [{ beneficiaryId: 'payee-1' }] },
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
    ready: (page) => page.locator('.nothing').first().waitFor(),
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
    expect(await findingsAtBothWidths(page)).toEqual([]);
  },
);
