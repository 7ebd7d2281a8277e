import Stripe from 'stripe';
import { onAccount } from './client.ts';
import { declined, readingOf, type EarlierTries, type Reading } from './reading.ts';

/** What a payment needs of Stripe. One implementation: the official client, against Stripe or the sandbox. */
export interface StripeGateway {
  createIntent(on: Account, request: IntentRequest, key: string): Promise<Created>;
  confirmIntent(
    on: Account,
    intentId: string,
    request: ConfirmRequest,
    key: string,
  ): Promise<Reading | Unknown | Refused>;
  readIntent(on: Account, intentId: string, earlier: EarlierTries): Promise<Reading | Unknown>;
  /** Refused, e.g. as it has moved meanwhile, is unknown too: what it is now, a reading tells. */
  cancelIntent(on: Account, intentId: string, key: string, earlier: EarlierTries): Promise<Reading | Unknown>;
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
  tender: 'card' | 'bank_debit';
}

/** Frozen in the attempt's row, so that new code repeats it exactly. */
export interface ConfirmRequest {
  confirmation_token: string;
  use_stripe_sdk: true;
  /** Of a bank debit: who agreed to it, when and from where. */
  mandate_data?: MandateData;
}

export interface MandateData {
  customer_acceptance: {
    type: 'online';
    /** Seconds since 1970. */
    accepted_at: number;
    online: { ip_address: string; user_agent: string };
  };
}

/** No final answer: it may have been done. A read that is refused says nothing about the money either. */
export interface Unknown {
  kind: 'unknown';
  cause: 'no_answer' | 'server_error' | 'refused';
}

/** Our request was wrong. What it was about may have moved all the same: only a reading tells. */
export interface Refused {
  kind: 'refused';
  code: string;
  /** The card token is what Stripe does not take (any more). */
  isToken: boolean;
}

export type Created = { kind: 'created'; intentId: string } | Unknown | Refused;

/** Stripe asks to slow down or to wait, or does not know our key: to be tried again, not to be told to a payer. */
export class StripeUnavailable extends Error {
  override name = 'StripeUnavailable';
}

const EXPAND = ['latest_charge'];
/** The same key is being worked on, for another run of ours. The client takes it for a server error. */
const CONFLICT = 409;
const NONE: EarlierTries = { count: 0, ids: [] };

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
    confirmIntent: (on, intentId, request, key) =>
      answered(async () => {
        const options = { idempotencyKey: key, ...onAccount(on.stripeAccountId) };
        return readingOf(
          await stripe.paymentIntents.confirm(intentId, { ...request, expand: EXPAND }, options),
          NONE, // what this very call answers is of this try
        );
      }, declineOf),
    readIntent: async (on, intentId, earlier) =>
      unlessRefused(
        await answered(async () => {
          const options = onAccount(on.stripeAccountId);
          const intent = await stripe.paymentIntents.retrieve(intentId, { expand: EXPAND }, options);
          return readingOf(intent, earlier);
        }, withoutDecline),
      ),
    cancelIntent: async (on, intentId, key, earlier) =>
      unlessRefused(
        await answered(async () => {
          const options = { idempotencyKey: key, ...onAccount(on.stripeAccountId) };
          return readingOf(
            await stripe.paymentIntents.cancel(intentId, { expand: EXPAND }, options),
            earlier,
          );
        }, withoutDecline),
      ),
  };
}

const unlessRefused = (answer: Reading | Unknown | Refused): Reading | Unknown =>
  answer.kind === 'refused' ? { kind: 'unknown', cause: 'refused' } : answer;

function intentParams(request: IntentRequest): Stripe.PaymentIntentCreateParams {
  return {
    amount: request.amountCents,
    currency: 'usd',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    ...(request.tender === 'card' ? { allowed_payment_method_types: ['card'] } : BANK),
    metadata: { payment_id: request.paymentId, agency_id: request.agencyId },
  };
}

/** Linked at the payer's bank at once: an account whose numbers are only typed would wait for microdeposits. */
const BANK = {
  allowed_payment_method_types: ['us_bank_account'],
  payment_method_options: { us_bank_account: { verification_method: 'instant' } },
} satisfies Partial<Stripe.PaymentIntentCreateParams>;

/** What Stripe throws, as what we return. A decline is only looked for where a card is tried. */
async function answered<T, D>(
  call: () => Promise<T>,
  decline: (error: Stripe.errors.StripeCardError) => D,
): Promise<T | D | Unknown | Refused> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return decline(error);
    if (error instanceof Stripe.errors.StripeConnectionError) return { kind: 'unknown', cause: 'no_answer' };
    if (error instanceof Stripe.errors.StripeError && error.statusCode === CONFLICT) throw unavailable(error);
    if (error instanceof Stripe.errors.StripeAPIError) return { kind: 'unknown', cause: 'server_error' };
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return refusedOf(error);
    if (error instanceof Stripe.errors.StripeError) throw unavailable(error);
    throw error;
  }
}

const refusedOf = ({ code, param }: Stripe.errors.StripeInvalidRequestError): Refused => ({
  kind: 'refused',
  code: code ?? 'invalid_request',
  isToken: param === 'confirmation_token',
});

/** Without the client's error object: it holds what Stripe answered, which is for no log and no history. */
const unavailable = ({ type, code, requestId }: Stripe.errors.StripeError) =>
  new StripeUnavailable(`Stripe: ${type} ${code ?? ''} (request ${requestId ?? 'without an answer'})`);

function declineOf(error: Stripe.errors.StripeCardError): Reading {
  const charge = error.payment_intent?.latest_charge ?? error.charge ?? null;
  return declined(error, typeof charge === 'object' ? (charge?.id ?? null) : charge);
}

function withoutDecline(error: Stripe.errors.StripeCardError): never {
  throw new Error(`Stripe declined a call that tries no card: ${error.code}`);
}
