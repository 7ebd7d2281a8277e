// @vitest-environment node
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../../e2e/chromium.ts';
import { findings } from '../host-page.ts';
import { aSandbox, control, refusal } from '../test-client.ts';
import { html } from './html.ts';

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

async function aControlPage(colorScheme: 'light' | 'dark' = 'light') {
  const { sandbox, stripe } = await aSandbox();
  const page = await browser.newPage({ colorScheme });
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${sandbox.url}/_sandbox`);
  return { sandbox, stripe, page, complaints };
}

test('a fault is added, strikes, and is cleared, all by keyboard and without a script', async () => {
  const { sandbox, stripe, page, complaints } = await aControlPage();
  await page.getByLabel('Kind').focus();
  await page.keyboard.type('rate_limit');
  await page.getByLabel('Path', { exact: true }).fill('/v1/customers');
  await page.getByLabel('Times').fill('2');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Clear rate_limit/ }).waitFor();
  expect((await refusal(stripe.customers.list())).statusCode).toBe(429);
  expect(await control(sandbox).state()).toMatchObject({ faults: [{ kind: 'rate_limit', times: 1 }] });

  await page.getByRole('button', { name: /Clear rate_limit/ }).press('Enter');
  await page.getByText('None waits.').waitFor();
  expect((await stripe.customers.list()).data).toEqual([]);
  expect(await page.locator('script').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('what makes no fault is said, and what was typed stays', async () => {
  const { sandbox, page } = await aControlPage();
  await page.getByLabel('Kind').selectOption('slow');
  await page.getByLabel('Rate').fill('often');
  await page.getByRole('button', { name: 'Add' }).click();
  const failure = await page.getByRole('alert').textContent();
  expect(failure).toBe('No fault was added. “Rate”: is no number. “Milliseconds” is needed for slow.');
  expect(await page.getByLabel('Kind').inputValue()).toBe('slow');
  expect(await page.getByLabel('Rate').inputValue()).toBe('often');
  expect(await control(sandbox).state()).toMatchObject({ faults: [] });
});

test.each([
  [{ kind: 'cut', ms: '5' }, '“Milliseconds” is not for cut.'],
  [{ kind: 'webhook_lost', path: '/v1' }, '“Path” is not for webhook_lost.'],
  [{ kind: 'cut', rate: '2' }, '“Rate”: '],
  [{ kind: 'cut', path: '(', regex: 'true' }, '“Path”: is no regular expression.'],
])('%j is no fault: %s', async (typed, reason) => {
  const { sandbox } = await aSandbox();
  const answer = await fetch(`${sandbox.url}/_sandbox/page/faults`, {
    method: 'POST',
    headers: { origin: sandbox.url },
    body: new URLSearchParams(Object.entries(typed)),
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(`No fault was added. ${reason}`);
});

test('what waits is said in words: what it strikes, how late, how often', async () => {
  const { sandbox, page } = await aControlPage();
  const { fault } = control(sandbox);
  await fault({ kind: 'rate_limit', rate: 0.1, seed: 7 });
  const match = { method: 'POST', path: '/confirm$', regex: true, account: 'acct_linn', params: { a: 'b' } };
  await fault({ kind: 'slow', ms: 500, match, times: 3 });
  await fault({ kind: 'webhook_lost', match: { type: 'charge.succeeded' } });
  await page.reload();
  const rows = await page.getByRole('region', { name: 'Faults' }).getByRole('row').allInnerTexts();
  expect(rows.slice(1).map((row) => row.split('\t').slice(0, 3))).toEqual([
    ['rate_limit', 'any', 'until cleared, 0.1 of them, seed 7'],
    ['slow', 'POST, path like /confirm$, with a=b, of acct_linn; 500 ms', '3 ×'],
    ['webhook_lost', 'charge.succeeded', '1 ×'],
  ]);
});

test('objects and deliveries are listed, and no secret with them', async () => {
  const { sandbox, stripe, page } = await aControlPage();
  await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/<hook>', enabled_events: ['*'] });
  await control(sandbox).fault({ kind: 'webhook_lost', match: { type: 'payment_intent.created' } });
  const intent = await stripe.paymentIntents.create({ amount: 4200, currency: 'usd' });
  await page.reload();
  const object = page.getByRole('row', { name: intent.id });
  expect(await object.getByRole('cell').allTextContents()).toContain('requires_payment_method');
  const delivery = page.getByRole('row', { name: 'payment_intent.created' });
  expect(await delivery.getByRole('cell').allTextContents()).toEqual([
    'http://127.0.0.1:9/<hook>',
    'lost',
    '0',
  ]);
  expect(await page.content()).not.toContain('_secret_');
  expect(await page.content()).not.toContain('whsec_');
});

test.each(['light', 'dark'] as const)('the page has no accessibility finding, %s', async (scheme) => {
  const { sandbox, stripe, page } = await aControlPage(scheme);
  await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/hook', enabled_events: ['*'] });
  await stripe.customers.create({});
  await control(sandbox).fault({ kind: 'slow', ms: 1, rate: 0.5, match: { path: '/v1/nothing' } });
  await page.reload();
  await page.getByRole('button', { name: 'Add' }).click(); // with its complaint
  expect(await findings(page, '/_sandbox')).toEqual([]);
});

test('a form on another site cannot add or clear a fault', async () => {
  const { sandbox } = await aSandbox();
  await control(sandbox).fault({ kind: 'cut', match: { path: '/v1/nothing' } });
  for (const path of ['faults', 'faults/clear', 'faults/1/clear']) {
    const answer = await fetch(`${sandbox.url}/_sandbox/page/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://agency.example' },
      body: 'kind=cut',
    });
    expect(answer.status).toBe(403);
  }
  expect(await control(sandbox).state()).toMatchObject({ faults: [{ kind: 'cut', times: 1 }] });
});

test('the page may run no script, load nothing from elsewhere, and stand in no frame', async () => {
  const { sandbox } = await aSandbox();
  const { headers } = await fetch(`${sandbox.url}/_sandbox`);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
});

test('a value in markup is text, whatever it says', () => {
  expect(html`<p title="${'"<script>&'}">${"'"}</p>`.text).toBe(
    '<p title="&#34;&#60;script&#62;&#38;">&#39;</p>',
  );
});
