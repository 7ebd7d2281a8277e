import type Stripe from 'stripe';
import { newId } from '../ids.ts';

/** Stripe's published price of a disputed bank debit. */
const DISPUTE_FEE_CENTS = 1500;

/** What a return does to the account's balance: at once, with a fee. */
export function newWithdrawal(
  charge: Stripe.Charge,
  disputeId: string,
  now: number,
): Stripe.BalanceTransaction {
  const { currency, amount } = charge;
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: -amount,
    available_on: now,
    balance_type: 'payments',
    created: now,
    currency,
    description: `Chargeback withdrawal for ${charge.id}`,
    exchange_rate: null,
    fee: DISPUTE_FEE_CENTS,
    fee_details: [
      {
        amount: DISPUTE_FEE_CENTS,
        application: null,
        currency,
        description: 'Dispute fee',
        type: 'stripe_fee',
      },
    ],
    net: -amount - DISPUTE_FEE_CENTS,
    reporting_category: 'dispute',
    source: disputeId,
    status: 'available',
    type: 'adjustment',
  };
}

/** A dispute of a bank debit, which is final from the start. */
export function newDispute(
  charge: Stripe.Charge,
  { id, reason, withdrawal }: { id: string; reason: string; withdrawal: Stripe.BalanceTransaction },
  now: number,
): Stripe.Dispute {
  return {
    id,
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [withdrawal],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: null,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'lost',
  };
}

/** Nobody can answer it. */
const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
