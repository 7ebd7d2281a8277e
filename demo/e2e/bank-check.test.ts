import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { payers } from '../sample/world.ts';
import { launchChromium } from './chromium.ts';
import { lookInto } from './count-money.ts';
import { expectMoneyRight } from './money.ts';
import { PayerPage } from './payer-page.ts';
import { runDemo } from './running-demo.ts';
import { SandboxControl } from './sandbox-control.ts';

const GOOD = '4242 4242 4242 4242';
const ASKS = '4000 0000 0000 3220';
const patiently = { timeout: 40_000 };
const [alex, riley] = payers;
const demo = runDemo();
const sandbox = () => new SandboxControl(demo.addresses.stripe);
let browser: Browser;
let context: BrowserContext;
let before: { paid: number; charges: number; intents: number };

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-US' });
  context.setDefaultTimeout(60_000); // two polls in a row, where a webhook is lost
  before = await count();
});
afterEach(() => context.close());

async function count() {
  const [paid, charges, intents] = await Promise.all([
    lookInto(demo.databaseUrl, (read) => read.payment.count({ where: { state: 'succeeded' } })),
    sandbox().charges(),
    sandbox().intents(),
  ]);
  return { paid, charges: charges.length, intents: intents.length };
}

/** One payment was made: one PaymentIntent, and at most one charge, which is the one in our books. */
async function expectPaid(times: 0 | 1): Promise<void> {
  const { paid, charges, intents } = before;
  expect(await count()).toEqual({ paid: paid + times, charges: charges + times, intents: intents + 1 });
}

let cents = 1_100;
async function atCheck({ email, password }: { email: string; password: string } = alex): Promise<PayerPage> {
  const payer = new PayerPage(await context.newPage(), demo.addresses.agency);
  await payer.open();
  await payer.signIn(email, password);
  await payer.chooseOther(((cents += 100) / 100).toFixed(2)); // never the same amount as a moment ago
  await payer.goToCheck();
  return payer;
}

const bank = (page: Page) => page.frameLocator('dialog iframe');
const answer = (page: Page, name: string) => bank(page).getByRole('button', { name }).click();

/** At the bank's question, in its dialog. */
async function asked(who?: Parameters<typeof atCheck>[0]): Promise<PayerPage> {
  const payer = await atCheck(who);
  await payer.typeCard(ASKS);
  await payer.payButton().click();
  await bank(payer.page).getByRole('button', { name: 'Complete' }).waitFor();
  return payer;
}

/** At the bank's question, on a page of the bank's own. */
async function away(): Promise<PayerPage> {
  await sandbox().fault({ kind: 'check_redirects' });
  const payer = await atCheck();
  await payer.page.evaluate(() => history.replaceState(null, '', '?lang=en&from=mail#pay'));
  await payer.typeCard(ASKS);
  await payer.payButton().click();
  await payer.page.waitForURL('**/challenge.html**');
  return payer;
}

/** The check has not finished: not charged, said so, and the next card is charged once. */
async function expectAnotherCardPays(payer: PayerPage): Promise<void> {
  await payer.heading('The bank’s check did not finish').waitFor();
  await payer.page.getByText('You were not charged.').first().waitFor();
  await expectPaid(0);
  await payer.button('Try another way').click();
  await payer.typeCard(GOOD);
  await payer.payButton().click();
  await payer.received();
  await expectPaid(1);
}

test('closed by its payer: not charged, said so, and the next card pays on the same PaymentIntent', async () => {
  const payer = await asked();
  await answer(payer.page, 'Close without an answer');
  await expectAnotherCardPays(payer);
});

test('with the keyboard alone: the bank’s dialog is entered, left with Escape, and the heading is where one goes on', async () => {
  const payer = await atCheck();
  const { page } = payer;
  const focused = () =>
    page.evaluate(() => document.querySelector('onward-pay')?.shadowRoot?.activeElement?.textContent?.trim());
  await payer.typeCard(ASKS);
  await payer.payButton().press('Enter');
  await page.locator('dialog').waitFor();
  const inFrame = () => page.evaluate(() => document.activeElement?.matches('dialog iframe'));
  await expect.poll(inFrame, patiently).toBe(true);
  await page.keyboard.press('Escape');
  await payer.heading('The bank’s check did not finish').waitFor();
  await expect.poll(focused, patiently).toBe('The bank’s check did not finish');
  await payer.button('Try another way').press('Enter');
  await payer.typeCard(ASKS);
  await payer.payButton().press('Enter');
  await page.locator('dialog').waitFor();
  await expect.poll(inFrame, patiently).toBe(true);
  await page.keyboard.press('Enter');
  await payer.received();
  await expect.poll(focused, patiently).toBe('Payment received');
  await expectPaid(1);
});

test('passed, and then declined: not charged, and said as the bank’s no to the card', async () => {
  const payer = await atCheck();
  await payer.typeCard('4000 0084 0000 1629');
  await payer.payButton().click();
  await answer(payer.page, 'Complete');
  await payer.heading('Your bank said no to this card').waitFor();
  await payer.page.getByText('You were not charged.').first().waitFor();
  await expectPaid(0);
  await payer.button('Pay a different amount').click();
  await payer.heading('What you owe').waitFor();
});

test('a bank that takes the whole page sends the payer back to where they were, and nothing of Stripe’s stays in the address', async () => {
  const payer = await away();
  await payer.button('Complete').click();
  await payer.received();
  expect(payer.page.url()).toBe(`${demo.addresses.agency}/?lang=en&from=mail#pay`);
  await expectPaid(1);
});

test('refused on the bank’s own page: back here it was not paid, and the payment can be tried again', async () => {
  const payer = await away();
  await payer.button('Fail').click();
  await expectAnotherCardPays(payer);
});

test('who goes back from the bank’s page is not thrown there again, and may go when they wish', async () => {
  const payer = await away();
  await payer.page.goBack();
  await payer.heading('Your bank wants to check it is you').waitFor();
  const open = payer.button('Open the bank’s check');
  await open.waitFor();
  await expectPaid(0);
  await open.click();
  await payer.page.waitForURL('**/challenge.html**');
  await payer.button('Complete').click();
  await payer.received();
  await expectPaid(1);
});

test('a reload in its middle finds the same question, and its answer pays once', async () => {
  const payer = await asked();
  await payer.page.reload();
  await answer(payer.page, 'Complete');
  await payer.received();
  await expectPaid(1);
});

test('two tabs at the same question: one answer, one charge, and both tell it', async () => {
  const one = await asked(riley);
  const two = new PayerPage(await context.newPage(), demo.addresses.agency);
  await two.page.goto(demo.addresses.agency);
  await bank(two.page).getByRole('button', { name: 'Complete' }).waitFor();
  await answer(one.page, 'Complete');
  await one.received();
  await answer(two.page, 'Complete');
  await two.received();
  await expectPaid(1);
});

test('no connection in its middle: nothing is concluded, and the answer counts when it gets through', async () => {
  const payer = await asked();
  await context.setOffline(true);
  await answer(payer.page, 'Complete');
  await bank(payer.page).getByText('We could not reach the payment service.').waitFor();
  await expectPaid(0);
  await context.setOffline(false);
  await answer(payer.page, 'Complete');
  await payer.received();
  await expectPaid(1);
});

test('the webhook before the browser: the page tells the end although its own dialog is open', async () => {
  const payer = await asked();
  await sandbox().answerBank(true);
  await payer.page.locator('onward-pay h2', { hasText: 'Payment received' }).waitFor();
  await bank(payer.page).getByRole('button', { name: 'Close' }).press('Escape');
  await payer.received();
  await expectPaid(1);
});

test('the browser before the webhook, which never comes: the end is read from Stripe', async () => {
  const payer = await asked();
  await sandbox().loseWebhooks(10);
  await answer(payer.page, 'Complete');
  await payer.heading(/Paying|We’re checking/).waitFor();
  await payer.received();
  await expectPaid(1);
});

/** Nobody has answered for five minutes, as the frame never opened. */
async function abandoned(): Promise<PayerPage> {
  await context.clock.install();
  await context.route('**/challenge.html**', (route) => route.abort());
  const payer = await atCheck();
  await payer.typeCard(ASKS);
  await payer.payButton().click();
  await payer.page.locator('dialog').waitFor();
  await payer.page.keyboard.press('Escape');
  await payer.heading('Your bank wants to check it is you').waitFor();
  await payer.page.clock.fastForward('05:01');
  await payer.heading('Check and pay').waitFor();
  await payer.page.getByText('The bank’s check did not finish. Enter the card again.').waitFor();
  return payer;
}

test('abandoned for five minutes: another card on the same PaymentIntent pays once', async () => {
  const payer = await abandoned();
  await payer.typeCard(GOOD);
  await payer.payButton().click();
  await payer.received();
  await expectPaid(1);
  const tries = await lookInto(demo.databaseUrl, (read) =>
    read.payment.findFirstOrThrow({
      orderBy: { createdAt: 'desc' },
      select: { attempts: { orderBy: { n: 'asc' }, select: { state: true } } },
    }),
  );
  expect(tries.attempts).toEqual([{ state: 'canceled' }, { state: 'succeeded' }]);
});

test('abandoned, and Stripe takes no other card meanwhile: it is canceled, and nothing was charged', async () => {
  const payer = await abandoned();
  await sandbox().fault({ kind: 'check_is_final' });
  await payer.typeCard(GOOD);
  await payer.payButton().click();
  await payer.heading('The payment took too long').waitFor();
  await payer.page.getByText('You were not charged.').first().waitFor();
  await expectPaid(0);
  expect((await sandbox().intents())[0]?.status).toBe('canceled');
  await payer.button('Start again').click();
  await payer.heading('What you owe').waitFor();
});

test('after all of it the money is right', async () => {
  await expectMoneyRight(demo.databaseUrl, demo.addresses, before.paid);
});
