import type Stripe from 'stripe';
import { metadata } from '../metadata.ts';
import { shipping } from '../objects/billing-details.ts';
import type { Rule } from '../params.ts';
import { either, email, flag, hash, integer, list, oneOf, text, unsettable, unsupported } from '../params.ts';
import { methodShape } from '../payment/method.ts';
import { mandateData, networkName, radarOptions } from './intent-rules.ts';
import { descriptor, url } from './text-rules.ts';

/** Every parameter that the SDK's type has: one that Stripe adds fails the type check here, and is decided. */
type Covers<Params> = Record<Exclude<keyof Params, 'expand'>, Rule<unknown>>;

const captureMethod = oneOf('automatic', 'automatic_async', 'manual');
const paymentMethodOptions = hash({
  card: hash({
    request_three_d_secure: oneOf('any', 'automatic', 'challenge'),
    cvc_token: unsupported,
    installments: unsupported,
    mandate_options: unsupported,
    moto: unsupported,
    network: networkName,
    setup_future_usage: unsupported,
    capture_method: unsupported,
    statement_descriptor_suffix_kana: unsupported,
    statement_descriptor_suffix_kanji: unsupported,
    require_cvc_recollection: flag,
  }),
  us_bank_account: hash({
    financial_connections: unsupported,
    mandate_options: unsupported,
    networks: unsupported,
    preferred_settlement_speed: unsupported,
    setup_future_usage: unsupported,
    target_date: unsupported,
    transaction_purpose: unsupported,
    verification_method: oneOf('automatic', 'instant'),
  }),
});
const setupFutureUsage = oneOf('off_session', 'on_session');
/** The two words say why nobody is there; the sandbox's issuers do not care why. */
const offSession: Rule<boolean> = (value, name) =>
  value === 'one_off' || value === 'recurring' || either(flag, unsupported)(value, name);

const sharedByAll = {
  allowed_payment_method_types: list(text()),
  amount_details: unsupported,
  excluded_payment_method_types: unsupported,
  hooks: unsupported,
  payment_details: unsupported,
};

const details = {
  ...sharedByAll,
  application_fee_amount: unsupported,
  capture_method: captureMethod,
  customer: text(),
  customer_account: unsupported,
  description: text(1000),
  payment_method: text(),
  payment_method_configuration: unsupported,
  payment_method_data: hash(methodShape),
  payment_method_options: paymentMethodOptions,
  statement_descriptor: descriptor,
  statement_descriptor_suffix: descriptor,
  transfer_data: unsupported,
  transfer_group: text(),
};

export const createShape = {
  ...details,
  amount: integer(),
  currency: text(),
  automatic_payment_methods: hash({ enabled: flag, allow_redirects: oneOf('always', 'never') }, ['enabled']),
  confirm: flag,
  confirmation_method: oneOf('automatic', 'manual'),
  confirmation_token: text(),
  error_on_requires_action: flag,
  mandate: unsupported,
  mandate_data: mandateData,
  metadata,
  off_session: offSession,
  on_behalf_of: unsupported,
  radar_options: radarOptions,
  receipt_email: email(),
  return_url: url,
  setup_future_usage: setupFutureUsage,
  shipping,
  use_stripe_sdk: flag,
} satisfies Covers<Stripe.PaymentIntentCreateParams>;

export const updateShape = {
  ...details,
  amount: integer(),
  currency: text(),
  metadata,
  receipt_email: unsettable(email()),
  setup_future_usage: unsettable(setupFutureUsage),
  shipping: unsettable(shipping),
} satisfies Covers<Stripe.PaymentIntentUpdateParams>;

export const confirmShape = {
  ...sharedByAll,
  amount_to_confirm: unsupported,
  capture_method: captureMethod,
  confirmation_token: text(),
  error_on_requires_action: flag,
  mandate: unsupported,
  mandate_data: mandateData,
  off_session: offSession,
  payment_method: text(),
  payment_method_data: hash(methodShape),
  payment_method_options: paymentMethodOptions,
  radar_options: radarOptions,
  receipt_email: unsettable(email()),
  return_url: url,
  setup_future_usage: unsettable(setupFutureUsage),
  shipping: unsettable(shipping),
  use_stripe_sdk: flag,
} satisfies Covers<Stripe.PaymentIntentConfirmParams>;

/** stripe.js confirms with a publishable key and the intent's secret. */
export const browserConfirmShape = { ...confirmShape, client_secret: text() };

export const captureShape = {
  amount_details: unsupported,
  amount_to_capture: integer(),
  application_fee_amount: unsupported,
  final_capture: flag,
  hooks: unsupported,
  metadata,
  payment_details: unsupported,
  statement_descriptor: descriptor,
  statement_descriptor_suffix: descriptor,
  transfer_data: unsupported,
} satisfies Covers<Stripe.PaymentIntentCaptureParams>;

export const cancelShape = {
  cancellation_reason: oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'),
} satisfies Covers<Stripe.PaymentIntentCancelParams>;
