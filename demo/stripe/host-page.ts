import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stripe, StripeElements } from '@stripe/stripe-js';
import axe from 'axe-core';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

declare global {
  interface Window {
    axe: typeof axe;
    /** what the page keeps between two evaluations */
    underTest: { stripe: Stripe; elements: StripeElements; heard: string[] };
  }
}

/** What the tests' Elements are for. */
export const options = { mode: 'payment', amount: 4200, currency: 'usd' } as const;

/** A page of some agency, on another site than the sandbox, with as strict a policy as a page can have. */
export async function aHostPage(browser: Browser, sandboxUrl: string) {
  const policy = [
    "default-src 'none'",
    `script-src ${sandboxUrl}`,
    `frame-src ${sandboxUrl}`,
    `connect-src ${sandboxUrl}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const html = `<!doctype html><html lang="en"><title>Host</title><div id="pay"></div><div id="other"></div><div id="shadow"></div><script src="${sandboxUrl}/stripe.js"></script>`;
  const server = createServer((_request, response) =>
    response.setHeader('content-security-policy', policy).setHeader('content-type', 'text/html').end(html),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  return { page, complaints };
}

/** Mount a Payment Element and wait until it says that it is ready. */
export async function mounted(
  page: Page,
  settings: { locale?: 'en' | 'es'; stripeAccount?: string; appearance?: object; bank?: boolean } = {},
) {
  await page.evaluate(
    async ([elementOptions, { stripeAccount, locale = 'en', appearance = {}, bank = false }]) => {
      if (!window.Stripe) throw new Error('stripe.js has not run');
      const stripe = window.Stripe('pk_test_sandbox', { locale, ...(stripeAccount && { stripeAccount }) });
      const elements = stripe.elements({
        ...elementOptions,
        appearance,
        ...(bank && {
          allowedPaymentMethodTypes: ['us_bank_account'],
          paymentMethodOptions: { us_bank_account: { verification_method: 'instant' } },
        }),
      });
      const element = elements.create(
        'payment',
        bank ? { fields: { billingDetails: { email: 'never' } }, terms: { usBankAccount: 'never' } } : {},
      );
      window.underTest = { stripe, elements, heard: [] };
      for (const name of ['change', 'focus', 'blur'] as const)
        element.on(name as 'focus', () => void window.underTest.heard.push(name));
      const ready = new Promise<void>((resolve) => void element.on('ready', () => resolve()));
      element.mount('#pay');
      await ready;
    },
    [options, settings] as const,
  );
  return page.frameLocator('#pay iframe');
}

/** Type a card into the form, as a payer does. */
export async function fill(
  frame: FrameLocator,
  number = '4242424242424242',
  expiry = '1234',
  cvc = '123',
  zip = '97301',
) {
  await frame.getByLabel('Card number').pressSequentially(number);
  await frame.getByLabel('Expiration date').pressSequentially(expiry);
  await frame.getByLabel('Security code').pressSequentially(cvc);
  await frame.getByLabel('ZIP code').pressSequentially(zip);
}

export const submit = (page: Page) => page.evaluate(() => window.underTest.elements.submit());
export const createToken = (page: Page) =>
  page.evaluate(() =>
    window.underTest.stripe.createConfirmationToken({ elements: window.underTest.elements }),
  );

/** What axe finds wrong in a frame. */
export async function findings(page: Page, document: string): Promise<string[]> {
  const frame = page.frames().find((candidate) => candidate.url().includes(document));
  if (!frame) throw new Error(`no frame shows ${document}`);
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    const { violations } = await window.axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
