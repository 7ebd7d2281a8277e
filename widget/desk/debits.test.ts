import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PaymentStory } from '../../api/contract/index.ts';
import type { DeskServer } from './fixtures/desk-server.ts';
import { DeskBench } from './fixtures/open-desk.ts';
import { cameToNothing, debitRow, onItsWay, takenBack } from './fixtures/debit-samples.ts';
import { row } from './fixtures/samples.ts';
import { stagesOf } from './stages.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

async function openStory(story: PaymentStory) {
  const desk = await bench.open(({ replies }) => void (replies.paymentStory = () => ({ result: story })), {
    hash: '#/payments/pay-0',
  });
  await desk.page.getByRole('heading', { name: 'Timeline' }).waitFor();
  return desk;
}

test('a bank debit is named as one, with the day by which its bank should have paid, in table and list', async () => {
  const serve = ({ replies }: DeskServer) =>
    void (replies.searchPayments = () => ({
      result: { rows: [debitRow, { ...debitRow, id: 'late', isLate: true }, row(1)], total: 3 },
    }));
  const { page } = await bench.open(serve);
  const first = page.getByRole('table').getByRole('row').nth(1);
  await first.waitFor();
  const cells = (await first.locator('th, td').allInnerTexts()).map((text) =>
    text.replaceAll(/\s+/g, ' ').trim(),
  );
  expect(cells.slice(-3)).toEqual(['Bank account 6789', 'Processing expected by Nov 30, 2026', '– None']);
  expect(await first.locator('time').last().getAttribute('datetime')).toBe('2026-11-30');
  const late = page.getByRole('table').getByRole('row').nth(2);
  expect(oneLine(await late.innerText())).toContain('Processing late, was expected by Nov 30, 2026');
  await page.setViewportSize({ width: 360, height: 800 });
  const item = page.getByRole('list', { name: 'Payments, newest first' }).getByRole('listitem').first();
  await item.waitFor();
  expect(await item.innerText()).toContain('Bank account 6789');
  expect(await item.innerText()).toContain('expected by Nov 30, 2026');
});

test('payments are narrowed to those from a bank account, or by any card', async () => {
  const { page: tab, server } = await bench.open();
  await tab.getByRole('table').getByRole('link').first().waitFor();
  await tab.getByText('More filters').click();
  for (const [word, way] of [
    ['Bank account', 'bank_debit'],
    ['Any card', 'card'],
    ['Visa', 'visa'],
  ] as const) {
    await tab.getByRole('combobox', { name: 'Way' }).selectOption(word);
    await expect.poll(() => server.asked('searchPayments').at(-1)).toEqual({ way, limit: 50 });
  }
});

test('a bank debit on its way: its bank account, the day it is expected, and what happens in words of debits', async () => {
  const { page } = await openStory(onItsWay);
  const head = oneLine(await page.locator('.sub').first().innerText());
  expect(head).toContain('Processing expected by Nov 30, 2026');
  expect(head).toContain('Bank account ending 6789');
  const rail = page.getByRole('list', { name: 'Where this payment is' });
  expect(oneLine(await rail.getByRole('listitem').nth(1).innerText())).toBe(
    'Taken , now Processing · expected by Nov 30, 2026',
  );
  const said = (await page.getByRole('region', { name: 'Timeline' }).locator('ol > li').allInnerTexts()).map(
    oneLine,
  );
  expect(said.slice(0, 3)).toEqual([
    '7:41:12 PM Payer told by e-mail that it is on its way With a copy of what they agreed to. Onward',
    expect.stringContaining('The bank was asked for the money It answers in about four banking days.'),
    expect.stringContaining('Debit sent to Stripe'),
  ]);
  expect(oneLine(await page.getByRole('main').innerText())).not.toMatch(/\bcard\b/i);
});

test('a bank debit that came to nothing has Stripe’s record and its reversal, and is never shown as settled', async () => {
  const { page } = await openStory(cameToNothing);
  const said = (await page.getByRole('region', { name: 'Timeline' }).locator('ol > li').allInnerTexts()).map(
    oneLine,
  );
  expect(
    said.filter((line) => /Stripe’s record|did not pay/.test(line)).map((line) => line.slice(11, 60)),
  ).toEqual([
    expect.stringContaining('The bank did not pay'),
    expect.stringContaining('Taken back in Stripe’s record'),
    expect.stringContaining('In Stripe’s record as money to come'),
  ]);
  expect(stagesOf(cameToNothing).map(({ status }) => status)).toEqual(['done', 'stopped', 'ahead', 'ahead']);
  expect(oneLine(await page.getByRole('main').innerText())).toContain('Taken back: the bank did not pay');
});

test('a debit that its bank took back says so beside that it was paid, with the withdrawal in Stripe’s record', async () => {
  const { page } = await openStory(takenBack);
  const head = oneLine(await page.locator('.sub').first().innerText());
  expect(head).toContain('Paid taken back by the bank Dec 2, 2026');
  const said = (await page.getByRole('region', { name: 'Timeline' }).locator('ol > li').allInnerTexts()).map(
    oneLine,
  );
  expect(said.slice(0, 3)).toEqual([
    expect.stringContaining('Withdrawn in Stripe’s record'),
    expect.stringContaining('Payer told by e-mail that the bank took it back'),
    expect.stringContaining('The bank took the money back The books have taken the payment back'),
  ]);
});
