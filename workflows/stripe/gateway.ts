import Stripe from 'stripe';
import { onAccount } from './client.ts';
import { declined, readingOf, type Reading } from './reading.ts';

/** What a payment needs of Stripe. One implementation: the official client, against Stripe or the sandbox. */
export interface StripeGateway {
  createIntent(on: Account, request: IntentRequest, key: string): Promise<Created>;
  confirmIntent(
    on: Account,
    intentId: string,
    request: ConfirmRequest,
    key: string,
    earlier: readonly string[],
  ): Promise<Answered>;
  readIntent(on: Account, intentId: string, earlier: readonly string[]): Promise<Answered>;
  cancelIntent(on: Account, intentId: string, key: string, earlier: readonly string[]): Promise<Answered>;
}

/** The agency's account; null where the key is its own. */
export interface Account {
  stripeAccountId: string | null;
}

export interface IntentRequest {
  /** Minor units of USD. */
  amountCents: number;
  paymentId: string;
  agencyId: string;
  /** What the card statement adds to the account's prefix, at most 22 characters. */
  statementSuffix: string;
}

/** Frozen in the attempt's row, so that new code repeats it exactly. */
export interface ConfirmRequest {
  confirmation_token: string;
  use_stripe_sdk: true;
}

/** `unknown`: no answer, or a 5xx: it may have been done. `refused`: our request was wrong, nothing moved. */
export type Answered =
  Reading | { kind: 'unknown'; cause: 'no_answer' | 'server_error' } | { kind: 'refused'; code: string };
export type Created =
  { kind: 'created'; intentId: string } | Extract<Answered, { kind: 'unknown' | 'refused' }>;

/** Stripe asks to slow down, or does not know our key: to be tried again, not to be told to a payer. */
export class StripeUnavailable extends Error {
  override name = 'StripeUnavailable';
}

const EXPAND = ['latest_charge'];

export function stripeGateway(stripe: Stripe): StripeGateway {
  return {
    createIntent: (on, request, key) =>
      answered(async () => {
        const intent = await stripe.paymentIntents.create(intentParams(request), {
          idempotencyKey: key,
          ...onAccount(on.stripeAccountId),
        });
        return { kind: 'created', intentId: intent.id };
      }, withoutDecline),
    confirmIntent: (on, intentId, request, key, earlier) =>
      answered(async () => {
        const options = { idempotencyKey: key, ...onAccount(on.stripeAccountId) };
        return readingOf(
          await stripe.paymentIntents.confirm(intentId, { ...request, expand: EXPAND }, options),
          earlier,
        );
      }, declineOf),
    readIntent: (on, intentId, earlier) =>
      answered(async () => {
        const options = onAccount(on.stripeAccountId);
        return readingOf(
          await stripe.paymentIntents.retrieve(intentId, { expand: EXPAND }, options),
          earlier,
        );
      }, withoutDecline),
    cancelIntent: (on, intentId, key, earlier) =>
      answered(async () => {
        const options = { idempotencyKey: key, ...onAccount(on.stripeAccountId) };
        return readingOf(await stripe.paymentIntents.cancel(intentId, { expand: EXPAND }, options), earlier);
      }, withoutDecline),
  };
}

function intentParams(request: IntentRequest): Stripe.PaymentIntentCreateParams {
  return {
    amount: request.amountCents,
    currency: 'usd',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    statement_descriptor_suffix: request.statementSuffix,
    metadata: { payment_id: request.paymentId, agency_id: request.agencyId },
  };
}

type Unanswered = Extract<Answered, { kind: 'unknown' | 'refused' }>;

/** What Stripe throws, as what we return. A decline is only looked for where a card is tried. */
async function answered<T, D>(
  call: () => Promise<T>,
  decline: (error: Stripe.errors.StripeCardError) => D,
): Promise<T | D | Unanswered> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return decline(error);
    if (error instanceof Stripe.errors.StripeConnectionError) return { kind: 'unknown', cause: 'no_answer' };
    if (error instanceof Stripe.errors.StripeAPIError) return { kind: 'unknown', cause: 'server_error' };
    if (error instanceof Stripe.errors.StripeInvalidRequestError)
      return { kind: 'refused', code: error.code ?? 'invalid_request' };
    if (error instanceof Stripe.errors.StripeError) throw unavailable(error);
    throw error;
  }
}

/** Without the client's error object: it holds what Stripe answered, which is for no log and no history. */
const unavailable = ({ type, code, requestId }: Stripe.errors.StripeError) =>
  new StripeUnavailable(`Stripe: ${type} ${code ?? ''} (request ${requestId ?? 'without an answer'})`);

function declineOf(error: Stripe.errors.StripeCardError): Reading {
  const charge = error.payment_intent?.latest_charge ?? error.charge ?? null;
  return declined(
    { code: error.code, decline_code: error.decline_code },
    typeof charge === 'object' ? (charge?.id ?? null) : charge,
  );
}

function withoutDecline(error: Stripe.errors.StripeCardError): never {
  throw new Error(`Stripe declined a call that tries no card: ${error.code}`);
}
