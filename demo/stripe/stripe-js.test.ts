// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stripe as StripeJs, StripeConstructor } from '@stripe/stripe-js';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import axe from 'axe-core';
import { launchChromium } from '../e2e/chromium.ts';
import { aSandbox } from './test-client.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
  var Stripe: StripeConstructor | undefined;
  /** what the page under test keeps between two evaluations */
  var onPage: { stripe: StripeJs; elements: ReturnType<StripeJs['elements']>; heard: string[] };
}

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

const options = { mode: 'payment', amount: 4200, currency: 'usd' } as const;

/** A page of some agency, on another site than the sandbox, with as strict a policy as a page can have. */
async function aHostPage(sandboxUrl: string) {
  const policy = [
    "default-src 'none'",
    `script-src ${sandboxUrl}`,
    `frame-src ${sandboxUrl}`,
    `connect-src ${sandboxUrl}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const html = `<!doctype html><html lang="en"><title>Host</title><div id="pay"></div><div id="shadow"></div><script src="${sandboxUrl}/stripe.js"></script>`;
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
async function mounted(
  page: Page,
  settings: { locale?: 'en' | 'es'; stripeAccount?: string; appearance?: object } = {},
) {
  await page.evaluate(
    async ([elementOptions, { stripeAccount, locale = 'en', appearance = {} }]) => {
      if (!window.Stripe) throw new Error('stripe.js has not run');
      const stripe = window.Stripe('pk_test_sandbox', { locale, ...(stripeAccount && { stripeAccount }) });
      const elements = stripe.elements({ ...elementOptions, appearance });
      const element = elements.create('payment');
      globalThis.onPage = { stripe, elements, heard: [] };
      for (const name of ['change', 'focus', 'blur'] as const)
        element.on(name as 'focus', () => void globalThis.onPage.heard.push(name));
      const ready = new Promise<void>((resolve) => void element.on('ready', () => resolve()));
      element.mount('#pay');
      await ready;
    },
    [options, settings] as const,
  );
  return page.frameLocator('#pay iframe');
}

async function fill(
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

const submit = (page: Page) => page.evaluate(() => globalThis.onPage.elements.submit());
const createToken = (page: Page) =>
  page.evaluate(() =>
    globalThis.onPage.stripe.createConfirmationToken({ elements: globalThis.onPage.elements }),
  );

test('on a page with a strict policy, a typed card becomes a token that pays', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page, complaints } = await aHostPage(sandbox.url);
  const frame = await mounted(page, { stripeAccount: 'acct_linn' });
  await fill(frame);
  expect(await frame.getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242');
  expect(await frame.getByLabel('Expiration date').inputValue()).toBe('12 / 34');
  expect(await submit(page)).toEqual({ selectedPaymentMethod: 'card' });
  const { confirmationToken } = await createToken(page);
  expect(confirmationToken?.payment_method_preview.card).toMatchObject({
    last4: '4242',
    exp_month: 12,
    exp_year: 2034,
  });

  const account = { stripeAccount: 'acct_linn' };
  const intent = await stripe.paymentIntents.create({ amount: 4200, currency: 'usd' }, account);
  const paid = await stripe.paymentIntents.confirm(
    intent.id,
    { confirmation_token: String(confirmationToken?.id) },
    account,
  );
  expect(paid.status).toBe('succeeded');
  expect(complaints).toEqual([]);
});

test('the host page never sees the number', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(sandbox.url);
  await page.evaluate(() => {
    addEventListener('message', ({ data }) => {
      document.body.dataset['heard'] = `${document.body.dataset['heard'] ?? ''}${JSON.stringify(data)}`;
    });
  });
  const frame = await mounted(page);
  await fill(frame);
  await submit(page);
  await createToken(page);
  const heard = (await page.getAttribute('body', 'data-heard')) ?? '';
  expect(heard).toContain('ctoken_');
  expect(heard).not.toContain('42424242');
});

test('submit says what is wrong beside each field, and takes it back when it is met', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(sandbox.url);
  const frame = await mounted(page);
  await fill(frame, '4242424242424241', '0120', '12', '973');
  expect(await submit(page)).toMatchObject({ error: { type: 'validation_error', code: 'invalid_number' } });

  const number = frame.getByLabel('Card number');
  expect(await number.getAttribute('aria-invalid')).toBe('true');
  const described = await number.getAttribute('aria-describedby');
  expect(await frame.locator(`#${described}`).getAttribute('role')).toBe('alert');
  expect(await frame.getByRole('alert').allTextContents()).toEqual([
    'Your card number is invalid.',
    "Your card's expiration date is in the past.",
    "Your card's security code is incomplete.",
    'Your ZIP or postal code is incomplete.',
  ]);
  expect(await number.evaluate((field) => field === document.activeElement)).toBe(true);

  await number.fill('');
  await number.pressSequentially('4242424242424242');
  expect(await number.getAttribute('aria-invalid')).toBe(null);
});

test('the frame speaks the language and wears the look that it was given', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(sandbox.url);
  const frame = await mounted(page, {
    locale: 'es',
    appearance: { variables: { colorText: 'rgb(10, 20, 30)' } },
  });
  expect(await frame.getByLabel('Número de tarjeta').getAttribute('autocomplete')).toBe('cc-number');
  expect(await frame.locator('html').getAttribute('lang')).toBe('es');
  expect(await frame.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe(
    'rgb(10, 20, 30)',
  );
  expect(await submit(page)).toMatchObject({ error: { message: 'El número de tarjeta está incompleto.' } });
});

test('the fields can be reached by keyboard, and the host hears focus, change and blur', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(sandbox.url);
  const frame = await mounted(page);
  await frame.getByLabel('Card number').focus();
  const names: string[] = [];
  for (let step = 0; step < 5; step++) {
    names.push(await frame.locator(':focus').evaluate((field) => field.id));
    if (step === 0) await page.keyboard.type('4');
    await page.keyboard.press('Tab');
  }
  expect(names).toEqual(['number', 'expiry', 'cvc', 'country', 'postal']);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.waitForFunction(() => globalThis.onPage.heard.includes('blur'));
  expect(await page.evaluate(() => globalThis.onPage.heard)).toEqual(['focus', 'change', 'blur']);
});

test('an Element refuses a shadow root, a node outside the document, and a second of its kind', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(sandbox.url);
  const refusals = await page.evaluate((elementOptions) => {
    const elements = window.Stripe?.('pk_test_sandbox').elements(elementOptions);
    const element = elements?.create('payment');
    const inShadow = document.createElement('div');
    document.querySelector('#shadow')?.attachShadow({ mode: 'open' }).append(inShadow);
    const tries = [
      () => element?.mount(inShadow),
      () => element?.mount(document.createElement('div')),
      () => element?.mount('#nowhere'),
      () => elements?.create('payment'),
    ];
    return tries.map((attempt) => {
      try {
        attempt();
        return 'nothing';
      } catch (error) {
        return error instanceof Error ? `${error.name}: ${error.message.slice(0, 40)}` : 'something';
      }
    });
  }, options);
  expect(refusals).toEqual([
    'IntegrationError: Elements cannot be mounted in a ShadowRo',
    'IntegrationError: Elements cannot be mounted in a ShadowRo',
    'IntegrationError: The selector you specified (#nowhere) ap',
    'IntegrationError: Can only create one Element of type paym',
  ]);
});

test('an Element that was unmounted can be mounted again', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(sandbox.url);
  const frame = await mounted(page);
  await fill(frame);
  await page.evaluate(async () => {
    const element = globalThis.onPage.elements.getElement('payment');
    element?.unmount();
    const ready = new Promise<void>((resolve) => void element?.once('ready', () => resolve()));
    element?.mount('#pay');
    await ready;
  });
  await fill(frame);
  await submit(page);
  expect((await createToken(page)).confirmationToken?.id).toMatch(/^ctoken_/);
});

test('a destroyed Element makes room for another, and an update before it has loaded is not lost', async () => {
  const { sandbox } = await aSandbox();
  const { page, complaints } = await aHostPage(sandbox.url);
  await mounted(page);
  await page.evaluate(async () => {
    const { elements } = globalThis.onPage;
    elements.getElement('payment')?.destroy();
    const element = elements.create('payment');
    const ready = new Promise<void>((resolve) => void element.on('ready', () => resolve()));
    element.mount('#pay');
    void elements.update({ locale: 'es', amount: 5000 });
    await ready;
  });
  const frame = page.frameLocator('#pay iframe[title="Marco seguro para los datos de la tarjeta"]');
  expect(await frame.getByLabel('Número de tarjeta').count()).toBe(1);
  expect(complaints).toEqual([]);
});

test.each(['stripe', 'night'])(
  'the form in the look "%s" has no accessibility finding, complaints shown',
  async (theme) => {
    const { sandbox } = await aSandbox();
    const { page } = await aHostPage(sandbox.url);
    await mounted(page, { appearance: { theme } });
    await submit(page);
    expect(await findings(page, 'payment-element.html')).toEqual([]);
  },
);

test('a card that the service refuses is an error of the token, and shown beside the field', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(sandbox.url);
  const frame = await mounted(page);
  await fill(frame, '4917484589897107'); // well formed, and no test card
  await submit(page);
  expect(await createToken(page)).toMatchObject({
    error: { type: 'card_error', decline_code: 'test_mode_live_card' },
  });
  expect(await frame.getByRole('alert').allTextContents()).toEqual([expect.stringContaining('test mode')]);
});

/** What axe finds wrong in a frame. */
async function findings(page: Page, document: string): Promise<string[]> {
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
  const { page, complaints } = await aHostPage(sandbox.url);
  const clientSecret = await waitingIntent(stripe, page, number);
  const ended = page.evaluate(
    (secret) => globalThis.onPage.stripe.handleNextAction({ clientSecret: secret }),
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
  const { page } = await aHostPage(sandbox.url);
  const clientSecret = await waitingIntent(stripe, page, '4000002500003155');
  const ended = page.evaluate(
    (secret) => globalThis.onPage.stripe.handleNextAction({ clientSecret: secret }),
    clientSecret,
  );
  const complete = page.frameLocator('dialog iframe').getByRole('button', { name: 'Complete' });
  await complete.waitFor();
  expect(await findings(page, 'challenge.html')).toEqual([]);
  await complete.press('Escape');
  expect(await ended).toMatchObject({ error: { code: 'payment_intent_authentication_failure' } });
});
