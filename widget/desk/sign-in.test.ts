import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DeskBench, nameOfFocus } from './fixtures/open-desk.ts';
import type { DeskServer } from './fixtures/desk-server.ts';
import { row, session } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

const no = (code: string, more = {}) => ({ result: { ok: false, refusal: { code, ...more } } });
const signedOut = ({ replies }: DeskServer) => void (replies.refresh = () => no('wrong_credentials'));

test('a clerk signs in by keyboard; the token goes with each call and lies nowhere else', async () => {
  const { page, server } = await bench.open(signedOut);
  await page.getByLabel('E-mail').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('morgan@harbor.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a long sample password');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor();
  expect(server.asked('signIn')).toEqual([
    { email: 'morgan@harbor.example', password: 'a long sample password' },
  ]);
  await page.getByRole('table').getByRole('link').first().waitFor();
  const search = server.calls.find(({ procedure }) => procedure === 'searchPayments');
  expect(search?.headers).toMatchObject({ authorization: 'Bearer token-1', 'x-onward': '1' });
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]),
  );
  expect(kept).toBe('[[],[],""]');
  expect(await page.evaluate(() => document.querySelector('onward-desk')?.outerHTML)).not.toContain('token');
});

test('the keyboard alone, on a phone: from sign-in to a payment’s timeline, and through the menu', async () => {
  const { page } = await bench.open(signedOut, { viewport: { width: 360, height: 740 } });
  const focused = () =>
    page.evaluate(() => {
      const node = document.querySelector('onward-desk')?.shadowRoot?.activeElement;
      const seen = node && getComputedStyle(node).outlineStyle !== 'none';
      return seen ? node.textContent.replaceAll(/\s+/g, ' ').trim() || node.id : 'nothing that is seen';
    });
  const heading = async (name: string | RegExp) => {
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await expect.poll(focused).toMatch(name);
  };
  await page.getByLabel('E-mail').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('morgan@harbor.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a long sample password');
  await page.keyboard.press('Enter');
  await heading('Payments');
  await page.locator('a[data-payment]').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await heading(/ from Alex Rivera$/);
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  for (let n = 0; n < 20 && (await focused()) !== 'Menu'; n++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toMatch(/^Today/);
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('Menu');
  expect(await page.getByRole('button', { name: 'Menu', expanded: false }).isVisible()).toBe(true);
});

test('the form is one that password managers know', async () => {
  const { page } = await bench.open(signedOut);
  const email = page.getByLabel('E-mail');
  expect(await email.getAttribute('autocomplete')).toBe('username');
  expect(await email.getAttribute('type')).toBe('email');
  const password = page.getByLabel('Password', { exact: true });
  expect(await password.getAttribute('autocomplete')).toBe('current-password');
  await password.fill('half typed');
  await email.fill('morgan@harbor.example');
  await page.getByRole('button', { name: 'Show password' }).click();
  expect(await password.getAttribute('type')).toBe('text');
  expect([await email.inputValue(), await password.inputValue()]).toEqual([
    'morgan@harbor.example',
    'half typed',
  ]);
});

test('empty fields are named in a box that takes focus, and its links lead to them', async () => {
  const { page, server } = await bench.open(signedOut);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const focused = () =>
    page.evaluate(() => document.querySelector('onward-desk')?.shadowRoot?.activeElement?.id);
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await expect.poll(focused).toBe('problem');
  const before = page.url();
  await page.getByRole('link', { name: 'Enter your password.' }).click();
  await expect.poll(focused).toBe('password');
  expect(page.url()).toBe(before);
  expect(server.asked('signIn')).toEqual([]);
});

test.each([
  ['wrong credentials', no('wrong_credentials'), 'That did not work. Try again.'],
  ['an e-mail that is none', { error: 'BAD_REQUEST', status: 400 }, 'That did not work. Try again.'],
  ['too many tries', no('too_many_tries', { retryAfterSeconds: 150 }), 'Too many tries. Wait 3 minutes.'],
  [
    'a broken server',
    { error: 'INTERNAL_SERVER_ERROR', status: 500 },
    'Something broke on our side. Try again. Ref req-7f3a',
  ],
  ['no server', 'cut' as const, 'We could not reach the server. Check the connection and try again.'],
])('%s: one sentence, no hint, and the e-mail stays while the password goes', async (_, reply, sentence) => {
  const { page, server } = await bench.open(signedOut);
  server.replies.signIn = () => reply;
  await page.getByLabel('E-mail').fill('morgan@harbor.example');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText(sentence, { exact: true }).waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe('morgan@harbor.example');
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
});

test('a desk that cannot be reached says so, and opens once it can', async () => {
  const { page, server } = await bench.open(({ replies }) => void (replies.refresh = () => 'cut'));
  await page.getByText('We could not reach the server.').waitFor();
  server.replies.refresh = () => ({ result: { ok: true, session } });
  await page.getByRole('button', { name: 'Try again' }).click();
  const heading = page.getByRole('heading', { name: 'Payments', level: 1 });
  await heading.waitFor();
  expect(await heading.isVisible()).toBe(true);
});

test('an ended token is renewed once and the call made again, unseen', async () => {
  const { page, server } = await bench.open(({ replies }) => {
    const page = { result: { rows: [row(0)] } };
    const tokens = ['token-1', 'token-2'];
    replies.refresh = () => ({ result: { ok: true, session: { ...session, accessToken: tokens.shift() } } });
    replies.searchPayments = (_, { headers }) =>
      headers.authorization === 'Bearer token-2' ? page : { error: 'UNAUTHORIZED', status: 401 };
  });
  await page.getByRole('link', { name: /Nov 22/ }).waitFor();
  expect(server.asked('refresh')).toHaveLength(2);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('a session that ended asks again over the view, with the e-mail, and goes on where it was', async () => {
  const { page, server } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.getByLabel('State').selectOption('declined');
  await page.getByRole('button', { name: 'Clear filters' }).waitFor();
  signedOut(server);
  const answer = server.replies.searchPayments;
  server.replies.searchPayments = () => ({ error: 'UNAUTHORIZED', status: 401 });
  await page.getByRole('button', { name: 'Show more' }).click();

  const over = page.getByRole('dialog', { name: 'Sign in again' });
  await over.waitFor();
  await expect.poll(() => page.evaluate(nameOfFocus)).toBe('Sign in again');
  expect(await over.getByLabel('E-mail').inputValue()).toBe('morgan@harbor.example');
  await page.keyboard.press('/'); // what lies under it takes no key and no focus
  await page.getByRole('searchbox').evaluate((field) => field.focus());
  expect(await page.getByRole('searchbox').evaluate((field) => field.matches(':focus'))).toBe(false);
  await page.keyboard.press('Escape');
  expect(await over.isVisible()).toBe(true);

  if (answer) server.replies.searchPayments = answer;
  await over.getByLabel('Password', { exact: true }).fill('a long sample password');
  await page.keyboard.press('Enter');
  await over.waitFor({ state: 'detached' });
  await page.getByText('60 payments', { exact: true }).waitFor(); // the page that was asked for came
  expect(await page.getByLabel('State').inputValue()).toBe('declined');
  expect(server.asked('searchPayments').at(-1)).toMatchObject({ state: 'declined', cursor: 'c1' });
});

test('a dialog that is open when the session ends does not lie over the sign-in', async () => {
  const { page, server } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  signedOut(server);
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  server.replies.searchPayments = async () => (await held, { error: 'UNAUTHORIZED', status: 401 });
  await page.getByRole('button', { name: 'Refresh' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  goOn();
  await expect.poll(() => page.evaluate(nameOfFocus)).toBe('Sign in again');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('typed');
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('typed');
});

test('whoever signs in over another’s view sees nothing of it', async () => {
  const { page, server } = await bench.open();
  await page.getByRole('searchbox').fill('Rivera');
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('table').getByRole('link').first().waitFor();
  signedOut(server);
  server.replies.searchPayments = () => ({ error: 'UNAUTHORIZED', status: 401 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  const over = page.getByRole('dialog', { name: 'Sign in again' });
  await over.waitFor();

  const other = {
    ...session,
    staff: { ...session.staff, email: 'kit@lake.example', agencyName: 'Lake Parole' },
  };
  server.replies.signIn = () => ({ result: { ok: true, session: other } });
  server.replies.searchPayments = () => ({ result: { rows: [], total: 0 } });
  await over.getByLabel('E-mail').fill('kit@lake.example');
  await over.getByLabel('Password', { exact: true }).fill('another long password');
  await page.keyboard.press('Enter');
  await page.getByText('No payments yet.').first().waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
  expect(server.asked('searchPayments').at(-1)).toEqual({ limit: 50 });
});

test('signing out ends the session at the server and clears the screen', async () => {
  const { page, server } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(server.asked('signOut')).toHaveLength(1);
  expect(await page.getByText('Rivera').count()).toBe(0);
  expect(await page.getByLabel('E-mail').inputValue()).toBe('');
});

test('a sign-out that did not reach the server is not shown as done', async () => {
  const { page } = await bench.open(({ replies }) => void (replies.signOut = () => 'cut'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('We could not sign you out.').waitFor();
  expect(await page.getByRole('heading', { name: 'Payments', level: 1 }).isVisible()).toBe(true);
});

const LINK = '#/invitation/a-token-of-the-link';

test('who is invited sets a password and is at the desk; the token leaves the address before anything is asked', async () => {
  const { page, server, complaints } = await bench.open(undefined, { hash: LINK });
  await page.getByText('Dana Okafor, you are invited to the desk of Harbor County.').waitFor();
  expect(new URL(page.url()).hash).toBe('');
  const password = page.getByLabel('Password', { exact: true });
  expect(await password.getAttribute('autocomplete')).toBe('new-password');
  await password.fill('a long sample password');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor();
  const token = 'a-token-of-the-link';
  expect(server.asked('openInvitation')).toEqual([{ token }]);
  expect(server.asked('acceptInvitation')).toEqual([{ token, password: 'a long sample password' }]);
  expect(page.url()).not.toContain(token);
  expect(complaints).toEqual([]);
});

test('a password that is too easy is told at its field, and an invitation that was used leads to the sign-in', async () => {
  const { page, server } = await bench.open(undefined, { hash: LINK });
  server.replies.acceptInvitation = () => no('password_too_short', { field: 'password' });
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await page.getByRole('link', { name: 'Use 12 letters or more.' }).waitFor();
  expect(server.asked('acceptInvitation')).toHaveLength(1);

  const { page: late } = await bench.open(
    (desk) => {
      signedOut(desk);
      desk.replies.openInvitation = () => no('link_expired');
    },
    { hash: LINK },
  );
  await late.getByText('This link was used or is too old.').waitFor();
  await late.getByRole('button', { name: 'Go to sign-in' }).click();
  await late.getByLabel('E-mail').waitFor();
});

test('who forgot the password asks for a link by keyboard alone, and hears nothing of whether the address is known', async () => {
  const { page, server } = await bench.open(signedOut);
  await page.getByLabel('E-mail').fill('morgan@harbor.example');
  await page.getByLabel('Password', { exact: true }).focus();
  const focused = () => page.evaluate(nameOfFocus);
  for (let n = 0; n < 5 && (await focused()) !== 'Forgot your password?'; n++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Forgot your password?'); // the heading, by now
  await page.getByRole('button', { name: 'Send the link' }).waitFor();
  server.replies.forgotPassword = () => no('too_many_mails', { retryAfterSeconds: 600 });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page
    .getByText('Too many mails went to this address. Look for the newest, or wait 10 minutes.')
    .waitFor();
  server.replies.forgotPassword = () => no('email_invalid', { field: 'email' });
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByRole('link', { name: 'This is no e-mail address. Check it.' }).waitFor();
  server.replies.forgotPassword = () => ({ result: { ok: true } });
  await page.getByLabel('E-mail').focus();
  await page.keyboard.press('Enter');
  await page
    .getByText('If morgan@harbor.example signs in at the desk, a link is on its way there.')
    .waitFor();
  await expect.poll(focused).toBe('Look into your mail');
  expect(server.asked('forgotPassword')).toHaveLength(3);
  expect(server.asked('forgotPassword').at(-1)).toEqual({ email: 'morgan@harbor.example' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Sign in');
  expect(await page.getByLabel('E-mail').inputValue()).toBe('morgan@harbor.example');
});

test('a mailed link sets a new password; its token leaves the address, and one that was used says what to do', async () => {
  const { page, server } = await bench.open(undefined, { hash: '#/new-password/a-token' });
  await page.getByText('Dana Okafor, this is for the desk of Harbor County.').waitFor();
  expect([new URL(page.url()).hash, await page.title()]).toEqual(['', 'Choose a new password – Onward Desk']);
  server.replies.acceptInvitation = () => no('link_expired');
  await page.getByLabel('Password', { exact: true }).fill('a long sample password');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText(/If you chose a password with it, sign in/)
    .waitFor();
  expect(server.asked('acceptInvitation')).toEqual([
    { token: 'a-token', password: 'a long sample password' },
  ]);
});

test('over a view whose session ended, a forgotten password leads back to the sign-in over it', async () => {
  const { page, server } = await bench.open();
  await page.getByRole('table').getByRole('link').first().waitFor();
  signedOut(server);
  server.replies.searchPayments = () => ({ error: 'UNAUTHORIZED', status: 401 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  const over = page.getByRole('dialog', { name: 'Forgot your password?' });
  expect(await over.getByLabel('E-mail').inputValue()).toBe('morgan@harbor.example');
  await over.getByRole('button', { name: 'Back to sign-in' }).click();
  await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
  await expect.poll(() => page.evaluate(nameOfFocus)).toBe('Sign in again');
});
