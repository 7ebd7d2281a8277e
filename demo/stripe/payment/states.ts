import type Stripe from 'stripe';
import type { StripeError } from '../errors.ts';
import { invalidParam, invalidRequest } from '../errors.ts';

/** 400: the intent's state does not allow what was asked; Stripe shows the intent in the error. */
export function unexpectedState(intent: Stripe.PaymentIntent, message: string, param?: string): StripeError {
  const code = 'payment_intent_unexpected_state';
  return invalidRequest(message, { code, payment_intent: intent, ...(param !== undefined && { param }) });
}

/**
 * Cards take only a suffix behind the account's own words.
 * Rule: https://docs.stripe.com/api/payment_intents/create, `statement_descriptor`
 */
export function refuseDescriptor(descriptor: string | null | undefined): void {
  if (descriptor === null || descriptor === undefined) return;
  throw invalidParam(
    'The `statement_descriptor` parameter is not supported for card payments. Use `statement_descriptor_suffix` instead.',
    'statement_descriptor',
  );
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
