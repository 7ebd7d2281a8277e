import { expect, test } from 'vitest';
import { esPayer } from '../i18n/es-payer.ts';
import { es } from '../i18n/es.ts';
import { stage, until } from './fixtures/stage.ts';
import { PASSWORD, person } from './fixtures/world.ts';

const on = stage();

const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();

test('Stripe’s script is requested when the card step opens, not before', async () => {
  const scripts: string[] = [];
  on.page.on('request', (request) => {
    if (request.url().endsWith('/stripe.js')) scripts.push(request.url());
  });
  on.api.signedIn();
  await on.open();
  await on.page.getByText('Where your $130.00 goes').waitFor();
  expect(scripts).toEqual([]);
  await press('Continue');
  await on.page.getByLabel('Card number').waitFor();
  expect(scripts).toEqual([`${on.api.origin}/stripe.js`]);
});

test('a card form that does not come in five seconds is said, with the phone, and shown if it comes after all', async () => {
  await on.page.clock.install();
  on.api.signedIn();
  let arrive = () => undefined as void;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await on.page.route('**/stripe.js', async (route) => {
    await held;
    await route.continue();
  });
  await on.open();
  await press('Continue');
  await on.heading('Check and pay');
  await on.page.getByText('Opening the form…').waitFor();
  await on.page.clock.runFor(5_100);
  await on.page.getByText('Use our secure page, or call (555) 555-0142 to pay another way.').waitFor();
  expect(await on.heard()).toContain('onward-error {"code":"card_form","recoverable":true}');
  arrive();
  await on.page.clock.runFor(100);
  await on.page.getByLabel('Card number').waitFor();
});

test('a script that never answers is given up at the payer’s wish, and asked for anew; the other ways stand above', async () => {
  await on.page.clock.install();
  on.api.signedIn();
  const asked: string[] = [];
  await on.page.route('**/stripe.js*', async (route) => {
    if (asked.push(route.request().url()) > 1) await route.continue(); // the first never
  });
  await on.open();
  await press('Continue');
  await on.heading('Check and pay');
  await on.page.clock.runFor(5_100);
  await on.page.getByText('The form did not open.').first().waitFor();
  await on.page.getByText('Cash or money order', { exact: true }).waitFor();
  await press('Try again');
  await until(() => asked.length, 2);
  await on.page.clock.runFor(100);
  await on.page.getByLabel('Card number').waitFor();
  expect(await on.page.getByText('The form did not open.').count()).toBe(0);
});

test('where the card form does not open, a link leads on to our own page, in the language spoken, with nothing of the payer in it', async () => {
  on.api.signedIn();
  await on.page.route('**/stripe.js', (route) => route.abort());
  await on.open();
  await press('Continue');
  await on.page.getByText('Use our secure page, or call (555) 555-0142').waitFor();
  await press('Español');
  const link = on.page.getByRole('link', { name: esPayer.check.securePage });
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('https://secure.example.org/pay/pk_sample?lang=es');
  expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual(['_blank', 'noopener']);
  await on.page.getByRole('button', { name: es.trouble.tryAgain }).waitFor();
});

test('on that page itself there is no link to it, and who signs in there is back at the card', async () => {
  await on.page.route('**/stripe.js', (route) => route.abort());
  on.api.on('agency.view', () => ({ ...on.api.agency(), securePage: `${on.site.origin}/pay/pk_sample` }));
  on.api.on('payer.open', () => ({
    draft: { step: 'check', personId: person.id, choice: 'due_now' },
  }));
  await on.open();
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press('Sign in');
  await on.heading('Check and pay');
  await on.page.getByText('Try again, or call (555) 555-0142 to pay another way.').waitFor();
  expect(await on.page.getByRole('link', { name: 'secure page' }).count()).toBe(0);
});

test('a card form that was blocked opens when it is tried again', async () => {
  on.api.signedIn();
  await on.page.route('**/stripe.js', (route) => route.abort());
  await on.open();
  await press('Continue');
  await on.page.getByText('The form did not open.').first().waitFor();
  await on.page.unroute('**/stripe.js');
  await press('Try again');
  await on.page.getByLabel('Card number').waitFor();
  expect(await on.page.getByText('The form did not open.').count()).toBe(0);
});

test('Stripe gets the connected account, the amount, the language and our colours', async () => {
  await on.toCheck();
  const [made] = await on.stripeCalls('Stripe');
  expect(made).toMatchObject({
    key: 'pk_test_sample',
    options: { stripeAccount: 'acct_sample', locale: 'en' },
  });
  const [elements] = await on.stripeCalls('elements');
  expect(elements?.options).toMatchObject({
    mode: 'payment',
    amount: 13_325,
    currency: 'usd',
    locale: 'en',
    appearance: { variables: { colorPrimary: '#0b5f52', borderRadius: '10px', fontSizeBase: '16px' } },
  });
  await press('Español');
  await until(async () => (await on.stripeCalls('update')).at(-1)?.options, { locale: 'es' });
});
