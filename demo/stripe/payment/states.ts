import type Stripe from 'stripe';
import type { StripeError } from '../errors.ts';
import { invalidRequest } from '../errors.ts';

/** 400: the intent's state does not allow what was asked; Stripe shows the intent in the error. */
export function unexpectedState(intent: Stripe.PaymentIntent, message: string): StripeError {
  return invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent });
}

/** Refuse an intent whose status is not among those that allow a verb. @param done the verb's participle: `canceled` */
export function requireStatus(
  intent: Stripe.PaymentIntent,
  allowed: readonly string[],
  refusal: string,
  done: string,
): void {
  if (allowed.includes(intent.status)) return;
  throw unexpectedState(
    intent,
    `${refusal} because it has a status of ${intent.status}. Only a PaymentIntent with one of the following ` +
      `statuses may be ${done}: ${allowed.join(', ')}.`,
  );
}
