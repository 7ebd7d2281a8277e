import { expect, test } from 'vitest';
import { es } from '../i18n/es.ts';
import { esPayer } from '../i18n/es-payer.ts';
import { Failure, refused } from './fixtures/fake-api.ts';
import { stage } from './fixtures/stage.ts';
import { anAccount, aReset, aSession } from './fixtures/world.ts';

const on = stage();
const EMAIL = 'alex.rivera@example.com';
const NEW_PASSWORD = 'a sentence that is new';
const LINK = '/#onward-reset=secret-of-the-link';
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();
const code = () => on.page.getByLabel('Code');
const openAt = async (path: string) => {
  await on.page.goto(on.site.origin + path);
};

async function fillRecord(): Promise<void> {
  await on.page.getByLabel('Agency ID').fill('00-0417');
  await on.page.getByLabel('Month').fill('4');
  await on.page.getByLabel('Day').fill('3');
  await on.page.getByLabel('Year').fill('1990');
  await press('Continue');
}

test('a payer signs in with a code in place of the password', async () => {
  on.api.on('auth.verifyEmail', () => ({ ok: true, session: aSession() }));
  await on.open();
  await on.page.getByLabel('E-mail').fill(` ${EMAIL} `);
  await press('Send me a code instead');
  await on.heading('Enter the code we sent');
  await on.page.getByText(`We sent an e-mail to`).waitFor();
  await code().fill('4829 1744');
  await press('Verify');
  await on.heading('What you owe');
  expect(on.api.asked('auth.sendCode')).toEqual([{ email: EMAIL, language: 'en' }]);
  expect(on.api.asked('auth.verifyEmail')).toMatchObject([{ pending: 'pending-sample', code: '48291744' }]);
  expect(await on.heard()).toContain('onward-step {"step":"sign-in-code"}');
});

test('where the session ended, a code goes over the step, and what was typed stays', async () => {
  on.api.on('auth.verifyEmail', () => ({ ok: true, session: aSession() }));
  on.api.signedIn();
  await on.open();
  await on.page.getByRole('radio', { name: /Another amount/ }).check();
  await on.page.getByLabel('Amount in dollars').fill('25.00');
  await on.page.getByText('Where your $25.00 goes').waitFor();
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  const quote = on.api.handlers['payer.quote'];
  on.api.on('payer.quote', () => new Failure('UNAUTHORIZED'));
  await on.page.getByLabel('Amount in dollars').fill('30.00');
  await press('Continue');
  await on.heading('Sign in again');
  on.api.on('payer.quote', quote);
  await press('Send me a code instead');
  await code().fill('4829 1744');
  await press('Verify');
  await on.heading('What you owe');
  expect(on.api.asked('auth.sendCode')).toEqual([{ email: EMAIL, language: 'en' }]);
  expect(await on.page.getByLabel('Amount in dollars').inputValue()).toBe('30.00');
});

test('a forgotten password: the same words for every address, and the link that is mailed', async () => {
  await on.open();
  await press('Forgot password?');
  await on.heading('Forgot your password?');
  await on.page.getByLabel('E-mail').fill(EMAIL);
  await press('Send link');
  await on.heading('Look at your e-mail');
  await on.page.getByText('If we know this e-mail, a link is on its way. It works 15 minutes.').waitFor();
  expect(on.api.asked('auth.forgotPassword')).toEqual([{ email: EMAIL, language: 'en' }]);
});

test('a mailed link asks who one is, then for a new password, and signs in', async () => {
  await openAt(LINK);
  await on.heading('First, tell us who you are');
  expect(await on.page.evaluate(() => document.activeElement === document.body)).toBe(true); // nobody acted yet
  expect(on.page.url()).toBe(`${on.site.origin}/`);
  await fillRecord();
  await on.heading('Choose a new password');
  expect(await on.page.getByLabel('E-mail').inputValue()).toBe(EMAIL);
  await on.page.getByLabel('New password').fill(NEW_PASSWORD);
  await press('Save and sign in');
  await on.heading('What you owe');
  const identity = { kind: 'record', agencyPersonId: '00-0417', birthDate: '1990-04-03' };
  expect([on.api.asked('auth.proveIdentity'), on.api.asked('auth.setPassword')]).toEqual([
    [{ token: 'secret-of-the-link', identity }],
    [{ proof: 'proof-sample', password: NEW_PASSWORD }],
  ]);
  expect(await on.heard()).toContain('onward-auth {"signedIn":true}');
});

test('a new password leaves nobody’s figures in the other tabs', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  const other = on.page;
  on.page = await other.context().newPage();
  await openAt(LINK);
  await fillRecord();
  await on.page.getByLabel('New password').fill(NEW_PASSWORD);
  await press('Save and sign in');
  await on.heading('What you owe');
  await other.getByRole('heading', { level: 2, name: 'Sign in' }).waitFor();
  expect(await other.locator('onward-pay').textContent()).not.toContain('$');
});

test('a link that was mailed in Spanish goes on in Spanish, on whatever page it opens, up to what is owed', async () => {
  const reset = aReset({ language: 'es' });
  on.api.on('auth.openReset', () => ({ ok: true, reset }));
  on.api.on('auth.setPassword', () => ({
    ok: true,
    session: aSession({ account: anAccount({ language: 'es' }) }),
  }));
  await openAt(LINK);
  await on.heading(esPayer.reset.title);
  expect(await on.page.locator('onward-pay section').first().getAttribute('lang')).toBe('es');
  for (const id of ['agencyPersonId', 'bday-month', 'bday-day']) await on.page.locator(`#${id}`).fill('4');
  await on.page.locator('#bday-year').fill('1990');
  await press(esPayer.owe.button);
  await on.heading(esPayer.reset.newTitle);
  await on.page.locator('#password').fill(NEW_PASSWORD);
  await press(esPayer.reset.save);
  await on.heading(esPayer.owe.title);
  expect(on.api.asked('account.setLanguage')).toEqual([]); // nobody picked one
});

test('a language that was picked on the page stays when a mailed link is opened there', async () => {
  await on.open();
  await on.heading('Sign in');
  await press('Español');
  await on.heading(es.signIn.title);
  await on.page.evaluate(() => {
    location.hash = 'onward-reset=secret-of-the-link';
  });
  await on.heading(esPayer.reset.title);
  expect(on.api.asked('auth.openReset')).toHaveLength(1);
});

test('an account without a record is asked for a code from the same mailbox', async () => {
  on.api.on('auth.openReset', () => ({ ok: true, reset: aReset({ check: 'code' }) }));
  await openAt(LINK);
  await on.heading('Enter the code we sent');
  await code().fill('4829 1744');
  await press('Verify');
  await on.heading('Choose a new password');
  expect(on.api.asked('auth.sendCode')).toEqual([{ email: EMAIL, language: 'en' }]);
  const identity = { kind: 'code', pending: 'pending-sample', code: '48291744' };
  expect(on.api.asked('auth.proveIdentity')).toEqual([{ token: 'secret-of-the-link', identity }]);
});

test('an answer that does not match says whom to call, and the link goes on', async () => {
  await openAt(LINK);
  on.api.on('auth.proveIdentity', () => ({ ok: false, refusal: { code: 'record_not_matched' } }));
  await fillRecord();
  const says = 'We could not match that. Check the ID and birth date, or call (555) 555-0142.';
  await on.page.getByRole('link', { name: says }).waitFor();
  on.api.on('auth.proveIdentity', () => ({ ok: true, proof: 'proof-sample' }));
  await press('Continue');
  await on.heading('Choose a new password');
  expect(on.api.asked('auth.proveIdentity')).toHaveLength(2);
});

test('a link that opens nothing any more leads to where another is asked for', async () => {
  on.api.on('auth.openReset', () => ({ ok: false, refusal: { code: 'link_expired' } }));
  await openAt(LINK);
  await on.page.getByText('This link was used or is too old. Ask for a new one.').waitFor();
  await on.heading('Forgot your password?');
  await on.page.reload();
  await on.heading('Sign in'); // and is not opened again
  expect(on.api.asked('auth.openReset')).toHaveLength(1);
});

test('a new password that is too common is said at its field, and another is taken', async () => {
  await openAt(LINK);
  await fillRecord();
  await on.heading('Choose a new password');
  on.api.on('auth.setPassword', () => refused({ code: 'password_too_common', field: 'password' }));
  await on.page.getByLabel('New password').fill('password123456');
  await press('Save and sign in');
  await on.page.getByRole('link', { name: 'That password is too common.' }).waitFor();
  expect(await on.page.getByLabel('New password').inputValue()).toBe('');
  on.api.on('auth.setPassword', () => ({ ok: true, session: aSession() }));
  await on.page.getByLabel('New password').fill(NEW_PASSWORD);
  await press('Save and sign in');
  await on.heading('What you owe');
});

test('a link that is opened where the page is open already is taken, and its token leaves the address', async () => {
  await on.open();
  await on.heading('Sign in');
  await on.page.evaluate(() => history.replaceState({ own: 1 }, '', '?a=1'));
  await on.page.evaluate(() => {
    location.hash = 'onward-reset=secret-of-the-link';
  });
  await on.heading('First, tell us who you are');
  expect(on.page.url()).toBe(`${on.site.origin}/?a=1`);
  expect(on.api.asked('auth.openReset')).toEqual([{ token: 'secret-of-the-link' }]);
});

test('the token is out of the address before any other call, and nowhere that a script of the page could copy it', async () => {
  await on.page.addInitScript(() => {
    const urls: string[] = [];
    const fetchIt = globalThis.fetch;
    Object.assign(globalThis, { urls });
    globalThis.fetch = (...asked) => {
      urls.push(location.href);
      return fetchIt(...asked);
    };
  });
  await openAt(LINK);
  await fillRecord();
  await on.heading('Choose a new password');
  await on.page.getByLabel('New password').fill(NEW_PASSWORD);
  await press('Save and sign in');
  await on.heading('What you owe');
  const kept = await on.page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      (globalThis as { urls?: string[] }).urls,
      (globalThis as { heard?: object[] }).heard,
      document.documentElement.outerHTML,
      document.querySelector('onward-pay')?.shadowRoot?.innerHTML,
    ]),
  );
  expect(kept).toContain(on.site.origin);
  expect(kept).not.toMatch(/secret-of-the-link|proof-sample|pending-sample|a sentence that is new/);
});

test('a fragment of the page’s own is left alone', async () => {
  await openAt('/#pay');
  await on.heading('Sign in');
  expect(on.page.url()).toBe(`${on.site.origin}/#pay`);
  expect(on.api.asked('auth.openReset')).toEqual([]);
});

test('who signs in with another address over the step sees nothing of the first payer', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  on.api.on('payer.quote', () => new Failure('UNAUTHORIZED'));
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await press('Continue');
  await on.heading('Sign in again');
  const other = anAccount({ email: 'sam@example.com', givenName: 'Sam', people: [] });
  on.api.on('auth.verifyEmail', () => ({ ok: true, session: aSession({ account: other }) }));
  await on.page.getByLabel('E-mail').fill('sam@example.com');
  await press('Send me a code instead');
  await code().fill('4829 1744');
  await press('Verify');
  await on.heading('Match your record');
  expect(await on.page.locator('onward-pay').innerText()).not.toContain('1,607.50');
});

test('a code that was taken is not asked for again when what follows it breaks', async () => {
  let used = false;
  on.api.on('auth.verifyEmail', () => {
    if (used) return refused({ code: 'code_expired', field: 'code' });
    used = true;
    return { ok: true, session: aSession() };
  });
  const owed = on.api.handlers['payer.owed'];
  on.api.on('payer.owed', () => new Failure('INTERNAL_SERVER_ERROR'));
  await on.open();
  await on.page.getByLabel('E-mail').fill(EMAIL);
  await press('Send me a code instead');
  await code().fill('4829 1744');
  await press('Verify');
  await on.page.getByRole('button', { name: 'Try again' }).waitFor();
  on.api.on('payer.owed', owed);
  await press('Try again');
  await on.heading('What you owe');
  expect(on.api.asked('auth.verifyEmail')).toHaveLength(1);
});

test('a link that is opened where the session ended is taken, not hidden behind the sign-in', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  on.api.on('payer.quote', () => new Failure('UNAUTHORIZED'));
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await press('Continue');
  await on.heading('Sign in again');
  await on.page.evaluate(() => {
    location.hash = 'onward-reset=secret-of-the-link';
  });
  await on.heading('First, tell us who you are');
  expect(await on.page.getByLabel('Agency ID').isVisible()).toBe(true);
});

test('who opens a link where another was typing finds none of what they typed', async () => {
  on.api.signedIn(aSession({ account: anAccount({ email: 'sam@example.com', people: [] }) }));
  await on.open();
  await on.heading('Match your record');
  await on.page.getByLabel('Agency ID').fill('00-9999');
  await on.page.getByLabel('Year').fill('1971');
  await on.page.evaluate(() => {
    location.hash = 'onward-reset=secret-of-the-link';
  });
  await on.heading('First, tell us who you are');
  const typed = ['Agency ID', 'Year'].map((name) => on.page.getByLabel(name).inputValue());
  expect(await Promise.all(typed)).toEqual(['', '']);
});

test('who signs in over another’s payment is told nothing of it, and their card is gone', async () => {
  await on.page.clock.install();
  await on.toCheck();
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  on.api.on('payer.pay', () => new Failure('UNAUTHORIZED'));
  await press('Pay $133.25');
  await on.heading('Sign in again');
  const other = anAccount({ email: 'sam@example.com', givenName: 'Sam', people: [] });
  on.api.on('auth.signIn', () => ({ ok: true, session: aSession({ account: other }) }));
  await on.page.getByLabel('E-mail').fill('sam@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill('a sentence that is theirs');
  await press('Sign in');
  await on.heading('Match your record');
  await on.page.clock.runFor(11_000);
  expect(await on.page.locator('onward-pay').textContent()).not.toContain('checking with the bank');
  expect(await on.page.locator('onward-pay > [slot]').count()).toBe(0); // the card form is gone, with what was typed
});
