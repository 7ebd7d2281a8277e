// @vitest-environment node
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../e2e/chromium.ts';
import { aHostPage, createToken, fill, findings, mounted, options, submit } from './host-page.ts';
import { aSandbox } from './test-client.ts';

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

test('on a page with a strict policy, a typed card becomes a token that pays', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page, complaints } = await aHostPage(browser, sandbox.url);
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
  const { page } = await aHostPage(browser, sandbox.url);
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

test('messages from any other window are not heard, by the page or by the frame', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  const frame = await mounted(page);
  await fill(frame);
  await submit(page); // what typing had to say has arrived
  await page.evaluate(async (elementOptions) => {
    window.underTest.heard = [];
    const other = window.underTest.stripe.elements(elementOptions).create('payment');
    const ready = new Promise<void>((resolve) => void other.on('ready', () => resolve()));
    other.mount('#other');
    await ready;
    window.postMessage({ type: 'change', empty: true, complete: false }, location.origin); // another origin
  }, options);
  await page
    .frames()
    .at(-1)
    ?.evaluate(() => {
      parent.postMessage({ type: 'change', empty: true, complete: false }, '*'); // the same origin, another frame
      parent.frames[0]?.postMessage({ type: 'clear' }, '*');
    });
  await page.evaluate(() => document.body.append(document.createElement('iframe')));
  await page
    .frames()
    .at(-1)
    ?.evaluate(() => {
      parent.frames[0]?.postMessage({ type: 'clear' }, '*'); // the page's origin, and not the page
    });
  expect(await submit(page)).toEqual({ selectedPaymentMethod: 'card' }); // a round trip later: not cleared
  expect(await page.evaluate(() => window.underTest.heard)).toEqual([]);
});

test.each([
  { told: 'the page’s own origin', host: (own: string) => own, obeys: true },
  { told: 'another origin', host: () => 'https://agency.example', obeys: false },
])(
  'the frame, told that it stands in $told, hears the page that embeds it: $obeys',
  async ({ host, obeys }) => {
    const { sandbox } = await aSandbox();
    const { page } = await aHostPage(browser, sandbox.url);
    const address = new URL(`${sandbox.url}/frames/payment-element.html`);
    address.searchParams.set('host', host(new URL(page.url()).origin));
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.querySelector('#pay')?.append(frame);
    }, address.href);
    const frame = page.frameLocator('#pay iframe');
    const root = frame.locator('html');
    await root.evaluate(
      () => document.readyState === 'complete' || new Promise((resolve) => addEventListener('load', resolve)),
    );
    const heard = root.evaluate(
      () => new Promise<void>((resolve) => addEventListener('message', () => resolve(), { once: true })),
    );
    await root.evaluate(() => undefined); // the listener above is there
    const settings = { publishableKey: 'pk_test_sandbox', locale: 'en', appearance: {}, hideAddress: false };
    await page.evaluate(
      (message) => {
        document.querySelector<HTMLIFrameElement>('#pay iframe')?.contentWindow?.postMessage(message, '*');
      },
      { type: 'configure', options: settings },
    );
    await heard; // after the frame's own listener, which came first
    expect(await frame.getByLabel('Card number').count()).toBe(obeys ? 1 : 0); // it has its words once configured
  },
);

test('submit says what is wrong beside each field, and takes it back when it is met', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
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
  const { page } = await aHostPage(browser, sandbox.url);
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
  const { page } = await aHostPage(browser, sandbox.url);
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
  await page.waitForFunction(() => window.underTest.heard.includes('blur'));
  expect(await page.evaluate(() => window.underTest.heard)).toEqual(['focus', 'change', 'blur']);
});

test('an Element refuses a shadow root, a node outside the document, and a second of its kind', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
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
  const { page } = await aHostPage(browser, sandbox.url);
  const frame = await mounted(page);
  await fill(frame);
  await page.evaluate(async () => {
    const element = window.underTest.elements.getElement('payment');
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
  const { page, complaints } = await aHostPage(browser, sandbox.url);
  await mounted(page);
  await page.evaluate(async () => {
    const { elements } = window.underTest;
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
    const { page } = await aHostPage(browser, sandbox.url);
    await mounted(page, { appearance: { theme } });
    await submit(page);
    expect(await findings(page, 'payment-element.html')).toEqual([]);
  },
);

test('a card that the service refuses is an error of the token, and shown beside the field', async () => {
  const { sandbox } = await aSandbox();
  const { page } = await aHostPage(browser, sandbox.url);
  const frame = await mounted(page);
  await fill(frame, '4917484589897107'); // well formed, and no test card
  await submit(page);
  expect(await createToken(page)).toMatchObject({
    error: { type: 'card_error', decline_code: 'test_mode_live_card' },
  });
  expect(await frame.getByRole('alert').allTextContents()).toEqual([expect.stringContaining('test mode')]);
});

test('a test bank account that is typed, in Spanish, becomes a token that debits it', async () => {
  const { sandbox, stripe } = await aSandbox();
  const { page, complaints } = await aHostPage(browser, sandbox.url);
  const frame = await mounted(page, { locale: 'es', bank: true });
  expect(await findings(page, 'payment-element.html')).toEqual([]);
  await frame.getByLabel('Nombre completo').fill('Alex Rivera');
  await frame.getByLabel('Número de ruta').fill('110000001');
  await frame.getByLabel('Número de cuenta').fill('000123456789');
  expect(await submit(page)).toMatchObject({ error: { code: 'invalid_routing' } });
  expect(await findings(page, 'payment-element.html')).toEqual([]);
  await frame.getByLabel('Número de ruta').fill('110000000');
  expect(await submit(page)).toEqual({ selectedPaymentMethod: 'us_bank_account' });
  const { confirmationToken } = await createToken(page);
  expect(confirmationToken?.payment_method_preview).toMatchObject({
    billing_details: { name: 'Alex Rivera' },
    us_bank_account: { last4: '6789', routing_number: '110000000' },
  });

  const { status } = await stripe.paymentIntents.create({
    amount: 4200,
    currency: 'usd',
    confirm: true,
    allowed_payment_method_types: ['us_bank_account'],
    confirmation_token: String(confirmationToken?.id),
    mandate_data: { customer_acceptance: { type: 'offline' } },
    return_url: 'https://agency.example/back',
  });
  expect(status).toBe('processing');
  expect(complaints).toEqual([]);
});
