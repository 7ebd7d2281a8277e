import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { onAccount } from '../../workflows/stripe/client.ts';
import { connectedAccount, payers } from '../sample/world.ts';
import { guidePolicy } from '../site/guide-policy.ts';
import { launchChromium } from './chromium.ts';
import { lookInto } from './count-money.ts';
import { expectMoneyRight } from './money.ts';
import { PayerPage } from './payer-page.ts';
import { runDemo } from './running-demo.ts';
import { SandboxControl } from './sandbox-control.ts';

const GOOD = '4242 4242 4242 4242';
const [alex, riley, devon] = payers;
const demo = runDemo();
const sandbox = () => new SandboxControl(demo.addresses.stripe);
let browser: Browser;
let context: BrowserContext;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-US' });
  context.setDefaultTimeout(20_000);
});
afterEach(async () => {
  await context.close();
  expect(complaints.splice(0)).toEqual([]); // errors, and what the page's policy refused
});

const openPage = async (): Promise<PayerPage> => watched(await context.newPage());

/** A page whose every complaint fails the test. */
function watched(page: Page): PayerPage {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  return new PayerPage(page, demo.addresses.agency);
}

async function atCheck(who: { email: string; password: string }, dollars: string): Promise<PayerPage> {
  const payer = await openPage();
  await payer.open();
  await payer.signIn(who.email, who.password);
  await payer.chooseOther(dollars);
  await payer.goToCheck();
  return payer;
}

/** The sample page with another Content Security Policy than the site gives it. */
async function underPolicy(page: Page, url: string, policy: string): Promise<void> {
  // A page that a test fulfils counts as from the open internet, which may not ask for this machine by itself.
  await context.grantPermissions(['local-network-access']);
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': policy };
    await route.fulfill({ response, headers });
  });
}

const succeeded = () =>
  lookInto(demo.databaseUrl, (read) => read.payment.count({ where: { state: 'succeeded' } }));

test('a double click pays once', async () => {
  const before = await succeeded();
  const payer = await atCheck(alex, '11.00');
  await payer.typeCard(GOOD);
  await payer.payButton().dblclick();
  await payer.received();
  expect(await succeeded()).toBe(before + 1);
  expect(await sandbox().charges()).toHaveLength(before + 1);
});

test('on a page that unsets everything, right to left and of small text, the card form is whole and pays', async () => {
  const before = await succeeded();
  const { page } = await openPage();
  const payer = new PayerPage(page, `${demo.addresses.agency}/hostile?dir=rtl`);
  await payer.open();
  await payer.signIn(riley.email, riley.password);
  await payer.chooseOther('13.00');
  await payer.goToCheck();
  await payer.typeCard(GOOD);
  const frame = page.locator('onward-pay iframe').first();
  const cutOff = () =>
    frame
      .contentFrame()
      .locator('html')
      .evaluate(({ scrollWidth, scrollHeight }) => [scrollWidth - innerWidth, scrollHeight - innerHeight]);
  await expect.poll(cutOff).toEqual([0, 0]);
  await payer.payButton().click();
  await payer.received();
  expect(await succeeded()).toBe(before + 1);
});

test.each([
  ['4000 0000 0000 9995', 'This card is short of money'],
  ['4000 0000 0000 0069', 'This card has expired'],
  ['4000 0000 0000 0127', 'The security code is not right'],
])('the bank’s no to %s is told plainly, and the next card pays', async (card, sentence) => {
  const before = await succeeded();
  const payer = await atCheck(riley, `${12 + before}.00`);
  await payer.typeCard(card);
  await payer.payButton().click();
  await payer.heading(sentence).waitFor();
  await payer.page.getByText('You were not charged.').first().waitFor();
  expect(await succeeded()).toBe(before);
  await payer.button('Try another way').click();
  await payer.heading('Check and pay').waitFor();
  await payer.typeCard(GOOD);
  await payer.payButton().click();
  await payer.received();
  expect(await succeeded()).toBe(before + 1);
});

test('a bank that asks first: no answer charges nothing and says so, the right answer pays once', async () => {
  const before = await succeeded();
  const payer = await atCheck(alex, '17.00');
  const bank = payer.page.frameLocator('iframe[src*="challenge"]');
  await payer.typeCard('4000 0000 0000 3220');
  await payer.payButton().click();
  await bank.getByRole('button', { name: 'Fail' }).click();
  await payer.heading('The bank’s check did not finish').waitFor();
  await payer.page.getByText('You were not charged.').first().waitFor();
  expect(await sandbox().charges()).toHaveLength(before);

  await payer.button('Try another way').click();
  await payer.typeCard('4000 0000 0000 3220');
  await payer.payButton().click();
  await bank.getByRole('button', { name: 'Complete' }).click();
  await payer.received();
  expect(await sandbox().charges()).toHaveLength(before + 1);
});

test('two tabs with the same payment: the second is asked before it pays again, and a no charges nothing', async () => {
  const before = await succeeded();
  const one = await atCheck(devon, '21.00');
  const two = await openPage();
  await two.page.goto(demo.addresses.agency);
  await two.payButton().waitFor(); // the other tab's session serves this one too, and the server knows where the payer is
  await one.typeCard(GOOD);
  await one.payButton().click();
  await one.received();

  await two.typeCard(GOOD);
  await two.payButton().click();
  await two.button('No, go back').click();
  await two.heading('What you owe').waitFor();
  expect(await succeeded()).toBe(before + 1);
  expect(await sandbox().charges()).toHaveLength(before + 1);
});

test('a reload before paying asks for no new sign-in and pays nothing', async () => {
  const before = await succeeded();
  const payer = await atCheck(alex, '31.00');
  await payer.page.reload();
  await payer.heading('Check and pay').waitFor();
  expect(await succeeded()).toBe(before);
});

test('the browser’s back button after paying does not pay again', async () => {
  const before = await succeeded();
  const payer = await atCheck(alex, '41.00');
  await payer.typeCard(GOOD);
  await payer.payButton().click();
  await payer.received();
  await payer.page.goto('about:blank');
  await payer.page.goBack();
  await payer.heading('What you owe').waitFor();
  expect(await succeeded()).toBe(before + 1);
});

const debits = () =>
  lookInto(demo.databaseUrl, (read) => read.payment.count({ where: { tender: 'bank_debit' } }));
const LONG = { timeout: 20_000, interval: 200 };
const ON_ITS_WAY = 'Your bank payment is on its way';

/** Looks until the bank's answer has come; there is nothing to wait for on the page itself. */
async function lookUntil(payer: PayerPage, heading: string): Promise<void> {
  await payer.heading(ON_ITS_WAY).waitFor();
  await expect
    .poll(async () => {
      const look = payer.button('Check now');
      if (await look.isVisible()) await look.click();
      return payer.heading(heading).isVisible();
    }, LONG)
    .toBe(true);
}

test('a bank debit: chosen, agreed to, one for a double click; on its way through each reload; the same again is asked about', async () => {
  const before = await debits();
  const payer = await atCheck(devon, '43.00');
  await payer.chooseBank();
  await payer.button('Pay $43.50').waitFor();
  await payer.page.reload();
  await payer.button('Pay $43.50').waitFor();
  await payer.typeBank('000000000009'); // whose bank does not answer
  await payer.payButton().dblclick();
  await payer.heading(ON_ITS_WAY).waitFor();
  await payer.page.reload();
  await payer.page.getByText(/^Your bank payment is on its way: \$43\.50\. It is not paid yet\./).waitFor();
  expect(await debits()).toBe(before + 1);

  await payer.chooseOther('43.00');
  await payer.goToCheck();
  await payer.chooseBank();
  await payer.typeBank('000123456789');
  await payer.payButton().click();
  await payer.heading('Check and pay').waitFor();
  await payer.page.getByRole('heading', { name: /^Your bank is already asked for \$43\.50/ }).waitFor();
  await payer.button('No, go back').click();
  expect(await debits()).toBe(before + 1);

  await payer.button('Payments and receipts').first().click();
  await payer.page.locator('onward-pay .chip', { hasText: 'On its way' }).waitFor();
  const [intent] = await sandbox().intents();
  await sandbox().stripe.paymentIntents.cancel(intent?.id ?? '', {}, onAccount(connectedAccount));
  await expect
    .poll(async () => {
      await payer.page.reload();
      await payer.heading('Payments and receipts').waitFor();
      return payer.page.locator('onward-pay .chip').first().innerText();
    }, LONG)
    .toBe('Not paid');
});

test('a bank that pays after a declined card gives a receipt with the account’s last digits; one that does not is told plainly, with a way on', async () => {
  const before = await succeeded();
  const payer = await atCheck(riley, '45.00');
  await payer.typeCard('4000 0000 0000 9995');
  await payer.payButton().click();
  await payer.heading('This card is short of money').waitFor();
  await payer.button('Try another way').click();
  await payer.chooseBank();
  await payer.typeBank('000123456789');
  await payer.payButton().click();
  await lookUntil(payer, 'Payment received');
  const where = { amountCents: 4500n };
  const both = await lookInto(demo.databaseUrl, (read) =>
    read.payment.findMany({ where, orderBy: { createdAt: 'asc' } }),
  );
  expect(both.map(({ tender, state }) => [tender, state])).toEqual([
    ['card', 'canceled'],
    ['bank_debit', 'succeeded'],
  ]);
  expect(await payer.fact('Paid with')).toBe('Bank account ending 6789');
  expect(await succeeded()).toBe(before + 1);
  await payer.button('Done').click();
  await payer.heading('What you owe').waitFor();

  await payer.chooseOther('46.00');
  await payer.goToCheck();
  await payer.chooseBank();
  await payer.typeBank('000111111113');
  await payer.payButton().click();
  await lookUntil(payer, 'Your bank did not pay');
  await payer.page.getByText('You were not charged.').waitFor();
  await payer.button('Start again').click();
  await payer.heading('What you owe').waitFor();
  expect(await succeeded()).toBe(before + 1);
});

test('the agency’s Spanish page signs in in Spanish, and the payer’s switch reaches down to the card form', async () => {
  const payer = await openPage();
  const { page } = payer;
  await page.goto(`${demo.addresses.agency}/es`);
  await page.getByLabel('Correo electrónico').fill(alex.email);
  await page.getByLabel('Contraseña', { exact: true }).fill(alex.password);
  await payer.button('Entrar').click();
  await payer.heading('What you owe').waitFor(); // the language of the account
  await payer.button('Español').click();
  await payer.button('Seguir').click();
  const form = page.locator('onward-pay iframe').first().contentFrame();
  await form.getByLabel(/número de (la )?tarjeta/i).waitFor();
  expect(await payer.button(/^Pagar \$/).count()).toBe(1);
});

test('a page whose whole policy is the one of the guide pays; without its Trusted Types name no card form comes', async () => {
  const { agency, product, stripe } = demo.addresses;
  const policy = await guidePolicy({ apiOrigin: product, sandboxOrigin: stripe });
  const before = await succeeded();
  const payer = await openPage();
  await underPolicy(payer.page, `${agency}/`, policy);
  await payer.open();
  await payer.signIn(devon.email, devon.password);
  await payer.chooseOther('23.00');
  await payer.goToCheck();
  await payer.typeCard(GOOD);
  await payer.payButton().click();
  await payer.received();
  expect(await succeeded()).toBe(before + 1);

  const bare = await openPage();
  await underPolicy(bare.page, `${agency}/`, policy.replace(' onward;', ';'));
  await bare.page.goto(agency);
  await bare.heading('What you owe').waitFor();
  await bare.chooseOther('24.00');
  await bare.goToCheck();
  await bare.page.getByText('The form did not open.').first().waitFor();
  expect(complaints.splice(0).join()).toContain("TrustedTypePolicy named 'onward'");
});

test('a page that blocks Stripe’s script sends the payer on to the secure page, which goes on where they were and pays', async () => {
  const { agency, product, stripe } = demo.addresses;
  const policy = await guidePolicy({ apiOrigin: product, sandboxOrigin: stripe });
  const before = await succeeded();
  const blocked = await openPage();
  await underPolicy(blocked.page, `${agency}/`, policy.replaceAll(stripe, ''));
  await blocked.open();
  await blocked.signIn(riley.email, riley.password);
  await blocked.chooseOther('26.00');
  await blocked.goToCheck();
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    blocked.page.getByRole('link', { name: 'Go on at our secure page' }).click(),
  ]);
  expect(complaints.splice(0).join()).toContain('Content Security Policy');
  const secure = watched(opened);
  expect(opened.url()).toMatch(new RegExp(`^${product}/pay/pk_\\w+\\?lang=en$`));
  await opened.getByLabel('E-mail').fill(riley.email);
  await opened.getByLabel('Password', { exact: true }).fill(riley.password);
  await secure.button('Sign in').click();
  await secure.heading('Check and pay').waitFor();
  await secure.typeCard(GOOD);
  expect(await axeFindings(opened)).toEqual([]);
  await secure.payButton().click();
  await secure.received();
  expect(await axeFindings(opened)).toEqual([]);
  expect(await succeeded()).toBe(before + 1);
});

/** Of a whole page, Stripe's own frame aside, in light and in dark. */
async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await page.evaluate(() => window.axe.run({ exclude: ['iframe'] }));
    found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`));
  }
  return found;
}

test('after all of it the money is right', async () => {
  await expectMoneyRight(demo.databaseUrl, demo.addresses, await succeeded());
});
