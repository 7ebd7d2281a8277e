import type { DepositRule } from '../deposit.ts';

/**
 * Half of a deposit, or what is owed if that is less, to restitution, and a tenth of that as a fee. Direct orders come
 * before fines within it (not modelled: one amount is owed). Voluntary payments bear no fee: they are no deposits.
 */
export const cdcrDeposits: DepositRule = {
  name: 'California state prisons',
  source: {
    citation: '15 CCR § 3097',
    url: 'https://www.cdcr.ca.gov/victim-services/restitution-collections/',
  },
  takes: [{ for: 'restitution', percent: 50, whileOwed: true, feePercent: 10 }],
  exempt: ['federal_disability', 'veterans_benefits', 'lost_property_refund', 'failed_purchase_refund'],
};

/** Of money from outside. Wages have another table (RCW 72.09.111), which is not here. */
export const waOutsideFunds: DepositRule = {
  name: 'Washington state prisons, money from outside',
  source: { citation: 'RCW 72.09.480(2)', url: 'https://app.leg.wa.gov/rcw/default.aspx?cite=72.09.480' },
  takes: [
    { for: 'crime_victims', percent: 5 },
    { for: 'savings', percent: 10 },
    { for: 'legal_financial_obligations', percent: 20, whileOwed: true },
    { for: 'child_support', percent: 20, whileOwed: true },
    { for: 'incarceration_cost', percent: 20 },
    { for: 'civil_judgment', percent: 20, whileOwed: true },
  ],
  exempt: ['legal_settlement'],
};
