import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payers, people, staff } from '../sample/world.ts';
import { launchChromium } from './chromium.ts';
import { DeskPage } from './desk-page.ts';
import { Inbox } from './inbox.ts';
import { PayerPage } from './payer-page.ts';
import { runDemo } from './running-demo.ts';

const NEW_PASSWORD = 'a quiet harbor in the morning';
const [alex, riley] = payers;
const [, supervisor] = staff;
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

/** On a device of its own: asked for a link by mail, and opened it. */
async function byMailedLink(email: string): Promise<{ page: Page; payer: PayerPage; link: string }> {
  const { page, payer } = await aDevice();
  await payer.open();
  await payer.button('Forgot password?').click();
  await page.getByLabel('E-mail').fill(email);
  await payer.button('Send link').click();
  await payer.heading('Look at your e-mail').waitFor();
  const { text } = await new Inbox(demo.addresses.mail, email).mail(/new password/i);
  const link = /^http\S+#onward-reset=\S+$/m.exec(text)?.[0] ?? '';
  await page.goto('about:blank');
  await page.goto(link);
  await payer.heading('First, tell us who you are').waitFor();
  return { page, payer, link };
}

test('a payer who forgot the password sets a new one by mail, and every other device is signed out', async () => {
  const inbox = new Inbox(demo.addresses.mail, alex.email);
  const first = await aDevice();
  await first.payer.open();
  await first.payer.signIn(alex.email, alex.password);

  const { page, payer, link } = await byMailedLink(alex.email);
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

test('a code that a supervisor gives at the desk answers the mailed link’s question, and the desk tells that it was used', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
  context.setDefaultTimeout(20_000);
  const desk = await context.newPage();
  await new DeskPage(desk, demo.addresses.desk).signIn(supervisor.email, supervisor.password);
  await desk.getByRole('link', { name: 'People & obligations' }).click();
  await desk.getByLabel('Name or ID').fill(people.riley.agencyId);
  await desk.getByLabel('Name or ID').press('Enter');
  await desk.getByRole('link', { name: /Riley Chen/ }).click();
  await desk.getByRole('button', { name: 'Give a code for a new password' }).click();
  await desk.getByLabel('How did you make sure who they are?').fill('Driving licence seen.');
  await desk.getByRole('button', { name: 'Show what it does' }).click();
  await desk.getByRole('button', { name: 'Make the code' }).click();
  const code = (await desk.getByText(/^\d{4}\s\d{4}$/).innerText()).trim();

  const { page, payer } = await byMailedLink(riley.email);
  await payer.button('I have a code from the office').click();
  await page.getByLabel('Code').fill(code);
  await payer.button('Verify').click();
  await payer.heading('Choose a new password').waitFor();
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await payer.button('Save and sign in').click();
  await payer.heading('What you owe').waitFor();

  await desk.reload();
  await desk.getByText(/^Made by Terry Valdez on .+, used on /).waitFor();
  expect(await desk.getByText(code).count()).toBe(0);
  await context.close();
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
