import { expect, test } from 'vitest';
import { Failure, refused } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { PASSWORD, aSession, anAccount, owedView } from './fixtures/world.ts';

const on = stage();

test('a payer signs in and sees what they owe', async () => {
  await on.open();
  await on.heading('Sign in');
  await on.signIn();
  expect(on.api.asked('auth.signIn')).toEqual([{ email: 'alex.rivera@example.com', password: PASSWORD }]);
  await on.page.getByText('$130.00 is due through Tuesday, December 1. $15.00 of it is past due.').waitFor();
  await on.page.getByText('Keeps you up to date through Tuesday, December 1').waitFor();
  expect(await on.heard()).toEqual([
    'onward-step {"step":"sign-in"}',
    'onward-ready {}',
    'onward-auth {"signedIn":true}',
    'onward-step {"step":"owe"}',
  ]);
});

test('the cookie of the api goes back to it from the agency’s page, and no script sees it', async () => {
  on.api.cookie = 'refresh=secret; HttpOnly; Secure; SameSite=None; Partitioned; Path=/';
  await on.open();
  await on.signIn();
  expect(on.api.calls.at(-1)?.headers.cookie).toBe('refresh=secret');
  expect(await on.page.evaluate(() => document.cookie)).toBe('');
});

test('what is due, and nothing of it late, is told with its day', async () => {
  const { obligations, ...owed } = owedView();
  on.api.on('payer.owed', () => ({ ...owed, obligations: obligations.slice(0, 3), dueCents: 11_500 }));
  on.api.signedIn();
  await on.open();
  await on.page.getByText('$115.00 is due by Tuesday, December 1.').waitFor();
  expect(await on.page.getByText('Past due').count()).toBe(0);
});

test('every call is a POST with the agency, the header and, signed in, the token', async () => {
  await on.open();
  await on.signIn();
  const headers = on.api.calls.map(({ path, method, headers: sent }) =>
    [path, method, sent['x-onward'], sent['x-onward-agency'], sent.authorization ?? '-'].join(' '),
  );
  expect(headers).toContain('auth.signIn POST 1 pk_sample -');
  expect(headers).toContain('payer.owed POST 1 pk_sample Bearer token-1');
});

test('a new payer makes an account, proves the e-mail with a spaced code, and is matched', async () => {
  on.api.on('auth.verifyEmail', () => ({
    ok: true,
    session: aSession({ account: anAccount({ people: [] }) }),
  }));
  await on.open();
  await on.page.getByRole('button', { name: 'Create an account' }).click();
  await on.page.getByLabel('First name').fill(' Alex ');
  await on.page.getByLabel('Last name').fill('Rivera');
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await on.page.getByRole('checkbox', { name: /^I agree/ }).check();
  await on.page.getByRole('button', { name: 'Create account' }).click();
  await on.heading('Enter the code we sent');
  await on.page.getByLabel('Code').fill('482 9-17');
  await on.page.getByRole('button', { name: 'Verify' }).click();
  await on.heading('Match your record');
  await on.page.getByLabel('Agency ID').fill('00-0417');
  await on.page.getByLabel('Month').fill('4');
  await on.page.getByLabel('Day').fill('3');
  await on.page.getByLabel('Year').fill('1990');
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.heading('Is this you? A. R., Harbor City office');
  await on.page.getByRole('button', { name: 'This is me' }).click();
  await on.heading('What you owe');
  expect(on.api.asked('auth.signUp')).toEqual([
    {
      givenName: 'Alex',
      familyName: 'Rivera',
      email: 'alex.rivera@example.com',
      password: PASSWORD,
      language: 'en',
      acceptTerms: true,
    },
  ]);
  expect(on.api.asked('auth.verifyEmail')).toMatchObject([{ pending: 'pending-sample', code: '482917' }]);
  const claim = { agencyPersonId: '00-0417', birthDate: '1990-04-03' };
  expect(on.api.asked('record.match')).toEqual([{ ...claim, ask: true }, claim]);
});

test('whose record fits is shown first, and nothing is linked where the payer says that it is not theirs', async () => {
  on.api.signedIn(aSession({ account: anAccount({ people: [] }) }));
  await on.open();
  const typed = { 'Agency ID': '00-0417', Month: '4', Day: '3', Year: '1990' };
  for (const [label, text] of Object.entries(typed)) await on.page.getByLabel(label).fill(text);
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.heading('Is this you? A. R., Harbor City office');
  await on.page.getByRole('button', { name: 'No, go back' }).click();
  await on.heading('Match your record');
  expect(await on.page.getByLabel('Agency ID').inputValue()).toBe('00-0417');
  expect(on.api.asked('record.match').map(({ ask }) => ask)).toEqual([true]);
});

test('a day that never was, or is yet to come, is not sent: it would count as a try', async () => {
  on.api.signedIn(aSession({ account: anAccount({ people: [] }) }));
  await on.open();
  await on.page.getByLabel('Agency ID').fill('417');
  await on.page.getByLabel('Month').fill('2');
  await on.page.getByLabel('Day').fill('30');
  await on.page.getByLabel('Year').fill('1990');
  await on.page.getByRole('button', { name: 'Continue' }).click();
  const wrong = on.page.getByRole('link', { name: 'Enter a real date, like 4 23 1990.' });
  await wrong.waitFor();
  await on.page.getByLabel('Day').fill('20');
  await on.page.getByLabel('Year').fill('2990');
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.page.getByRole('button', { name: 'Continue', disabled: false }).waitFor();
  await wrong.waitFor();
  expect(on.api.asked('record.match')).toEqual([]);
});

test('after a wrong password the e-mail stays and the password is gone', async () => {
  await on.open();
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill('not the password');
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  await on.page
    .getByRole('link', { name: 'That e-mail and password do not match. Try again, or get a code.' })
    .waitFor();
  expect(await on.page.getByLabel('E-mail').inputValue()).toBe('alex.rivera@example.com');
  expect(await on.page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
});

test('who has tried too often is told how long to wait, and that a code is a way on', async () => {
  on.api.on('auth.signIn', () => refused({ code: 'too_many_tries', retryAfterSeconds: 61 }));
  await on.open();
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill('not this one');
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  await on.page.getByText('Too many tries. Wait 2 minutes. Or get a code.').waitFor();
  await on.page.getByRole('button', { name: 'Español' }).click();
  await on.page.getByText('Demasiados intentos. Espere 2 minutos. O pida un código.').waitFor();
  expect(on.api.asked('auth.signIn')).toHaveLength(1);
});

test('Show shows the password and keeps it', async () => {
  await on.open();
  const password = on.page.getByLabel('Password', { exact: true });
  await password.fill(PASSWORD);
  await on.page.getByRole('button', { name: 'Show password' }).click();
  expect(await password.getAttribute('type')).toBe('text');
  expect(await password.inputValue()).toBe(PASSWORD);
});

test('a reload finds the session through the cookie and does not take focus from the page', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  expect(await on.page.evaluate(() => document.activeElement === document.body)).toBe(true);
});

test('an access token that ran out is renewed once, and the call made again', async () => {
  on.api.signedIn(aSession({ accessToken: 'old' }));
  await on.open();
  await on.page.getByText('Where your $130.00 goes').waitFor();
  on.api.signedIn(aSession({ accessToken: 'new' }));
  const before = on.api.asked('auth.refresh').length;
  const withOld = on.api.handlers['payer.quote'];
  on.api.on('payer.quote', (input, call) =>
    call.headers.authorization === 'Bearer new' ? withOld(input, call) : new Failure('UNAUTHORIZED'),
  );
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await on.page.getByText('Where your $1,607.50 goes').waitFor();
  expect(on.api.asked('auth.refresh').length - before).toBe(1);
});

test('two elements of one agency ask for one renewal, as the cookie may be used once', async () => {
  on.api.signedIn();
  await on.open({ body: '<onward-pay agency="pk_sample"></onward-pay>' });
  await until(() => on.page.getByRole('heading', { name: 'What you owe' }).count(), 2);
  expect(on.api.asked('auth.refresh')).toHaveLength(1);
});

test('when the session ends, the payer signs in over the step and finds what they typed', async () => {
  on.api.signedIn();
  await on.open();
  await on.page.getByRole('radio', { name: /Another amount/ }).check();
  await on.page.getByLabel('Amount in dollars').fill('25.00');
  await on.page.getByText('Where your $25.00 goes').waitFor();
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  const quote = on.api.handlers['payer.quote'];
  on.api.on('payer.quote', () => new Failure('UNAUTHORIZED'));
  await on.page.getByLabel('Amount in dollars').fill('30.00');
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.heading('Sign in again');
  on.api.on('payer.quote', quote);
  expect(await on.page.getByLabel('E-mail').inputValue()).toBe('alex.rivera@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  await on.heading('What you owe');
  expect(await on.page.getByLabel('Amount in dollars').inputValue()).toBe('30.00');
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.heading('Check and pay');
});

test('somebody else who signs in over the step sees nothing of the first payer', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  on.api.on('auth.refresh', () => refused({ code: 'wrong_credentials' }));
  on.api.on('payer.quote', () => new Failure('UNAUTHORIZED'));
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.heading('Sign in again');
  const other = anAccount({ email: 'sam@example.com', givenName: 'Sam', people: [] });
  on.api.on('auth.signIn', () => ({ ok: true, session: aSession({ account: other }) }));
  await on.page.getByLabel('E-mail').fill('sam@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  await on.heading('Match your record');
  expect(await on.page.locator('onward-pay').innerText()).not.toContain('1,607.50');
});

test('another language keeps what was typed, and is told to the server after sign-in', async () => {
  await on.open();
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await on.page.getByRole('button', { name: 'Español' }).click();
  await on.heading('Entrar');
  expect(await on.page.getByLabel('Correo electrónico').inputValue()).toBe('alex.rivera@example.com');
  await on.page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await on.page.getByRole('button', { name: 'Entrar' }).click();
  await on.heading('Lo que debe');
  expect(on.api.asked('account.setLanguage')).toEqual([{ language: 'es' }]);
  expect(await on.heard()).toContain('onward-locale {"lang":"es"}');
});

test.each([
  ['its own lang', { attributes: 'lang="es"' }],
  ['the page’s lang', { lang: 'es-MX' }],
])('the element speaks Spanish by %s', async (_, options) => {
  await on.open(options);
  await on.heading('Entrar');
  expect(await on.page.locator('onward-pay section').getAttribute('lang')).toBe('es');
});

test('the account’s language is spoken when none was picked here', async () => {
  on.api.signedIn(aSession({ account: anAccount({ language: 'es' }) }));
  await on.open();
  await on.heading('Lo que debe');
  expect(on.api.asked('account.setLanguage')).toEqual([]);
  expect((await on.heard()).filter((line) => line.startsWith('onward-locale'))).toEqual([]);
});

test('nothing of the session is kept where a script of the page could copy it', async () => {
  await on.open();
  await on.signIn();
  const kept = await on.page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      document.documentElement.outerHTML,
    ]),
  );
  expect(kept).not.toMatch(/token-1|horse|pending-sample/);
});

test('what takes long is told to who listens: after a second that it is done, after ten that nothing is lost', async () => {
  await on.page.clock.install();
  const held = Promise.withResolvers<void>();
  on.api.on('auth.signIn', async () => {
    await held.promise;
    return { ok: true, session: aSession() };
  });
  await on.open();
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  await until(() => on.api.asked('auth.signIn').length, 1);
  const spoken = on.page.locator('onward-pay .ow > [role=status]');
  await on.page.clock.runFor(1_100);
  await until(() => spoken.textContent(), 'Working on it…');
  await on.page.clock.runFor(9_000);
  await until(() => spoken.textContent(), 'Still working. Nothing is lost.');
  held.resolve();
  await on.heading('What you owe');
  expect(await spoken.textContent()).not.toContain('Still working');
});

test('sign out ends the session here and at the server', async () => {
  on.api.signedIn();
  await on.open();
  await on.page.getByRole('button', { name: /Alex$/ }).click();
  await on.page.getByRole('button', { name: 'Sign out' }).click();
  await on.heading('Sign in');
  await until(() => on.api.asked('auth.signOut').length, 1);
  expect(await on.heard()).toContain('onward-auth {"signedIn":false}');
});

test('a sign-out in another tab leads to the plain sign-in here too', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  const first = on.page;
  const second = await first.context().newPage();
  await second.goto(on.site.origin);
  await second.getByRole('button', { name: /Alex$/ }).click();
  await second.getByRole('button', { name: 'Sign out' }).click();
  await on.heading('Sign in');
  expect(await first.getByText('We signed you out for safety.').count()).toBe(0);
  expect(await first.getByText('Alex').count()).toBe(0);
  await expect.poll(() => on.api.asked('auth.signOut')).toHaveLength(1); // sent after the other tab was told
  expect(await on.heard()).toContain('onward-auth {"signedIn":false}');
});

test('when the api is down the payer is told, and it is tried again by itself', async () => {
  await on.page.clock.install();
  on.api.signedIn();
  on.api.on('payer.owed', () => new Failure('INTERNAL_SERVER_ERROR'));
  await on.open();
  await on.page
    .getByText('Something broke on our side. We kept your choices. Reference req-sample.')
    .waitFor();
  on.api.on('payer.owed', () => owedView());
  const asked = on.api.asked('payer.owed').length;
  await on.page.clock.runFor(6_000);
  await on.heading('What you owe');
  expect(on.api.asked('payer.owed').length - asked).toBe(1);
});

test('a page that the agency did not list is told so, and nothing is tried again', async () => {
  on.api.on('agency.view', () => new Failure('FORBIDDEN', { reason: 'origin' }));
  await on.open();
  await on.page.getByText('Payments cannot open on this page.').waitFor();
  expect(await on.heard()).toContain('onward-error {"code":"not_allowed","recoverable":false}');
});
