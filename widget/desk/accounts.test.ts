import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { StaffAccount } from '../../api/contract/index.ts';
import { findingsAtBothWidths } from './fixtures/axe.ts';
import type { DeskServer } from './fixtures/desk-server.ts';
import { DeskBench } from './fixtures/open-desk.ts';
import { record } from './fixtures/person-samples.ts';
import { session } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const email = 'pat@payer.example';
const made = { ok: true, email, code: '48291744', until: '2026-11-24T01:00:00.000Z' };
const give = (page: Page) => page.getByRole('button', { name: 'Give a code for a new password' });
const note = (page: Page) => page.getByLabel('How did you make sure who they are?');
const focused = (page: Page) =>
  page.evaluate(() => document.querySelector('onward-desk')?.shadowRoot?.activeElement?.id);

/** A supervisor, and a server that makes a code in place of another. */
const ready = ({ replies }: DeskServer) => {
  const staff = { ...session.staff, role: 'supervisor' };
  replies.refresh = () => ({ result: { ok: true, session: { ...session, staff } } });
  replies.makeOfficeCode = ({ isPreview }) => ({
    result: isPreview === true ? { ok: true, email, endsOne: true } : made,
  });
};
const open = (prepare: (server: DeskServer) => void = ready) =>
  bench.open(prepare, { hash: '#/people/person-1', bypassCSP: true });

async function toCode(page: Page): Promise<void> {
  await give(page).click();
  await note(page).fill('Driving licence seen.');
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByText('The code from before stops working.').waitFor();
  await page.getByRole('button', { name: 'Make the code' }).dblclick();
  await page.getByText('4829 1744').waitFor();
}

test('a code is given by the keyboard alone: what it does first, then the code, once, and it is gone with the view', async () => {
  const { page, server } = await open();
  await give(page).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('code-note');
  await page.keyboard.type('Driving licence seen.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('code-effect');
  await page.getByText(`the link that we mail to ${email} can set a new password`).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('code-made');
  await page.getByText('4829 1744').waitFor();
  const asked = { personId: 'person-1', accountId: 'account-1', note: 'Driving licence seen.' };
  expect(server.asked('makeOfficeCode')).toEqual([
    { ...asked, isPreview: true },
    { ...asked, isPreview: false },
  ]);
  await expect.poll(() => server.asked('obligations').length).toBe(2); // who made it, and until when
  expect(page.url()).not.toContain('4829');
  await page.getByRole('button', { name: 'Hide the code' }).click();
  await expect.poll(() => give(page).evaluate((button) => button.matches(':focus'))).toBe(true);
  expect(await page.getByText('4829 1744').count()).toBe(0);

  await toCode(page);
  await page.getByRole('main').getByRole('link', { name: 'People & obligations' }).click();
  await page.getByLabel('Name or ID').waitFor();
  await page.goBack();
  await give(page).waitFor();
  expect(await page.getByText('4829 1744').count()).toBe(0);
});

test('a code on show is gone once nobody is signed in, and does not come back with the next sign-in', async () => {
  const { page, server } = await open();
  await toCode(page);
  const { refresh } = server.replies;
  server.replies.refresh = () => ({ result: { ok: false, refusal: { code: 'signed_out' } } });
  server.replies.obligations = () => ({ error: 'UNAUTHORIZED', status: 401 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  const over = page.getByRole('dialog', { name: 'Sign in again' });
  await over.waitFor();
  expect(await page.getByText('4829 1744').count()).toBe(0);
  if (refresh) server.replies.signIn = refresh;
  server.replies.obligations = () => ({ result: record });
  await over.getByLabel('Password', { exact: true }).fill('a long sample password');
  await page.keyboard.press('Enter');
  await over.waitFor({ state: 'detached' });
  await give(page).waitFor();
  expect(await page.getByText('4829 1744').count()).toBe(0);
});

test('a double press makes one code', async () => {
  const { page, server } = await open();
  await toCode(page);
  expect(server.asked('makeOfficeCode').filter(({ isPreview }) => isPreview === false)).toHaveLength(1);
});

test('without a word about how it was made sure, nothing is asked; another word, and what it does is asked again', async () => {
  const { page, server } = await open();
  await give(page).click();
  const check = page.getByRole('button', { name: 'Show what it does' });
  await check.click();
  await expect.poll(() => focused(page)).toBe('code-note');
  await page.locator('#code-note-error', { hasText: 'Say how you made sure who they are.' }).waitFor();
  expect(server.asked('makeOfficeCode')).toEqual([]);
  await note(page).fill('Licence');
  await check.click();
  await page.getByRole('button', { name: 'Make the code' }).waitFor();
  await note(page).fill('Licence, seen');
  await check.waitFor();
  await page.getByRole('button', { name: 'Leave it' }).click();
  expect(await note(page).count()).toBe(0);
});

test('a failure is told with its reference, and the note stays', async () => {
  const { page } = await open((server) => {
    ready(server);
    server.replies.makeOfficeCode = () => ({
      error: 'INTERNAL_SERVER_ERROR',
      status: 500,
      requestId: 'req-51',
    });
  });
  await give(page).click();
  await note(page).fill('Licence');
  await page.getByRole('button', { name: 'Show what it does' }).click();
  await page.getByRole('alert').getByText('Ref req-51').waitFor();
  expect(await note(page).inputValue()).toBe('Licence');
});

test.each<[string, StaffAccount[], string]>([
  ['no account', [], 'No account is this person’s own.'],
  ['one without a code', [{ id: 'account-1', email }], 'None'],
  [
    'one with a code that works, and one that was theirs',
    [
      {
        id: 'account-1',
        email,
        code: { madeAt: '2026-11-23T00:00:00.000Z', by: 'Dana Okafor', until: '2026-11-24T00:00:00.000Z' },
      },
      {
        id: 'account-2',
        email: 'old@payer.example',
        isFormer: true,
        code: { madeAt: '2026-11-20T00:00:00.000Z', by: 'Dana Okafor', usedAt: '2026-11-20T01:00:00.000Z' },
      },
    ],
    'Made by Dana Okafor on Nov 22, 7:00 PM, works until Nov 23, 7:00 PM',
  ],
])('a clerk reads of %s, and gives no code', async (_, accounts, says) => {
  const { page } = await open(({ replies }) => {
    replies.obligations = () => ({ result: { ...record, accounts } });
  });
  await page.getByRole('region', { name: 'Account on the payment page' }).getByText(says).waitFor();
  expect(await page.getByText('A supervisor can give a code').count()).toBe(accounts.length > 0 ? 1 : 0);
  expect(await give(page).count()).toBe(0);
});

test.each(['the note with a problem', 'the code'])('axe finds nothing: %s', async (screen) => {
  const { page } = await open();
  if (screen === 'the code') await toCode(page);
  else {
    await give(page).click();
    await page.getByRole('button', { name: 'Show what it does' }).click();
    await page.locator('#code-note-error').waitFor();
  }
  expect(await findingsAtBothWidths(page)).toEqual([]);
});
