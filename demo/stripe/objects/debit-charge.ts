import type Stripe from 'stripe';
import { newId } from '../ids.ts';
import { chargeOf } from './charge.ts';

/** A debit that the bank has not answered yet. Charges that are no card's are called `py_…`. */
export function newDebitCharge(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { now, origin }: { now: number; origin: string },
  mandate?: string,
): Stripe.Charge {
  const account = method.us_bank_account;
  if (!account) throw new Error(`${method.id} is no bank account`);
  const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = account;
  return {
    ...chargeOf(intent, method, { now, origin, id: newId('py') }),
    amount_captured: intent.amount,
    captured: true,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'not_assessed',
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    payment_method_details: {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type,
        account_type,
        bank_name,
        fingerprint,
        last4,
        ...(mandate !== undefined && { mandate }),
        payment_reference: null,
        routing_number,
      },
    },
    status: 'pending',
  };
}
