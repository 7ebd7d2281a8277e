import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { invalidRequest } from '../errors.ts';
import { newMandate, type Acceptance } from '../objects/mandate.ts';

/**
 * A bank account is debited only with its holder's agreement; one that was set up for later has it already.
 * Rule: https://docs.stripe.com/payments/ach-direct-debit (mandates)
 * @returns the new mandate's id; none where the account was set up before
 * @throws {StripeError} 400 without one
 */
export function mandateFor(
  call: Call,
  intent: Stripe.PaymentIntent,
  methodId: string,
  given: { customer_acceptance: Acceptance } | null | undefined,
): string | undefined {
  if (!given) {
    if (call.shelf.hidden('payment_method', methodId).setUp) return undefined;
    throw invalidRequest(
      'A PaymentIntent that debits a bank account must be confirmed with `mandate_data` or an existing `mandate`.',
      { code: 'payment_intent_mandate_invalid', param: 'mandate_data', payment_intent: intent },
    );
  }
  const mandate = newMandate(intent, methodId, given.customer_acceptance, call.now);
  call.shelf.add(mandate);
  return mandate.id;
}
