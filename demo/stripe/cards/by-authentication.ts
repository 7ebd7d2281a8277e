import type { TestCard } from './card.ts';
import { card } from './card.ts';

const radar = { authentication: 'always', askedByRadar: true } as const;

/** Source of every row: https://docs.stripe.com/testing#regulatory-cards, #three-ds-cards and #three-ds-mobile-challenge-flows */
export const CARDS_BY_AUTHENTICATION: readonly TestCard[] = [
  card('4000002500003155', 'authenticationRequiredOnSetup', { authentication: 'unless_set_up' }),
  card('4000002760003184', 'authenticationRequired', { authentication: 'always' }),
  card('4000003800000446', 'authenticationRequiredSetupForOffSession', { authentication: 'set_up' }),
  card('4000008260003178', 'authenticationRequiredChargeDeclinedInsufficientFunds', {
    authentication: 'unless_set_up',
    decline: 'insufficient_funds',
  }),

  card('4000000000003220', 'threeDSecure2Required', { ...radar, country: 'IE' }),
  card('4000008400000027', undefined, radar),
  card('4000000000003063', 'threeDSecureRequired', radar), // gone from the table with 3-D Secure 1; the name is still taken
  card('4000008400001629', 'threeDSecureRequiredChargeDeclined', { ...radar, decline: 'generic_decline' }),
  card('4000008400001280', 'threeDSecureRequiredProcessingError', {
    authentication: 'broken',
    askedByRadar: true,
  }),
  card('4000000000003055', 'threeDSecureOptional', { authentication: 'optional' }),
  card('4000000000003097', 'threeDSecureOptionalProcessingError', { authentication: 'optional_broken' }),
  card('378282246310005', 'amex_threeDSecureNotSupported', { brand: 'amex', authentication: 'unsupported' }),
  card('4000000032200000', undefined, { authentication: 'frictionless' }),

  card('4000582600000094', undefined, { authentication: 'always' }),
  card('4000582600000045', undefined, { authentication: 'always' }),
  card('4000582600000102', undefined, { authentication: 'always' }),
  card('4000582600000110', undefined, { authentication: 'always' }),
];
