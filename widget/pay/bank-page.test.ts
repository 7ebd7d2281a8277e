import { expect, test } from 'vitest';
import type { PaymentView } from '../../api/contract/index.ts';
import { stage, until } from './fixtures/stage.ts';
import { aPayment, notPaid, paid } from './fixtures/world.ts';

const on = stage();

const asks = aPayment({
  status: 'needs_action',
  clientSecret: 'pi_1_secret_2',
  bankCheck: { secondsLeft: 300, mayTryAgain: true, triesLeft: 4 },
});
const bankTitle = 'Your bank wants to check it is you';
const leaving = { status: 'requires_action', next_action: { type: 'redirect_to_url' } };
const focused = () =>
  on.page.evaluate(() => document.querySelector('onward-pay')?.shadowRoot?.activeElement?.id);
const shown = async () => (await on.stripeCalls('handleNextAction')).length;

/** Back on the agency's page, or on it anew, while the server still waits for the bank. */
async function arrive(intent: object, query = '', then: PaymentView = asks): Promise<void> {
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: asks }));
  on.api.on('payer.status', () => then);
  await on.page.addInitScript(`stripeIntent = ${JSON.stringify(intent)}`);
  on.site.options = {};
  await on.page.goto(`${on.site.origin}/${query}`);
}

test('the card’s token says where the bank sends the payer back to', async () => {
  await on.toCheck();
  await on.page.getByRole('button', { name: /^Pay \$/ }).click();
  await on.heading('Payment received');
  expect(await on.stripeCalls('createConfirmationToken')).toMatchObject([
    { options: { return_url: `${on.site.origin}/` } },
  ]);
});

test('what Stripe leaves in the address is gone before our script does anything; the page’s own stays as it is', async () => {
  await on.page.addInitScript(() => {
    const seen: string[] = [];
    const note = () => void seen.push(location.href);
    Object.assign(globalThis, { seen });
    for (const [of, name] of [
      [CustomElementRegistry.prototype, 'define'],
      [CustomElementRegistry.prototype, 'get'],
      [CSSStyleSheet.prototype, 'replaceSync'],
      [globalThis, 'fetch'],
    ] as const) {
      const was = Reflect.get(of, name) as (...given: unknown[]) => unknown;
      Reflect.set(of, name, function (this: unknown, ...given: unknown[]) {
        note();
        return was.apply(this, given);
      });
    }
    history.replaceState({ theirs: 1 }, '');
  });
  const stripes = 'payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded';
  await arrive(leaving, `?a=b%20c+d&flag&${stripes}&z=%C3%A4&redirect_status_page=2#/step?x=1`);
  await on.heading(bankTitle);
  const own = `${on.site.origin}/?a=b%20c+d&flag&z=%C3%A4&redirect_status_page=2#/step?x=1`;
  const { seen, state } = await on.page.evaluate(() => ({
    seen: (globalThis as { seen?: string[] }).seen ?? [],
    state: history.state as unknown,
  }));
  expect(new Set(seen)).toEqual(new Set([own]));
  expect(seen.length).toBeGreaterThan(3);
  expect(state).toEqual({ theirs: 1 });
});

test('a page’s own parameter that is called like one of Stripe’s stays where Stripe sent nobody', async () => {
  await arrive(leaving, '?redirect_status=302&payment_intent=mine');
  await on.heading(bankTitle);
  expect(on.page.url()).toBe(`${on.site.origin}/?redirect_status=302&payment_intent=mine`);
});

test('what the address claims is not believed: the server tells', async () => {
  const failed = 'payment_intent=pi_1&payment_intent_client_secret=x&redirect_status=failed';
  await arrive({ status: 'succeeded', next_action: null }, `?${failed}`, paid());
  await on.heading('Payment received');
  expect(on.page.url()).toBe(`${on.site.origin}/`);
});

test('back from the bank before the server has heard: no second question, and it is looked for at once', async () => {
  await arrive({ status: 'succeeded', next_action: null });
  await on.heading('Paying. Keep this page open.');
  expect(await on.page.getByRole('button', { name: 'Open the bank’s check' }).count()).toBe(0);
  expect(await shown()).toBe(0);
  await until(() => on.api.asked('payer.status').length > 0, true);
  expect(await focused()).toBe(undefined); // nobody has acted on this page
  on.api.on('payer.status', () => paid());
  await on.heading('Payment received');
});

test('back from the bank with a no', async () => {
  const no = notPaid({ code: 'authentication_failed' });
  await arrive({ status: 'requires_payment_method', next_action: null }, '', no);
  await on.heading('The bank’s check did not finish');
  await on.page.getByText('You were not charged.').first().waitFor();
  expect(await shown()).toBe(0);
});

test('who comes back without an answer is not sent to the bank’s page again before they ask for it', async () => {
  await arrive(leaving);
  await on.heading(bankTitle);
  await until(() => on.api.asked('payer.status').length > 0, true); // looked at, after Stripe was asked
  expect(await shown()).toBe(0);
  await on.page.getByRole('button', { name: 'Open the bank’s check' }).click();
  await until(shown, 1);
});

test('the bank’s answer that the server has not heard of is waited for, not asked for again', async () => {
  await arrive({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  await until(shown, 1);
  await on.heading(bankTitle);
  await on.page.evaluate(`bankDone({ paymentIntent: { status: 'processing', next_action: null } })`);
  await on.heading('Paying. Keep this page open.');
});

test('a check that closed without an answer can be opened again, and the keyboard is at the heading', async () => {
  await arrive({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  await until(shown, 1);
  await on.page.evaluate(
    `document.activeElement?.blur(); bankDone({ error: { type: 'api_connection_error' } })`,
  );
  await until(focused, 'title');
  await on.heading(bankTitle);
  await on.page.getByRole('button', { name: 'Open the bank’s check' }).click();
  await until(shown, 2);
});
