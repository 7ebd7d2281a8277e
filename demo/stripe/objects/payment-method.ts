import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { TestCard } from '../cards.ts';
import { newId } from '../ids.ts';
import type { BillingInput } from './billing-details.ts';
import { fullBilling } from './billing-details.ts';

export interface CardInput {
  card: TestCard;
  expMonth: number;
  expYear: number;
  billing?: BillingInput;
  allowRedisplay?: 'always' | 'limited' | 'unspecified';
  metadata?: Record<string, string>;
}

/** A new PaymentMethod, on no customer yet. */
export function newPaymentMethod(input: CardInput, now: number): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: input.allowRedisplay ?? 'unspecified',
    billing_details: fullBilling(input.billing),
    card: cardDetails(input),
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: input.metadata ?? {},
    type: 'card',
  };
}

/** What a ConfirmationToken shows of the card before it becomes a PaymentMethod. */
export function previewOf(method: Stripe.PaymentMethod): Stripe.ConfirmationToken.PaymentMethodPreview {
  const { allow_redisplay, billing_details, card, customer, type } = method;
  return {
    ...(allow_redisplay !== undefined && { allow_redisplay }),
    billing_details,
    ...(card && { card }),
    customer: typeof customer === 'object' ? null : customer,
    customer_account: null,
    type,
  };
}

function cardDetails({ card, expMonth, expYear, billing }: CardInput): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: checksOf(card, billing),
    country: card.country,
    display_brand: card.brand,
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: createHash('sha256')
      .update(card.number)
      .digest('base64url')
      .replace(/[-_]/g, 'x')
      .slice(0, 16),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: card.brand !== 'amex' },
    wallet: null,
  };
}

/** A check is made only of what was given. */
function checksOf(
  { failedChecks = [], unavailableChecks = [] }: TestCard,
  billing: BillingInput | undefined,
) {
  const answer = (check: 'cvc' | 'line1' | 'postal', given: boolean) => {
    if (!given) return null;
    if (failedChecks.includes(check)) return 'fail';
    return unavailableChecks.includes(check) ? 'unavailable' : 'pass';
  };
  return {
    address_line1_check: answer('line1', Boolean(billing?.address?.line1)),
    address_postal_code_check: answer('postal', Boolean(billing?.address?.postal_code)),
    cvc_check: answer('cvc', true),
  };
}
