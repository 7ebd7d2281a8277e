import type Stripe from 'stripe';
import type { Decline } from '../cards/declines.ts';
import type { TestCard } from '../cards/card.ts';
import { newId, randomText } from '../ids.ts';
import type { ThreeDSecure } from '../payment/authentication.ts';

const AUTHORISED_SECONDS = 7 * 24 * 60 * 60;

export interface ChargeInput {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  card: TestCard;
  decline?: Decline;
  threeDSecure: ThreeDSecure;
  origin: string;
}

/** One try to take an intent's amount from a card: succeeded (and captured, unless by hand) or failed. */
export function newCharge(input: ChargeInput, now: number): Stripe.Charge {
  const { intent, method, decline, origin } = input;
  const base = chargeOf(intent, method, { now, origin });
  const captured = decline === undefined && intent.capture_method !== 'manual';
  return {
    ...base,
    amount_captured: captured ? intent.amount : 0,
    captured,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    outcome: outcomeOf(input.card, decline),
    paid: decline === undefined,
    payment_method_details: { card: cardOf(input, now), type: 'card' },
    receipt_url: decline ? null : base.receipt_url,
    status: decline ? 'failed' : 'succeeded',
  };
}

/** What every charge takes from its intent and payment method, before anybody has answered. */
export function chargeOf(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { now, origin, id = newId('ch') }: { now: number; origin: string; id?: string },
): Stripe.Charge {
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: statementDescriptor(intent),
    captured: false,
    created: now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: null,
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: `${origin}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: 'pending',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

/** What the payer reads on the statement: the account's words and the suffix, 22 characters in all. */
export function statementDescriptor({
  statement_descriptor,
  statement_descriptor_suffix,
}: Pick<Stripe.PaymentIntent, 'statement_descriptor' | 'statement_descriptor_suffix'>): string {
  if (statement_descriptor !== null) return statement_descriptor;
  return statement_descriptor_suffix === null
    ? 'SANDBOX'
    : `SANDBOX* ${statement_descriptor_suffix}`.slice(0, 22);
}

function outcomeOf(card: TestCard, decline: Decline | undefined): Stripe.Charge.Outcome {
  const risk = {
    risk_level: card.risk ?? 'normal',
    risk_score: { normal: 20, elevated: 70, highest: 95 }[card.risk ?? 'normal'],
  };
  const quiet = { advice_code: null, network_advice_code: null, network_decline_code: null, ...risk };
  if (!decline) {
    return {
      ...quiet,
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  if (card.blocked) {
    const seller_message = 'Stripe blocked this payment as too risky.';
    return {
      ...quiet,
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      seller_message,
      type: 'blocked',
    };
  }
  const reason = decline.declineCode ?? decline.code;
  return {
    ...quiet,
    advice_code: decline.advice,
    network_status: 'declined_by_network',
    reason,
    seller_message:
      reason === 'generic_decline'
        ? 'The bank did not return any further details with this decline.'
        : `The bank returned the decline code \`${reason}\`.`,
    type: 'issuer_declined',
  };
}

function cardOf(
  { intent, method, decline, threeDSecure }: ChargeInput,
  now: number,
): Stripe.Charge.PaymentMethodDetails.Card {
  const { card } = method;
  if (!card) throw new Error(`${method.id} has no card`);
  const secured = threeDSecureOf(threeDSecure);
  const uncaptured = decline === undefined && intent.capture_method === 'manual';
  return {
    amount_authorized: decline ? null : intent.amount,
    authorization_code: decline ? null : randomText(6).toUpperCase(),
    brand: card.brand,
    ...(uncaptured && { capture_before: now + AUTHORISED_SECONDS }),
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: secured?.electronic_commerce_indicator ?? null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.networks?.preferred ?? card.brand,
    network_token: { used: false },
    network_transaction_id: decline ? null : randomText(15),
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: card.regulated_status,
    three_d_secure: secured,
    transaction_link_id: null,
    wallet: null,
  };
}

/** A liability shift (05) only where the payer was authenticated; an attempt that was only acknowledged has 06. */
function threeDSecureOf(went: ThreeDSecure): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure | null {
  if (went === null) return null;
  const authenticated = went === 'challenge' || went === 'frictionless';
  const attempted = went === 'attempt_acknowledged' ? '06' : null;
  return {
    authentication_flow: authenticated ? went : null,
    electronic_commerce_indicator: authenticated ? '05' : attempted,
    exemption_indicator: null,
    result: authenticated ? 'authenticated' : went,
    result_reason: went === 'attempt_acknowledged' ? 'card_not_enrolled' : null,
    transaction_id: null,
    version: went === 'not_supported' ? null : '2.2.0',
  };
}
