import type Stripe from 'stripe';
import { newId } from '../ids.ts';

/** Who agreed to a debit, and how. */
export interface Acceptance {
  type: 'offline' | 'online';
  accepted_at?: number;
  offline?: object;
  online?: { ip_address: string; user_agent: string };
}

/** A payer's agreement to one debit of a bank account. */
export function newMandate(
  intent: Stripe.PaymentIntent,
  methodId: string,
  acceptance: Acceptance,
  now: number,
): Stripe.Mandate {
  const { type, accepted_at = now, online } = acceptance;
  const isSingle = intent.setup_future_usage === null;
  const { amount, currency } = intent;
  return {
    id: newId('mandate'),
    object: 'mandate',
    customer_acceptance: { accepted_at, ...(online ? { online } : { offline: {} }), type },
    livemode: false,
    ...(isSingle ? { single_use: { amount, currency } } : { multi_use: {} }),
    payment_method: methodId,
    payment_method_details: { type: 'us_bank_account', us_bank_account: {} },
    status: 'active',
    type: isSingle ? 'single_use' : 'multi_use',
  };
}
