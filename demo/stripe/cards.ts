import type { DeclineName } from './declines.ts';

export type Brand = 'amex' | 'diners' | 'discover' | 'jcb' | 'mastercard' | 'unionpay' | 'visa';

/** A test card of Stripe's: its number, its PaymentMethod name, and what it does. */
export interface TestCard {
  number: string;
  /** `pm_card_…`; the token of the same card is `tok_…` with the rest of the name */
  name?: string;
  brand: Brand;
  funding: 'credit' | 'debit' | 'prepaid';
  country: string;
  /** the issuer's answer to a charge (after authentication, where that is asked) */
  decline?: DeclineName;
  /** saving it to a customer works, and only charging it fails */
  savable?: boolean;
  /** 3-D Secure; which payments need it: `payment/authentication.ts` */
  authentication?: 'always' | 'broken' | 'optional' | 'optional_broken' | 'set_up' | 'unless_set_up';
  risk?: 'elevated' | 'highest';
  /** stopped by Radar before it reaches the network */
  blocked?: boolean;
  failedChecks?: readonly ('cvc' | 'line1' | 'postal')[];
  unavailableChecks?: readonly ('cvc' | 'line1' | 'postal')[];
  /** the money is available at once */
  bypassPending?: boolean;
}

type Behaviour = Partial<Omit<TestCard, 'number' | 'name'>>;

function card(number: string, name: string | undefined, behaviour: Behaviour = {}): TestCard {
  const named = name === undefined ? {} : { name: `pm_card_${name}` };
  return { number, ...named, brand: 'visa', funding: 'credit', country: 'US', ...behaviour };
}

/** Cards of other countries, which pay without authentication. */
const ABROAD = [
  ['US', '4242424242424242'],
  ['BR', '4000000760000002'],
  ['CA', '4000001240000000'],
  ['MX', '4000004840008001'],
  ['GB', '4000008260000000'],
  ['DE', '4000002760000016'],
  ['FR', '4000002500000003'],
  ['NL', '4000005280000002'],
  ['ES', '4000007240000007'],
  ['IT', '4000003800000008'],
  ['SE', '4000007520000008'],
  ['CH', '4000007560000009'],
  ['AU', '4000000360000006'],
  ['JP', '4000003920000003'],
  ['SG', '4000007020000003'],
  ['IN', '4000003560000008'],
  ['HK', '4000003440000004'],
] as const;

/** Source of every row: https://docs.stripe.com/testing (cards by brand, declines, fraud, 3-D Secure). */
const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', 'visa'),
  card('4012888888881881', undefined),
  card('4111111111111111', undefined),
  card('4000056655665556', 'visa_debit', { funding: 'debit' }),
  card('5555555555554444', 'mastercard', { brand: 'mastercard' }),
  card('2223003122003222', undefined, { brand: 'mastercard' }),
  card('5200828282828210', 'mastercard_debit', { brand: 'mastercard', funding: 'debit' }),
  card('5105105105105100', 'mastercard_prepaid', { brand: 'mastercard', funding: 'prepaid' }),
  card('378282246310005', 'amex', { brand: 'amex' }),
  card('378282246310005', 'amex_threeDSecureNotSupported', { brand: 'amex' }),
  card('371449635398431', undefined, { brand: 'amex' }),
  card('6011111111111117', 'discover', { brand: 'discover' }),
  card('6011000990139424', undefined, { brand: 'discover' }),
  card('6011981111111113', undefined, { brand: 'discover', funding: 'debit' }),
  card('3056930009020004', 'diners', { brand: 'diners' }),
  card('36227206271667', undefined, { brand: 'diners' }),
  card('3566002020360505', 'jcb', { brand: 'jcb', country: 'JP' }),
  card('6200000000000005', 'unionpay', { brand: 'unionpay', country: 'CN' }),
  card('6200000000000047', undefined, { brand: 'unionpay', funding: 'debit', country: 'CN' }),
  card('4000000000000077', 'bypassPending', { bypassPending: true }),
  card('4000003720000278', 'bypassPendingInternational', { bypassPending: true, country: 'IE' }),
  card('4000000000000093', 'domesticPricing'),

  card('4000000000000002', 'visa_chargeDeclined', { decline: 'generic_decline' }),
  card('4000000000000002', 'chargeDeclined', { decline: 'generic_decline' }),
  card('4000000000009995', 'visa_chargeDeclinedInsufficientFunds', { decline: 'insufficient_funds' }),
  card('4000000000009995', 'chargeDeclinedInsufficientFunds', { decline: 'insufficient_funds' }),
  card('4000000000009987', 'visa_chargeDeclinedLostCard', { decline: 'lost_card' }),
  card('4000000000009987', 'chargeDeclinedLostCard', { decline: 'lost_card' }),
  card('4000000000009979', 'visa_chargeDeclinedStolenCard', { decline: 'stolen_card' }),
  card('4000000000009979', 'chargeDeclinedStolenCard', { decline: 'stolen_card' }),
  card('4000000000006975', 'visa_chargeDeclinedVelocityLimitExceeded', { decline: 'card_velocity_exceeded' }),
  card('4000000000000069', 'chargeDeclinedExpiredCard', { decline: 'expired_card' }),
  card('4000000000000127', 'chargeDeclinedIncorrectCvc', { decline: 'incorrect_cvc', failedChecks: ['cvc'] }),
  card('4000000000000119', 'chargeDeclinedProcessingError', { decline: 'processing_error' }),
  card('4242424242424241', 'chargeDeclinedIncorrectNumber', { decline: 'incorrect_number' }),
  card('4000000000000341', 'chargeCustomerFail', { decline: 'generic_decline', savable: true }),

  card('4100000000000019', 'radarBlock', { decline: 'fraudulent', risk: 'highest', blocked: true }),
  card('4100000000000019', 'chargeDeclinedFraudulent', {
    decline: 'fraudulent',
    risk: 'highest',
    blocked: true,
  }),
  card('4000000000004954', 'riskLevelHighest', {
    decline: 'fraudulent',
    risk: 'highest',
    blocked: true,
    savable: true,
  }),
  card('4000000000009235', 'riskLevelElevated', { risk: 'elevated' }),
  card('4000000000000101', 'cvcCheckFail', { failedChecks: ['cvc'] }),
  card('4000000000000036', 'avsZipFail', { failedChecks: ['postal'] }),
  card('4000000000000028', 'avsLine1Fail', { failedChecks: ['line1'] }),
  card('4000000000000010', 'avsFail', { failedChecks: ['line1', 'postal'] }),
  card('4000000000000044', 'avsUnchecked', { unavailableChecks: ['line1', 'postal'] }),

  card('4000002500003155', 'authenticationRequiredOnSetup', { authentication: 'unless_set_up' }),
  card('4000002760003184', 'authenticationRequired', { authentication: 'always' }),
  card('4000003800000446', 'authenticationRequiredSetupForOffSession', { authentication: 'set_up' }),
  card('4000008260003178', 'authenticationRequiredChargeDeclinedInsufficientFunds', {
    authentication: 'unless_set_up',
    decline: 'insufficient_funds',
  }),
  card('4000000000003220', 'threeDSecure2Required', { authentication: 'always', country: 'IE' }),
  card('4000008400000027', undefined, { authentication: 'always' }),
  card('4000008400001629', 'threeDSecureRequiredChargeDeclined', {
    authentication: 'always',
    decline: 'generic_decline',
  }),
  card('4000008400001280', 'threeDSecureRequiredProcessingError', { authentication: 'broken' }),
  card('4000000000003055', 'threeDSecureOptional', { authentication: 'optional' }),
  card('4000000000003097', 'threeDSecureOptionalProcessingError', { authentication: 'optional_broken' }),

  ...ABROAD.map(([country, number]) => card(number, country.toLowerCase(), { country })),
];

const byNumber = new Map(TEST_CARDS.map((row) => [row.number, row]));
const byName = new Map(
  TEST_CARDS.flatMap((row) => (row.name === undefined ? [] : [[row.name, row] as const])),
);

export function cardByNumber(number: string): TestCard | undefined {
  return byNumber.get(number);
}

/** By PaymentMethod name (`pm_card_visa`) or token (`tok_visa`). */
export function cardByName(name: string): TestCard | undefined {
  return byName.get(name.replace(/^tok_/, 'pm_card_'));
}

/** Luhn's check digit. */
export function hasCheckDigit(number: string): boolean {
  const digits = [...number].toReversed().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const weighed = place % 2 === 1 ? digit * 2 : digit;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}
