import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { TEST_ROUTING_NUMBER, type TestBankAccount } from '../cards/bank-accounts.ts';
import type { TestCard } from '../cards/card.ts';
import { newId } from '../ids.ts';
import type { BillingInput } from './billing-details.ts';
import { fullBilling } from './billing-details.ts';

export interface CardInput {
  card: TestCard;
  expMonth: number;
  expYear: number;
  /** without it nobody checks it */
  cvcGiven: boolean;
  /** the network that the payer chose */
  preferred?: string;
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

export interface BankInput {
  bank: TestBankAccount;
  billing?: BillingInput;
  holderType?: 'company' | 'individual';
  accountType?: 'checking' | 'savings';
}

/** A bank account that may be debited. */
export function newBankMethod(
  { bank, billing, holderType = 'individual', accountType = 'checking' }: BankInput,
  now: number,
): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: fullBilling(billing ?? { name: 'Pat Example', email: 'pat@example.org' }),
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: holderType,
      account_type: accountType,
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: fingerprintOf(bank.name),
      last4: bank.number.slice(-4),
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: TEST_ROUTING_NUMBER,
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

function cardDetails(input: CardInput): Stripe.PaymentMethod.Card {
  const { card, expMonth, expYear } = input;
  return {
    brand: card.brand,
    checks: checksOf(input),
    country: card.country,
    display_brand: displayed(input.preferred ?? card.brand),
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: fingerprintOf(card.number),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: networksOf(card), preferred: input.preferred ?? null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: card.authentication !== 'unsupported' },
    wallet: null,
  };
}

/** What a brand is called on a page, where that is not its name. Rule: the SDK's documentation of `display_brand`. */
const DISPLAYED: Record<string, string> = {
  amex: 'american_express',
  cartes_bancaires: 'cartes_bancaires',
  diners: 'diners_club',
  eftpos_au: 'eftpos_australia',
  unionpay: 'union_pay',
  unknown: 'other',
};

const displayed = (brand: string) => DISPLAYED[brand] ?? brand;

/** What the holder's choice among a card's networks changes. */
export function preferring({ networks }: Stripe.PaymentMethod.Card, preferred: string) {
  const available = networks?.available ?? [];
  return { display_brand: displayed(preferred), networks: { available, preferred } };
}

/** The networks that a card can be charged by, its brand first. */
export function networksOf({ brand, coBrand }: TestCard): string[] {
  return coBrand === undefined ? [brand] : [brand, coBrand];
}

/** A check is made only of what was given. */
function checksOf({ card, billing, cvcGiven }: CardInput) {
  const { failedChecks = [], unavailableChecks = [] } = card;
  const answer = (check: 'cvc' | 'line1' | 'postal', given: boolean) => {
    if (!given) return null;
    if (failedChecks.includes(check)) return 'fail';
    return unavailableChecks.includes(check) ? 'unavailable' : 'pass';
  };
  return {
    address_line1_check: answer('line1', Boolean(billing?.address?.line1)),
    address_postal_code_check: answer('postal', Boolean(billing?.address?.postal_code)),
    cvc_check: answer('cvc', cvcGiven),
  };
}

/** The same for the same card or account, and says nothing of it. */
function fingerprintOf(number: string): string {
  return createHash('sha256').update(number).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 16);
}
