import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { TestBankAccount } from '../bank-accounts.ts';
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

/** A bank account that may be debited. */
export function newBankMethod(account: TestBankAccount, now: number): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: fullBilling({ name: 'Pat Example', email: 'pat@example.org' }),
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: fingerprintOf(account.name),
      last4: account.last4,
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: '110000000',
      status_details: {},
    },
  };
}

/** What a ConfirmationToken shows of the card before it becomes a PaymentMethod. */
export function previewOf(method: Stripe.PaymentMethod): Stripe.ConfirmationToken.PaymentMethodPreview {
  const { allow_redisplay, billing_details, card, customer, type, us_bank_account } = method;
  return {
    ...(allow_redisplay !== undefined && { allow_redisplay }),
    billing_details,
    ...(card && { card }),
    ...(us_bank_account && { us_bank_account }),
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
    fingerprint: fingerprintOf(card.number),
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

/** The same for the same card or account, and says nothing of it. */
function fingerprintOf(number: string): string {
  return createHash('sha256').update(number).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 16);
}
