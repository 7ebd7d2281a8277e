import type Stripe from 'stripe';
import { newId } from '../ids.ts';

const LIFE_SECONDS = 12 * 60 * 60;

export interface ConfirmationTokenInput {
  preview: Stripe.ConfirmationToken.PaymentMethodPreview;
  returnUrl?: string | undefined;
  setupFutureUsage?: 'off_session' | 'on_session' | undefined;
  shipping?: Stripe.ConfirmationToken.Shipping | undefined;
  /** made by stripe.js, which can handle a next action on the page itself */
  useStripeSdk: boolean;
}

/** Rule: a ConfirmationToken lives for 12 hours and confirms one intent (its `expires_at` documentation). */
export function newConfirmationToken(input: ConfirmationTokenInput, now: number): Stripe.ConfirmationToken {
  return {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created: now,
    expires_at: now + LIFE_SECONDS,
    livemode: false,
    mandate_data: null,
    metadata: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: input.preview,
    return_url: input.returnUrl ?? null,
    setup_future_usage: input.setupFutureUsage ?? null,
    setup_intent: null,
    shipping: input.shipping ?? null,
    use_stripe_sdk: input.useStripeSdk,
  };
}
