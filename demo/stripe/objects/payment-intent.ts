import type Stripe from 'stripe';
import { newId, randomText } from '../ids.ts';

export interface PaymentIntentInput {
  amount: number;
  currency: string;
  automatic: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  captureMethod: 'automatic' | 'automatic_async' | 'manual';
  confirmationMethod: 'automatic' | 'manual';
}

/** The only set of payment methods that an account has here. */
export const CONFIGURATION = { id: 'pmc_sandbox', parent: null };

/** A new intent, waiting for a payment method. */
export function newPaymentIntent(input: PaymentIntentInput, now: number): Stripe.PaymentIntent {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: input.automatic,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.captureMethod,
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: input.confirmationMethod,
    created: now,
    currency: input.currency,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: input.automatic && CONFIGURATION,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: typesIn(input.currency, input.automatic ? ['card', 'us_bank_account'] : ['card']),
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

/** Debits of American bank accounts are in dollars only. Rule: https://docs.stripe.com/payments/ach-direct-debit */
export function typesIn(currency: string, types: readonly string[]): string[] {
  return types.filter((type) => type !== 'us_bank_account' || currency === 'usd');
}

/** The keys that a browser sees, as stripe.js gets them with a client secret. */
const PUBLIC_KEYS = [
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies readonly (keyof Stripe.PaymentIntent)[];

export function publicView(intent: Stripe.PaymentIntent): object {
  return Object.fromEntries(PUBLIC_KEYS.map((key) => [key, intent[key]]));
}
