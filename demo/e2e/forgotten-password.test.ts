import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payers, people } from '../sample/world.ts';
import { launchChromium } from './chromium.ts';
import { Inbox } from './inbox.ts';
import { PayerPage } from './payer-page.ts';
import { runDemo } from './running-demo.ts';

const NEW_PASSWORD = 'a quiet harbor in the morning';
const [alex] = payers;
const record = people.alex;
const demo = runDemo();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A device of its own. */
async function aDevice(): Promise<{ page: Page; payer: PayerPage }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-US' });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  return { page, payer: new PayerPage(page, demo.addresses.agency) };
}

test('a payer who forgot the password sets a new one by mail, and every other device is signed out', async () => {
  const inbox = new Inbox(demo.addresses.mail, alex.email);
  const first = await aDevice();
  await first.payer.open();
  await first.payer.signIn(alex.email, alex.password);

  const { page, payer } = await aDevice();
  await payer.open();
  await payer.button('Forgot password?').click();
  await page.getByLabel('E-mail').fill(alex.email);
  await payer.button('Send link').click();
  await payer.heading('Look at your e-mail').waitFor();
  const { text } = await inbox.mail(/new password/i);
  const link = /^http\S+#onward-reset=\S+$/m.exec(text)?.[0] ?? '';
  await page.goto('about:blank');
  await page.goto(link);
  await payer.heading('First, tell us who you are').waitFor();
  expect(page.url()).toBe(`${demo.addresses.agency}/`);
  const [year = '', month = '', day = ''] = record.birthDate.split('-');
  await page.getByLabel('Agency ID').fill(record.agencyId);
  await page.getByLabel('Month').fill(String(Number(month)));
  await page.getByLabel('Day').fill(String(Number(day)));
  await page.getByLabel('Year').fill(year);
  await payer.button('Continue').click();
  await payer.heading('Choose a new password').waitFor();
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await payer.button('Save and sign in').click();
  await payer.heading('What you owe').waitFor();
  await inbox.mail(/was changed/);

  await first.page.reload();
  await first.payer.heading('Sign in').waitFor();
  await first.page.getByLabel('E-mail').fill(alex.email);
  await first.page.getByLabel('Password', { exact: true }).fill(alex.password);
  await first.payer.button('Sign in').click();
  await first.page.getByRole('link', { name: /do not match/ }).waitFor();
  await first.payer.signIn(alex.email, NEW_PASSWORD);

  await page.goto('about:blank');
  await page.goto(link);
  await page.getByText('This link was used or is too old.').first().waitFor();
});

test('a payer signs in with a mailed code', async () => {
  const { page, payer } = await aDevice();
  await payer.open();
  await page.getByLabel('E-mail').fill(alex.email);
  await payer.button('Send me a code instead').click();
  await payer.heading('Enter the code we sent').waitFor();
  await page.getByLabel('Code').fill(await new Inbox(demo.addresses.mail, alex.email).code());
  await payer.button('Verify').click();
  await payer.heading('What you owe').waitFor();
  expect(page.url()).toBe(`${demo.addresses.agency}/`);
});
