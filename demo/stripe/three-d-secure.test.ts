// @vitest-environment node
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
