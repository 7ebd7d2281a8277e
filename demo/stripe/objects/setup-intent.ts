import type Stripe from 'stripe';
import { newId, randomText } from '../ids.ts';
import { CONFIGURATION } from './payment-intent.ts';

export interface SetupIntentInput {
  automatic: Stripe.SetupIntent.AutomaticPaymentMethods | null;
  usage: 'off_session' | 'on_session';
}

/** A new intent to save a payment method, which has none yet. */
export function newSetupIntent({ automatic, usage }: SetupIntentInput, now: number): Stripe.SetupIntent {
  const id = newId('seti');
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: automatic,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: now,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: automatic && CONFIGURATION,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: automatic ? ['card', 'us_bank_account'] : ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage,
  };
}

/** One confirmation of a SetupIntent. */
export function newSetupAttempt(
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  now: number,
): Stripe.SetupAttempt {
  const { card, type } = method;
  return {
    id: newId('setatt'),
    object: 'setup_attempt',
    application: null,
    created: now,
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: {
      ...(card && {
        card: {
          brand: card.brand,
          checks: card.checks,
          country: card.country,
          exp_month: card.exp_month,
          exp_year: card.exp_year,
          fingerprint: card.fingerprint ?? null,
          funding: card.funding,
          last4: card.last4,
          network: card.brand,
          three_d_secure: null,
          wallet: null,
        },
      }),
      type,
    },
    setup_error: null,
    setup_intent: intent.id,
    status: 'requires_confirmation',
    usage: intent.usage,
  };
}

/** The keys that a browser sees. */
const PUBLIC_KEYS = [
  'id',
  'object',
  'automatic_payment_methods',
  'cancellation_reason',
  'client_secret',
  'created',
  'description',
  'last_setup_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'status',
  'usage',
] as const satisfies readonly (keyof Stripe.SetupIntent)[];

export function publicSetupView(intent: Stripe.SetupIntent): object {
  return Object.fromEntries(PUBLIC_KEYS.map((key) => [key, intent[key]]));
}
