import { expect, test } from 'vitest';
import type { Draft } from '../../api/contract/index.ts';
import { Failure, LOST } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { owedView, paid } from './fixtures/world.ts';

const on = stage();
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();

/** A server that keeps the draft, as ours does. */
function keeping(draft?: Draft): { draft: Draft | undefined } {
  const kept = { draft };
  on.api.on('payer.keepDraft', (input) => {
    kept.draft = input;
    return { ok: true };
  });
  on.api.on('payer.open', () => (kept.draft ? { draft: kept.draft } : {}));
  on.api.signedIn();
  return kept;
}

test('a reload at the card goes on there, with the amount that was typed, and takes no focus', async () => {
  const kept = keeping();
  await on.open();
  await on.page.getByRole('radio', { name: /Another amount/ }).check();
  await on.page.getByLabel('Amount in dollars').fill('25.50');
  await on.page.getByText('Where your $25.50 goes').waitFor();
  await press('Continue');
  await on.heading('Check and pay');
  const draft = { step: 'check', personId: 'person-alex', choice: 'other', amount: '25.50' };
  await expect.poll(() => kept.draft).toEqual(draft);

  await on.page.reload();
  await on.heading('Check and pay');
  await on.page.getByLabel('Card number').waitFor();
  expect(on.api.asked('payer.quote').at(-1)?.choice).toEqual({ kind: 'other', amountCents: 2_550 });
  expect(on.api.asked('payer.pay')).toEqual([]);
  expect(await on.page.evaluate(() => document.activeElement === document.body)).toBe(true);
  expect(kept.draft).toEqual(draft);
});

test('a reload at the choice finds it as it was', async () => {
  const kept = keeping();
  await on.open();
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await expect.poll(() => kept.draft?.choice).toBe('everything');
  await on.page.reload();
  await on.page.getByText('Where your $1,607.50 goes').waitFor();
  expect(await on.page.getByRole('radio', { name: /Everything/ }).isChecked()).toBe(true);
});

test('a reload at the receipts stays there', async () => {
  keeping({ step: 'history' });
  await on.open();
  await on.heading('Payments and receipts');
  expect(on.api.asked('payer.owed')).toEqual([]);
});

test('after a reload at the receipts the way to what is owed leads there', async () => {
  keeping({ step: 'history' });
  await on.open();
  await on.heading('Payments and receipts');
  await press('See what I owe');
  await on.heading('What you owe');
  expect(on.api.asked('payer.owed')).toHaveLength(1);
});

test('who signs in anew sees what they owe first, with what they had chosen', async () => {
  keeping({ step: 'check', personId: 'person-alex', choice: 'everything' });
  on.api.on('auth.refresh', () => ({ ok: false, refusal: { code: 'wrong_credentials' } }));
  await on.open();
  await on.signIn();
  await on.page.getByText('Where your $1,607.50 goes').waitFor();
  expect(await on.page.getByRole('radio', { name: /Everything/ }).isChecked()).toBe(true);
});

test('back at the choice, a reload does not go to the card', async () => {
  const kept = keeping();
  await on.open();
  await on.heading('What you owe');
  await press('Continue');
  await on.heading('Check and pay');
  await press('Back');
  await on.heading('What you owe');
  await expect.poll(() => kept.draft?.step).toBe('owe');
});

test('a choice that cannot be paid any more leads to the choice, and says what is wrong', async () => {
  keeping({ step: 'check', personId: 'person-alex', choice: 'other', amount: '1.00' });
  await on.open();
  await on.page.getByRole('link', { name: 'The least is $5.00.' }).waitFor();
  await on.heading('What you owe');
  expect(await on.page.getByLabel('Amount in dollars').inputValue()).toBe('1.00');
});

test('where nothing is due any more, what was due is no longer chosen', async () => {
  keeping({ step: 'check', personId: 'person-alex', choice: 'due_now' });
  on.api.on('payer.owed', () => owedView({ dueCents: 0 }));
  await on.open();
  await on.heading('What you owe');
  expect(await on.page.getByRole('radio', { checked: true }).count()).toBe(0);
});

test('who only looks keeps nothing, and a draft that cannot be kept disturbs nobody', async () => {
  on.api.signedIn();
  on.api.on('payer.keepDraft', () => new Failure('INTERNAL_SERVER_ERROR'));
  await on.open();
  await on.page.getByText('Where your $130.00 goes').waitFor();
  expect(on.api.asked('payer.keepDraft')).toEqual([]);
  await press('Continue');
  await on.heading('Check and pay');
  await until(() => on.api.asked('payer.keepDraft').length, 1);
  expect(await on.page.getByText('Something broke on our side.').count()).toBe(0);
});

test('neither a password, a code nor a card number is ever in a draft', async () => {
  keeping();
  await on.toCheck();
  await on.page.getByLabel('Card number').fill('4242');
  await press('Back');
  await on.heading('What you owe');
  await until(() => on.api.asked('payer.keepDraft').length, 2);
  const members = on.api.asked('payer.keepDraft').flatMap((draft) => Object.keys(draft));
  expect([...new Set(members)].toSorted()).toEqual(['choice', 'personId', 'step']);
});

test('a reload once a payment was received says so above what is owed, with the receipt, in both languages', async () => {
  await on.toCheck();
  const { totalCents, receipt } = paid();
  if (!receipt) throw new Error('no receipt in the sample');
  on.api.on('payer.owed', () => owedView({ paidJustNow: { totalCents, receipt } }));
  await on.page.getByRole('button', { name: /^Pay \$/ }).click();
  await on.heading('Payment received');

  await on.page.reload();
  await on.heading('What you owe');
  const said = on.page.getByRole('status').filter({ hasText: 'We received your payment of $133.25.' });
  const link = said.getByRole('link', { name: /^Receipt 1042\b/ });
  expect(await link.getAttribute('href')).toBe(`${on.api.origin}/r/sample-token`);
  const y = async (locator: typeof said) => (await locator.boundingBox())?.y ?? 0;
  expect(await y(said)).toBeLessThan(await y(on.page.locator('.rows')));
  await press('Español');
  await on.page.getByRole('status').filter({ hasText: 'Recibimos su pago de $133.25.' }).waitFor();
  await on.page.getByRole('link', { name: /^Recibo 1042\b/ }).waitFor();
});

test('a reload before the code of a sign-up is typed goes on at the code, for the same address', async () => {
  const waiting = { pending: 'pending-before', email: 'robin@example.com' };
  on.api.on('auth.refresh', () => ({ ok: false, refusal: { code: 'wrong_credentials' }, waiting }));
  await on.open();
  await on.heading('Enter the code we sent');
  await on.page.getByText('We sent an e-mail to robin@example.com.').waitFor();
  // The server mails no other within half a minute, so none is offered, which would be said to be sent.
  await on.page.getByRole('button', { name: /^Send again in/ }).waitFor();
  await on.page.getByLabel('Code').fill('123456');
  await on.page.getByRole('button', { name: 'Verify' }).click();
  await expect.poll(() => on.api.asked('auth.verifyEmail')).toMatchObject([{ pending: 'pending-before' }]);
});

test('a code whose answer was lost is sent again as the same try', async () => {
  await on.page.clock.install();
  const right = on.api.handlers['auth.verifyEmail'];
  on.api.on('auth.verifyEmail', () => LOST);
  await on.open();
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await press('Send me a code instead');
  await on.page.getByLabel('Code').fill('482917');
  await press('Verify');
  await on.page.getByText('Something broke on our side.').first().waitFor();
  on.api.on('auth.verifyEmail', right);
  await on.page.clock.runFor(6_000);
  await on.heading('What you owe');
  const [first, second, ...more] = on.api.asked('auth.verifyEmail').map(({ attempt }) => attempt);
  expect([first, more]).toEqual([second, []]);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
});
