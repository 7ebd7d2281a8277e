import { expect, test } from 'vitest';
import { esHelp } from '../i18n/es-help.ts';
import { Failure } from './fixtures/fake-api.ts';
import { stage } from './fixtures/stage.ts';
import { aPayment } from './fixtures/world.ts';

const on = stage();
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();
const focused = () =>
  on.page.evaluate(() =>
    document.querySelector('onward-pay')?.shadowRoot?.activeElement?.textContent?.trim(),
  );

test('help over a step: its questions, whom to call and when; the step stays as it was, secrets too', async () => {
  await on.open();
  await on.page.getByLabel('E-mail').fill('alex.rivera@example.com');
  await on.page.getByLabel('Password', { exact: true }).fill('half a pass');
  await press('Help');
  await on.heading('Help');
  expect(await focused()).toBe('Help');
  await on.page.getByText('No e-mail came').click();
  await on.page.getByText('Look in spam. Then check the address and send again.').waitFor();
  const call = on.page.locator('.body').getByRole('link', { name: 'Call (555) 555-0142' });
  expect(await call.getAttribute('href')).toBe('tel:5555550142');
  const hours = (await on.page.getByText('Monday').innerText()).replaceAll(/\s/gu, ' ');
  expect(hours).toBe('Monday – Friday, 8:00 AM – 4:30 PM');
  await press('Back');
  await on.heading('Sign in');
  expect(await focused()).toBe('Sign in');
  expect(await on.page.getByLabel('Password', { exact: true }).inputValue()).toBe('half a pass');
  expect((await on.heard()).filter((line) => line.startsWith('onward-step'))).toEqual([
    'onward-step {"step":"sign-in"}',
    'onward-step {"step":"help"}',
    'onward-step {"step":"sign-in"}',
  ]);
});

test('the questions are those of the step, and follow another language', async () => {
  await on.toCheck();
  await press('Help');
  await on.page.getByText('Can I be charged twice?').waitFor();
  await press('Español');
  await on.page.getByText(esHelp.questions.pay[0]?.[0] ?? '').waitFor();
  await press('Atrás');
  await on.page.getByLabel('Card number').waitFor();
  expect(await on.stripeCalls('elements')).toHaveLength(1); // the card form was never taken away
});

test('what broke has a number to name, and goes on being tried behind the help', async () => {
  await on.page.clock.install();
  on.api.signedIn();
  const owed = on.api.handlers['payer.owed'];
  on.api.on('payer.owed', () => new Failure('INTERNAL_SERVER_ERROR'));
  await on.open();
  await on.page.getByText('Something broke on our side.').waitFor();
  await press('Help');
  await on.heading('Help');
  await on.page.locator('.body').getByText('Reference req-sample.').waitFor();
  on.api.on('payer.owed', owed);
  await on.page.clock.runFor(6_000);
  await on.heading('What you owe'); // news takes the help away
  expect(await on.page.getByRole('heading', { name: 'Help' }).count()).toBe(0);
});

test('where the server says what to do, that is what is read, in the page’s language', async () => {
  on.api.signedIn();
  const reason = { en: 'Please call the agency.', es: 'Llame a la agencia.' };
  on.api.on('payer.owed', () => new Failure('UNPROCESSABLE_CONTENT', { reason }));
  await on.open();
  await on.page.getByText('Please call the agency.').waitFor();
  expect(await on.page.getByText('Something broke on our side.').count()).toBe(0);
});

test('a payment has its number in the help', async () => {
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: aPayment({ status: 'processing' }) }));
  on.api.on('payer.status', () => aPayment({ status: 'processing' }));
  await on.open();
  await on.heading(/Paying/);
  await press('Help');
  await on.page.getByText('Did my payment go through?').waitFor();
  const { id } = aPayment({ status: 'processing' });
  await on.page.getByText(`Reference ${id}.`).waitFor();
  expect(id).not.toBe('');
});

test('without a connection the help says so, and the number to call is there', async () => {
  await on.page.route('**/payer-*.js', (route) => route.abort());
  await on.open();
  await on.heading('Sign in');
  await press('Help');
  await expect
    .poll(() => on.page.locator('onward-pay [role=status]').last().innerText())
    .toContain('offline');
  expect(await on.page.locator('.foot').getByRole('link').isVisible()).toBe(true);
});
