import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { StaffTasks } from '../../api/contract/index.ts';
import { formatsOf } from './formats.ts';
import type { DeskServer, Reply } from './fixtures/desk-server.ts';
import { DeskBench } from './fixtures/open-desk.ts';
import { waiting } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const hash = '#/today';
const list = (page: Page) => page.getByRole('list', { name: 'What needs you, oldest first' });
const item = (page: Page, text: string) => list(page).locator('> li', { hasText: text });
const focused = (page: Page) =>
  page.evaluate(() => document.querySelector('onward-desk')?.shadowRoot?.activeElement?.textContent.trim());
const without = (...ids: string[]): StaffTasks => {
  const tasks = waiting.tasks.filter(({ id }) => !ids.includes(id));
  return { ...waiting, tasks, total: tasks.length };
};
const broken = { error: 'INTERNAL_SERVER_ERROR', status: 500, requestId: 'req-51' } as const;

/** The server forgets a task once it is closed. */
function closable({ replies }: DeskServer): void {
  const closed: string[] = [];
  replies.closeTask = ({ taskId }) => (closed.push(String(taskId)), { result: { ok: true } });
  replies.tasks = () => ({ result: without(...closed) });
}

test('each task has a sentence, its age, its reason and its number; an unknown kind is shown as it is', async () => {
  const { page } = await bench.open(undefined, { hash });
  const texts = async () =>
    (await list(page).locator('> li').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  await list(page).waitFor();
  const [repair, money, event, moon] = await texts();
  expect(repair).toMatch(
    /^Nobody knows yet whether a payment was made .* Waiting 2 days since Nov 20, 7:00 AM/,
  );
  expect(money).toMatch(
    /^Stripe lists money that the books do not explain .* Waiting 4 hours .*txn_sample_9/,
  );
  expect(event).toMatch(/Waiting 30 minutes .* It names no payment of this agency Event evt_sample_9 Close/);
  expect(moon).toMatch(/^moon_landed Waiting 1 minute .* nobody looked/);
  expect(await page.title()).toBe('Today – Onward Desk');
});

test.each([
  ['2026-11-23T00:00:00Z', '2026-11-23T00:00:10Z', '1 minute'],
  ['2026-11-23T00:00:00Z', '2026-11-23T01:59:59Z', '119 minutes'],
  ['2026-11-23T00:00:00Z', '2026-11-24T23:59:00Z', '47 hours'],
  ['2026-11-23T00:00:00Z', '2026-11-25T00:00:00Z', '2 days'],
])('from %s to %s it has been %s', (since, now, told) => {
  expect(formatsOf('UTC').age(since, now)).toBe(told);
});

test('the navigation counts what is open, from every view, and says which view is open', async () => {
  const { page } = await bench.open();
  const link = page.getByRole('navigation').getByRole('link', { name: 'Today 4 open' });
  await link.waitFor();
  expect(await link.getAttribute('aria-current')).toBe(null);
  await link.click();
  await list(page).waitFor();
  expect(await link.getAttribute('aria-current')).toBe('page');
  expect(await page.getByRole('link', { name: 'Payments' }).getAttribute('aria-current')).toBe(null);
});

test('a count that cannot be had disturbs no other view', async () => {
  const { page } = await bench.open(({ replies }) => void (replies.tasks = () => broken));
  await page.getByRole('table').getByRole('link').first().waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Today', exact: true }).count()).toBe(1);
});

test('g t, j, k and Enter lead through the tasks to a payment’s story, and back to its task', async () => {
  const { page } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await list(page).waitFor();
  await expect.poll(() => focused(page)).toBe('Today');
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  expect(await focused(page)).toContain('Open the payment');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#/payments/pay-7');
  await page.goBack();
  await expect.poll(() => focused(page)).toContain('Open the payment');
});

test('n writes the note of the task that has focus, Esc gives it up and is back at its button', async () => {
  const { page } = await bench.open(closable, { hash });
  await list(page).waitFor();
  await item(page, 'txn_sample_9').getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('n');
  const note = page.getByLabel('What did you find or do?');
  await expect.poll(() => note.evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.keyboard.type('n, u and ?');
  expect(await note.inputValue()).toBe('n, u and ?');
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toContain('Close txn_sample_9');
});

test('a task is closed with a note; the next one takes its place', async () => {
  const { page, server } = await bench.open(closable, { hash });
  await item(page, 'txn_sample_9').getByRole('button', { name: 'Close' }).click();
  const note = page.getByLabel('What did you find or do?');
  await expect.poll(() => note.evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.keyboard.type('A transfer of ours. jk?');
  await page.getByRole('button', { name: 'Close it' }).click();
  await item(page, 'txn_sample_9').waitFor({ state: 'detached' });
  expect(server.asked('closeTask')).toEqual([{ taskId: 'task-2', note: 'A transfer of ours. jk?' }]);
  await page.getByRole('link', { name: 'Today 3 open' }).waitFor();
  expect(await focused(page)).toContain('evt_sample_9');
});

/** A desk on which two accounts say that they are one person. */
async function claimedTwice() {
  const opened = await bench.open(
    ({ replies }) => void (replies.tasks = () => ({ result: { ...waiting, tasks: [claim], total: 1 } })),
    { hash },
  );
  await item(opened.page, 'Person Taylor Rivera, ID ending 0417')
    .getByRole('button', { name: 'Close' })
    .click();
  await opened.page.getByLabel('What did you find or do?').fill('Seen with papers.');
  return opened;
}
const claim = {
  id: 'task-9',
  kind: 'record_claimed_twice',
  subjectId: 'person-1',
  reason: 'a second account gave the right number and date of birth',
  createdAt: '2026-11-22T21:00:00.000Z',
  person: { name: 'Taylor Rivera', idLast4: '0417' },
};

test('a supervisor releases a record that two accounts claim', async () => {
  const { page, server } = await claimedTwice();
  await page.getByRole('button', { name: 'Release the record' }).click();
  await expect
    .poll(() => server.asked('releaseRecord'))
    .toEqual([{ taskId: 'task-9', note: 'Seen with papers.' }]);
  expect(server.asked('closeTask')).toEqual([]);
});

test('a clerk is told who can, and keeps the note', async () => {
  const { page, server } = await claimedTwice();
  server.replies.releaseRecord = () => ({ result: { ok: false, reason: 'supervisors_only' } });
  await page.getByRole('button', { name: 'Release the record' }).click();
  await page.getByText('A supervisor can release a record.').waitFor();
  expect(await page.getByLabel('What did you find or do?').inputValue()).toBe('Seen with papers.');
});

test('without a note nothing is asked', async () => {
  const { page, server } = await bench.open(undefined, { hash });
  await item(page, 'evt_sample_9').getByRole('button', { name: 'Close' }).click();
  const note = page.getByLabel('What did you find or do?');
  await note.fill('   ');
  await page.getByRole('button', { name: 'Close it' }).click();
  await page.getByText('Write what you found or did.').waitFor();
  expect(await note.getAttribute('aria-invalid')).toBe('true');
  expect(server.asked('closeTask')).toEqual([]);
  await page.getByRole('button', { name: 'Keep it open' }).click();
  await note.waitFor({ state: 'detached' });
});

test('a task about a payment cannot be closed by hand', async () => {
  const { page } = await bench.open(undefined, { hash });
  const repair = item(page, 'Nobody knows yet');
  await repair.getByRole('link', { name: 'Open the payment' }).waitFor();
  expect(await repair.getByRole('button').count()).toBe(0);
});

test('one that somebody else closed meanwhile is told so, and goes', async () => {
  const { page, server } = await bench.open(undefined, { hash });
  server.replies.closeTask = () => ({
    result: { ok: false, reason: 'closed_already', role: 'supervisor', at: '2026-11-23T00:59:00.000Z' },
  });
  await item(page, 'evt_sample_9').getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('What did you find or do?').fill('Nothing to do.');
  server.replies.tasks = () => ({ result: without('task-3') });
  await page.getByRole('button', { name: 'Close it' }).click();
  await page.getByRole('alert').getByText('Supervisor changed this at Nov 22, 7:59\u00a0PM.').waitFor();
  expect(await item(page, 'evt_sample_9').count()).toBe(0);
});

test('a note whose sending failed stays, with the reference', async () => {
  const { page, server } = await bench.open(closable, { hash });
  const answer = server.replies.closeTask;
  server.replies.closeTask = () => broken;
  await item(page, 'evt_sample_9').getByRole('button', { name: 'Close' }).click();
  const note = page.getByLabel('What did you find or do?');
  await note.fill('Nothing to do.');
  await page.getByRole('button', { name: 'Close it' }).click();
  await page.getByText('Something broke on our side. Try again. Ref req-51').waitFor();
  expect(await note.inputValue()).toBe('Nothing to do.');
  if (answer) server.replies.closeTask = answer;
  await page.getByRole('button', { name: 'Close it' }).click();
  await item(page, 'evt_sample_9').waitFor({ state: 'detached' });
});

test('a double press closes once', async () => {
  const answer = Promise.withResolvers<Reply>();
  const { page, server } = await bench.open(
    ({ replies }) => void (replies.closeTask = () => answer.promise),
    { hash },
  );
  await item(page, 'evt_sample_9').getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('What did you find or do?').fill('Nothing to do.');
  await page.getByRole('button', { name: 'Close it' }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  server.replies.tasks = () => ({ result: without('task-3') });
  answer.resolve({ result: { ok: true } });
  await item(page, 'evt_sample_9').waitFor({ state: 'detached' });
  expect(server.asked('closeTask')).toHaveLength(1);
});

test('nothing to do is said so', async () => {
  const { page } = await bench.open(
    ({ replies }) => void (replies.tasks = () => ({ result: without(...waiting.tasks.map(({ id }) => id)) })),
    { hash },
  );
  await page.locator('.empty').getByText('Nothing needs you.').waitFor();
  expect(await page.getByRole('link', { name: 'Today', exact: true }).count()).toBe(1); // no count of none
});

test('a failure keeps the old tasks, dated, with the reference and a way to try again', async () => {
  const { page, server } = await bench.open(undefined, { hash });
  await list(page).waitFor();
  server.replies.tasks = () => broken;
  await page.getByRole('button', { name: 'Refresh' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('We could not load this. Try again.').waitFor();
  expect(await alert.innerText()).toMatch(/Ref req-51[^]*These rows are from Nov 22, 2026/);
  expect(await list(page).locator('> li').count()).toBe(4);
  server.replies.tasks = () => ({ result: waiting });
  await alert.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor({ state: 'detached' });
});

test('an answer from before a task was closed does not bring it back', async () => {
  const late = Promise.withResolvers<Reply>();
  const { page, server } = await bench.open(undefined, { hash });
  await list(page).waitFor();
  server.replies.tasks = () => late.promise;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => server.asked('tasks').length).toBe(2);
  server.replies.tasks = () => ({ result: without('task-3') });
  await item(page, 'evt_sample_9').getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('What did you find or do?').fill('Nothing to do.');
  await page.getByRole('button', { name: 'Close it' }).click();
  await item(page, 'evt_sample_9').waitFor({ state: 'detached' });
  late.resolve({ result: waiting });
  await page.getByText('3 open', { exact: true }).first().waitFor();
  expect(await item(page, 'evt_sample_9').count()).toBe(0);
});

test('of more than are shown it is said how many there are', async () => {
  const { page } = await bench.open(
    ({ replies }) => void (replies.tasks = () => ({ result: { ...waiting, total: 1_204 } })),
    { hash },
  );
  await page.getByText('4 of 1,204 open', { exact: true }).first().waitFor();
  expect(await page.getByRole('link', { name: 'Today 1,204 open' }).count()).toBe(1);
});
