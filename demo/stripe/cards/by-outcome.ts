import type { DeclineName } from './declines.ts';
import type { Behaviour, TestCard } from './card.ts';
import { card } from './card.ts';

/** The names that a card has: Stripe documents some with the brand in them, and tokens with both. */
function declining(number: string, names: readonly string[], decline: DeclineName, more: Behaviour = {}) {
  return names.map((name) => card(number, name, { decline, ...more }));
}

const BOTH = (name: string) => [name, `visa_${name}`];
const savable = { savable: true } as const;
const blocked = { risk: 'highest', blocked: true } as const;

/** Source of every row: https://docs.stripe.com/testing#declined-payments */
const DECLINING: readonly TestCard[] = [
  ...declining('4000000000000002', BOTH('chargeDeclined'), 'generic_decline'),
  ...declining('4000000000009995', BOTH('chargeDeclinedInsufficientFunds'), 'insufficient_funds'),
  ...declining('4000000000009995', ['visa_debit_chargeDeclinedInsufficientFunds'], 'insufficient_funds', {
    funding: 'debit',
  }),
  ...declining('4000000000009987', BOTH('chargeDeclinedLostCard'), 'lost_card'),
  ...declining('4000000000009979', BOTH('chargeDeclinedStolenCard'), 'stolen_card'),
  ...declining('4000000000006975', BOTH('chargeDeclinedVelocityLimitExceeded'), 'card_velocity_exceeded'),
  ...declining('4000000000000069', BOTH('chargeDeclinedExpiredCard'), 'expired_card'),
  ...declining('4000000000000127', BOTH('chargeDeclinedIncorrectCvc'), 'incorrect_cvc', {
    failedChecks: ['cvc'],
  }),
  ...declining('4000000000000119', BOTH('chargeDeclinedProcessingError'), 'processing_error'),
  ...declining('4242424242424241', ['chargeDeclinedIncorrectNumber'], 'incorrect_number'),
  ...declining('4000000000000341', BOTH('chargeCustomerFail'), 'generic_decline', savable),
  ...declining('4000000000000341', ['visa_chargeCustomerFailLostCard'], 'lost_card', savable),
  ...declining('4000000000000341', ['visa_chargeCustomerFailStolenCard'], 'stolen_card', savable),
];

/**
 * With the settings that an account begins with, Radar blocks the highest risk and nothing else.
 * Source of every row: https://docs.stripe.com/testing#fraud-prevention
 */
const RISKY: readonly TestCard[] = [
  card('4100000000000019', 'radarBlock', { decline: 'fraudulent', ...blocked }),
  ...declining('4100000000000019', BOTH('chargeDeclinedFraudulent'), 'fraudulent', blocked),
  card('4000000000004954', 'riskLevelHighest', { decline: 'fraudulent', ...blocked, ...savable }),
  card('4000000000009235', 'riskLevelElevated', { risk: 'elevated' }),
  card('4000008400000407', 'highFraudDisputeScore'),
  card('4000008400000159', 'highEfwScore'),
  card('4000008400001017', 'radarDynamicRiskThreshold'),
  card('4000008405600003', 'adaptive3dsChallenge'),
  card('4000000000000101', 'cvcCheckFail', { failedChecks: ['cvc'] }),
  card('4000000000000036', 'avsZipFail', { failedChecks: ['postal'] }),
  card('4000058400307872', 'cvcCheckFailElevatedRisk', { failedChecks: ['cvc'], risk: 'elevated' }),
  card('4000058400306072', 'avsZipFailElevatedRisk', { failedChecks: ['postal'], risk: 'elevated' }),
  card('4000000000000028', 'avsLine1Fail', { failedChecks: ['line1'] }),
  card('4000000000000010', 'avsFail', { failedChecks: ['line1', 'postal'] }),
  card('4000000000000044', 'avsUnchecked', { unavailableChecks: ['line1', 'postal'] }),
];

/** Their charges are as any others; refunds are refused by themselves. Source: https://docs.stripe.com/testing#refunds */
const PAYING: readonly TestCard[] = [
  card('4000000000007726', 'pendingRefund'),
  card('4000000000005126', 'refundFail'),
  card('4000000000000077', 'bypassPending', { bypassPending: true }),
  card('4000003720000278', 'bypassPendingInternational', { bypassPending: true, country: 'IE' }),
  card('4000000000000093', 'domesticPricing'),
];

const disputed = { leadsTo: 'a dispute' } as const;
const captcha = { leadsTo: 'a captcha' } as const;
const present = { leadsTo: 'a card reader' } as const;

/** Known, so that they are refused for what they are. Source: https://docs.stripe.com/testing#disputes and below it */
const BEYOND: readonly TestCard[] = [
  card('4000000000000259', 'createDispute', disputed),
  card('4000000000002685', 'createDisputeProductNotReceived', disputed),
  card('4000000000001976', 'createDisputeInquiry', disputed),
  card('4000000000005423', 'createIssuerFraudRecord', disputed),
  card('4000000404000079', 'createMultipleDisputes', disputed),
  card('4000000404000038', 'createCe3EligibleDispute', disputed),
  card('4000008400000779', 'createComplianceDispute', disputed),
  card('5105008400000002', 'createMastercardComplianceDispute', { ...disputed, brand: 'mastercard' }),
  card('4000000001000043', 'createAutoRepresentmentEligibleDispute', disputed),
  card('4000000404004816', 'createRapidDisputeResolutionDispute', disputed),
  card('4000000404005649', 'createCe3BlockDispute', disputed),
  card('5105000300000018', 'createEthocaAlert', { ...disputed, brand: 'mastercard' }),
  card('4000000000001208', undefined, captcha),
  card('4000000000003725', undefined, captcha),
  card('4001007020000002', undefined, present),
  card('4000008260000075', undefined, present),
  card('4001000360000005', undefined, present),
  card('4000002760000008', undefined, present),
];

export const CARDS_BY_OUTCOME: readonly TestCard[] = [...DECLINING, ...RISKY, ...PAYING, ...BEYOND];
