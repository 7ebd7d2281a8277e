// @vitest-environment node
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../e2e/chromium.ts';
import { aHostPage, createToken, fill, findings, mounted, submit } from './host-page.ts';
import { aSandbox } from './test-client.ts';

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

/** An intent that waits for 3-D Secure, on the platform's own account. */
async function waitingIntent(
  stripe: Awaited<ReturnType<typeof aSandbox>>['stripe'],
  page: Page,
  number: string,
) {
  const frame = await mounted(page);
  await fill(frame, number);
  await submit(page);
  const { confirmationToken } = await createToken(page);
  const intent = await stripe.paymentIntents.create({ amount: 4200, currency: 'usd' });
  const waiting = await stripe.paymentIntents.confirm(intent.id, {
    confirmation_token: String(confirmationToken?.id),
  });
  expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  return String(waiting.client_secret);
}

test.each([
  { number: '4000002500003155', button: 'Complete', end: { paymentIntent: { status: 'succeeded' } } },
  {
    number: '4000002760003184',
    button: 'Fail',
    end: { error: { code: 'payment_intent_authentication_failure' } },
  },
  {
    number: '4000008400001629',
    button: 'Complete',
    end: { error: { code: 'card_declined', decline_code: 'generic_decline' } },
  },
])('3-D Secure with $number and "$button" ends as it should', async ({ number, button, end }) => {
  const { sandbox, stripe } = await aSandbox();
  const { page, complaints } = await aHostPage(browser, sandbox.url);
  const clientSecret = await waitingIntent(stripe, page, number);
  const ended = page.evaluate(
    (secret) => window.underTest.stripe.handleNextAction({ clientSecret: secret }),
    clientSecret,
  );
  const bank = page.frameLocator('dialog iframe');
  await bank.getByRole('button', { name: button }).click();
  expect(await ended).toMatchObject(end);
  expect(await page.locator('dialog').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('on a dark page the bank’s frame is as readable as on a light one', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'dark'));
  const clientSecret = await waitingIntent(stripe, page, '4000002500003155');
  await page.evaluate(
    (secret) => void window.underTest.stripe.handleNextAction({ clientSecret: secret }),
    clientSecret,
  );
  const heading = page.frameLocator('dialog iframe').getByRole('heading');
  await heading.waitFor();
  const [paper, ink] = await heading.evaluate((element) => [
    getComputedStyle(document.documentElement).backgroundColor,
    getComputedStyle(element).color,
  ]);
  expect(paper).toBe('rgb(255, 255, 255)'); // its own, not what is behind it
  expect(ink).toBe('rgb(26, 31, 54)');
  const shot = await page.locator('dialog').screenshot();
  expect(await shareOfWhite(shot)).toBeGreaterThan(0.5);
});

/** How much of a picture is white, counted by the browser, which can read it. */
async function shareOfWhite(picture: Buffer): Promise<number> {
  const reader = await browser.newPage();
  onTestFinished(() => reader.close());
  return reader.evaluate(
    async (data) => {
      const bitmap = await createImageBitmap(await (await fetch(data)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (!canvas) throw new Error('this browser paints nothing');
      canvas.drawImage(bitmap, 0, 0);
      const { data: pixels } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      let white = 0;
      for (let at = 0; at < pixels.length; at += 4) if (Math.min(...pixels.slice(at, at + 3)) > 250) white++;
      return white / (pixels.length / 4);
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
}

test('a card that is being saved is challenged too, and then set up', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page, complaints } = await aHostPage(browser, sandbox.url);
  await mounted(page);
  const waiting = await stripe.setupIntents.create({
    confirm: true,
    payment_method: 'pm_card_authenticationRequiredOnSetup',
    use_stripe_sdk: true,
  });
  const ended = page.evaluate(
    (secret) => window.underTest.stripe.handleNextAction({ clientSecret: secret }),
    String(waiting.client_secret),
  );
  await page.frameLocator('dialog iframe').getByRole('button', { name: 'Complete' }).click();
  expect(await ended).toMatchObject({ setupIntent: { id: waiting.id, status: 'succeeded' } });
  expect(complaints).toEqual([]);
});

test('Escape in the bank’s frame fails the check', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  const clientSecret = await waitingIntent(stripe, page, '4000002500003155');
  const ended = page.evaluate(
    (secret) => window.underTest.stripe.handleNextAction({ clientSecret: secret }),
    clientSecret,
  );
  const complete = page.frameLocator('dialog iframe').getByRole('button', { name: 'Complete' });
  await complete.waitFor();
  expect(await findings(page, 'challenge.html')).toEqual([]);
  await complete.press('Escape');
  expect(await ended).toMatchObject({ error: { code: 'payment_intent_authentication_failure' } });
});

test('without stripe.js the payer goes to the bank’s page and comes back to the return url', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  const back = `${new URL(page.url()).origin}/back?step=3`;
  const waiting = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_threeDSecure2Required',
    return_url: back,
  });
  await page.goto(String(waiting.next_action?.redirect_to_url?.url));
  await page.getByRole('button', { name: 'Complete' }).click();
  await page.waitForURL('**/back?**');
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    step: '3',
    payment_intent: waiting.id,
    payment_intent_client_secret: waiting.client_secret,
    redirect_status: 'succeeded',
  });
  const paid = await stripe.paymentIntents.retrieve(waiting.id, { expand: ['latest_charge'] });
  expect(paid).toMatchObject({
    status: 'succeeded',
    latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
  });
});

/** An intent that waits for the bank, made without a form. */
async function waitingOf(
  stripe: Awaited<ReturnType<typeof aSandbox>>['stripe'],
  how: { use_stripe_sdk?: boolean; return_url?: string } = { use_stripe_sdk: true },
): Promise<string> {
  const { client_secret: secret } = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_threeDSecure2Required',
    ...how,
  });
  return String(secret);
}

/** Ask the payer, with Stripe.js on a page that has no form open. */
const handle = (page: Page, clientSecret: string) =>
  page.evaluate(
    (secret) => window.Stripe?.('pk_test_sandbox').handleNextAction({ clientSecret: secret }),
    clientSecret,
  );
const bankOf = (page: Page) => page.frameLocator('dialog iframe');

test('when the bank’s dialog closes, the keyboard is where it was before', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'before';
    document.body.append(button);
    button.focus();
  });
  const ended = handle(page, await waitingOf(stripe));
  const focused = () => page.evaluate(() => document.activeElement?.localName);
  await expect.poll(focused, { timeout: 20_000 }).toBe('iframe'); // once its document has said that it is there
  await page.keyboard.press('Enter'); // the first button has the focus
  expect(await ended).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('before');
});

test.each(['Close without an answer', 'Fail'])(
  '"%s" leaves the intent without a card, and says why',
  async (name) => {
    const { sandbox, stripe } = await aSandbox();
    const { page } = await aHostPage(browser, sandbox.url);
    const clientSecret = await waitingOf(stripe);
    const ended = handle(page, clientSecret);
    await bankOf(page).getByRole('button', { name }).click();
    expect(await ended).toMatchObject({
      error: {
        code: 'payment_intent_authentication_failure',
        payment_intent: { status: 'requires_payment_method' },
      },
    });
  },
);

test('a frame that does not open can be closed with Escape, and nothing is answered by that', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  await page.route('**/challenge.html**', (route) => route.abort());
  const ended = handle(page, await waitingOf(stripe));
  await page.locator('dialog').waitFor();
  await page.keyboard.press('Escape');
  expect(await ended).toMatchObject({ paymentIntent: { status: 'requires_action' } });
  expect(await page.locator('dialog').count()).toBe(0);
});

test('after a reload in its middle the same question is asked again, and answered once', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  const clientSecret = await waitingOf(stripe);
  void handle(page, clientSecret).catch(() => undefined); // its page is gone
  await bankOf(page).getByRole('button', { name: 'Complete' }).waitFor();
  await page.reload();
  const ended = handle(page, clientSecret);
  await bankOf(page).getByRole('button', { name: 'Complete' }).click();
  expect(await ended).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('an answer that does not get through is said, and can be given again', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  const ended = handle(page, await waitingOf(stripe));
  const bank = bankOf(page);
  await bank.getByRole('button', { name: 'Complete' }).waitFor();
  await page.context().setOffline(true);
  await bank.getByRole('button', { name: 'Complete' }).click();
  await bank.getByText('We could not reach the payment service.').waitFor();
  await page.context().setOffline(false);
  await bank.getByRole('button', { name: 'Complete' }).click();
  expect(await ended).toMatchObject({ paymentIntent: { status: 'succeeded' } });
});

test('two pages at the same question: the second hears what the first has answered', async () => {
  const { sandbox, stripe } = await aSandbox();
  const one = (await aHostPage(browser, sandbox.url)).page;
  const two = (await aHostPage(browser, sandbox.url)).page;
  const clientSecret = await waitingOf(stripe);
  const ends = [handle(one, clientSecret), handle(two, clientSecret)];
  await bankOf(two).getByRole('button', { name: 'Fail' }).waitFor();
  await bankOf(one).getByRole('button', { name: 'Complete' }).click();
  expect(await ends[0]).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  await bankOf(two).getByRole('button', { name: 'Fail' }).click();
  expect(await ends[1]).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('a bank that takes the whole page: away and back, and its page asks nobody twice', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'check_redirects' }),
  });
  const back = `${new URL(page.url()).origin}/back?step=3#there`;
  const clientSecret = await waitingOf(stripe, { use_stripe_sdk: true, return_url: back });
  void handle(page, clientSecret).catch(() => undefined); // its page is left
  await page.waitForURL('**/challenge.html**');
  await page.getByRole('button', { name: 'Complete' }).click();
  await page.waitForURL('**/back?**');
  const { searchParams, hash } = new URL(page.url());
  expect([...searchParams.keys()]).toEqual([
    'step',
    'payment_intent',
    'payment_intent_client_secret',
    'redirect_status',
  ]);
  expect([searchParams.get('redirect_status'), hash]).toEqual(['succeeded', '#there']);

  await page.goBack();
  await page.getByRole('button', { name: 'Complete' }).click();
  await page.getByText('This check is over.').waitFor();
  expect((await stripe.charges.list()).data).toHaveLength(1);
});
