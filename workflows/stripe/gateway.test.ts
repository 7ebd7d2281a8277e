import { afterAll, beforeAll, expect, test } from 'vitest';
import { SandboxControl } from '../../demo/e2e/sandbox-control.ts';
import { startSandbox, type Sandbox } from '../../demo/stripe/server.ts';
import { clientOf } from '../../demo/stripe/test-client.ts';
import { openStripe } from './client.ts';
import { StripeUnavailable, stripeGateway, type StripeGateway } from './gateway.ts';

let sandbox: Sandbox;
let gateway: StripeGateway;
const on = { stripeAccountId: 'acct_sample_one' };
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  gateway = stripeGateway(openStripe({ secretKey: 'sk_test_sandbox', url: sandbox.url }));
});
afterAll(() => sandbox.close());

const first = { count: 0, ids: [] };

let n = 0;
const key = () => `test/${n++}`;

async function anIntent(tender: 'card' | 'bank_debit' = 'card'): Promise<string> {
  const request = {
    amountCents: 5_000,
    paymentId: 'p',
    agencyId: 'a',
    tender,
  };
  const created = await gateway.createIntent(on, request, key());
  if (created.kind !== 'created') throw new Error(created.kind);
  return created.intentId;
}

async function aToken(card: string) {
  const stripe = clientOf(sandbox);
  const { id } = await stripe.testHelpers.confirmationTokens.create(
    { payment_method: card },
    { stripeAccount: on.stripeAccountId },
  );
  return { confirmation_token: id, use_stripe_sdk: true } as const;
}

test.each([
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', null],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', null],
])('%s is a decline, at the confirm and read back alike', async (card, code, declineCode) => {
  const intentId = await anIntent();
  const confirmed = await gateway.confirmIntent(on, intentId, await aToken(card), key());
  expect(confirmed).toMatchObject({ kind: 'declined', code });
  if (declineCode !== null) expect(confirmed).toMatchObject({ declineCode });
  expect(await gateway.readIntent(on, intentId, first)).toEqual(confirmed);
});

test('an earlier try’s decline is not this try’s: unconfirmed', async () => {
  const intentId = await anIntent();
  const declined = await gateway.confirmIntent(
    on,
    intentId,
    await aToken('pm_card_visa_chargeDeclined'),
    key(),
  );
  if (declined.kind !== 'declined' || declined.chargeId === null) throw new Error('no charge');
  expect(await gateway.readIntent(on, intentId, { count: 1, ids: [declined.chargeId] })).toEqual({
    kind: 'unconfirmed',
  });
});

test('a success says which charge, which card and what was received', async () => {
  const intentId = await anIntent();
  expect(await gateway.readIntent(on, intentId, first)).toEqual({ kind: 'unconfirmed' });
  const confirmed = await gateway.confirmIntent(on, intentId, await aToken('pm_card_mastercard'), key());
  expect(confirmed).toMatchObject({
    kind: 'succeeded',
    cardBrand: 'mastercard',
    cardLast4: '4444',
    receivedCents: 5_000,
  });
});

test('a bank that wants to ask its customer is an action, and a canceled intent is canceled', async () => {
  const intentId = await anIntent();
  const asked = await gateway.confirmIntent(
    on,
    intentId,
    await aToken('pm_card_authenticationRequired'),
    key(),
  );
  expect(asked).toMatchObject({ kind: 'requires_action', paymentMethodId: expect.stringMatching(/^pm_/) });
  expect(await gateway.cancelIntent(on, intentId, key(), first)).toEqual({ kind: 'canceled' });
});

test('what Stripe refuses is told apart from what it declines', async () => {
  const intentId = await anIntent();
  const unknown = { confirmation_token: 'ctoken_none', use_stripe_sdk: true } as const;
  expect(await gateway.confirmIntent(on, intentId, unknown, key())).toMatchObject({ kind: 'refused' });
  await gateway.confirmIntent(on, intentId, await aToken('pm_card_visa'), key());
  expect(await gateway.cancelIntent(on, intentId, key(), first)).toEqual({
    kind: 'unknown',
    cause: 'refused',
  });
  expect(await gateway.readIntent(on, intentId, first)).toMatchObject({ kind: 'succeeded' });
});

test('another agency’s account does not hold the intent: that says nothing about its money', async () => {
  const intentId = await anIntent();
  expect(await gateway.readIntent({ stripeAccountId: 'acct_sample_two' }, intentId, first)).toEqual({
    kind: 'unknown',
    cause: 'refused',
  });
});

test('a key that Stripe does not know is our trouble, never the payer’s decline', async () => {
  const stranger = stripeGateway(openStripe({ secretKey: 'sk_wrong', url: sandbox.url }));
  await expect(stranger.readIntent(on, await anIntent(), first)).rejects.toThrow(StripeUnavailable);
});

test('nobody there: unknown, not an exception', async () => {
  const nowhere = stripeGateway(openStripe({ secretKey: 'sk_test_sandbox', url: 'http://localhost:1' }));
  expect(await nowhere.readIntent(on, 'pi_1', first)).toEqual({ kind: 'unknown', cause: 'no_answer' });
});

test('the same request twice at once: one is charged, the other is told to ask again, and then hears the same', async () => {
  const intentId = await anIntent();
  const control = new SandboxControl(sandbox.url);
  await control.atNextConfirm({ kind: 'slow', ms: 500 });
  const [card, same] = [await aToken('pm_card_visa'), key()];
  const ask = () => gateway.confirmIntent(on, intentId, card, same);
  const answers = await Promise.allSettled([ask(), ask()]);
  const confirmed = answers.find((answer) => answer.status === 'fulfilled')?.value;
  const refused: unknown = answers.find((answer) => answer.status === 'rejected')?.reason;
  expect(confirmed).toMatchObject({ kind: 'succeeded' });
  expect(refused).toBeInstanceOf(StripeUnavailable); // thrown: the activity is tried again, nothing is concluded
  expect(refused).toMatchObject({ message: expect.stringContaining('idempotency_key_in_use') });
  expect(await ask()).toEqual(confirmed);
  expect(await charged(intentId)).toHaveLength(1);
});

/** All that Stripe knows of it, by the official client. */
async function charged(intentId: string) {
  const { data } = await clientOf(sandbox).charges.list(
    { payment_intent: intentId },
    { stripeAccount: on.stripeAccountId },
  );
  return data;
}
