import type Stripe from 'stripe';
import { createdParam, pageParams } from '../lists.ts';
import { metadata } from '../metadata.ts';
import type { Rule } from '../params.ts';
import { flag, hash, list, oneOf, text, unsupported } from '../params.ts';
import { methodShape } from '../payment/method.ts';
import { mandateData, networkName } from './intent-rules.ts';
import { url } from './text-rules.ts';

/** Every parameter that the SDK's type has: one that Stripe adds fails the type check here, and is decided. */
type Covers<Params> = Record<Exclude<keyof Params, 'expand'>, Rule<unknown>>;

const paymentMethodOptions = hash({
  card: hash({
    mandate_options: unsupported,
    moto: unsupported,
    network: networkName,
    request_three_d_secure: oneOf('any', 'automatic', 'challenge'),
    setup_credential_usage: unsupported,
    three_d_secure: unsupported,
  }),
});

const details = {
  allowed_payment_method_types: list(text()),
  attach_to_self: unsupported,
  customer: text(),
  customer_account: unsupported,
  description: text(1000),
  excluded_payment_method_types: unsupported,
  flow_directions: unsupported,
  metadata,
  payment_method: text(),
  payment_method_configuration: unsupported,
  payment_method_data: hash(methodShape),
  payment_method_options: paymentMethodOptions,
};

export const createShape = {
  ...details,
  automatic_payment_methods: hash({ enabled: flag, allow_redirects: oneOf('always', 'never') }, ['enabled']),
  confirm: flag,
  confirmation_token: text(),
  mandate_data: mandateData,
  on_behalf_of: unsupported,
  return_url: url,
  single_use: unsupported,
  usage: oneOf('off_session', 'on_session'),
  use_stripe_sdk: flag,
} satisfies Covers<Stripe.SetupIntentCreateParams>;

export const updateShape = details satisfies Covers<Stripe.SetupIntentUpdateParams>;

const confirmShape = {
  allowed_payment_method_types: list(text()),
  confirmation_token: text(),
  mandate_data: mandateData,
  payment_method: text(),
  payment_method_data: hash(methodShape),
  payment_method_options: paymentMethodOptions,
  return_url: url,
  use_stripe_sdk: flag,
} satisfies Covers<Stripe.SetupIntentConfirmParams>;

/** stripe.js confirms with a publishable key and the intent's secret. */
export const browserConfirmShape = { ...confirmShape, client_secret: text() };

export const cancelShape = {
  cancellation_reason: oneOf('abandoned', 'duplicate', 'requested_by_customer'),
} satisfies Covers<Stripe.SetupIntentCancelParams>;

export const listShape = {
  ...pageParams,
  attach_to_self: unsupported,
  created: createdParam,
  customer: text(),
  customer_account: unsupported,
  payment_method: text(),
} satisfies Covers<Stripe.SetupIntentListParams>;
