import type { TestCard } from './card.ts';
import { card } from './card.ts';

const brandedTwice = { coBrand: 'cartes_bancaires', country: 'FR' } as const;
const eftpos = { coBrand: 'eftpos_au', country: 'AU', funding: 'debit' } as const;

/** Source of every row: https://docs.stripe.com/testing#cards, and for the last ones #hsa-and-fsa-test-cards. */
export const CARDS_BY_BRAND: readonly TestCard[] = [
  card('4242424242424242', 'visa'),
  card('4012888888881881', undefined),
  card('4111111111111111', undefined),
  card('4000056655665556', 'visa_debit', { funding: 'debit' }),
  card('5555555555554444', 'mastercard', { brand: 'mastercard' }),
  card('2223003122003222', undefined, { brand: 'mastercard' }),
  card('5200828282828210', 'mastercard_debit', { brand: 'mastercard', funding: 'debit' }),
  card('5105105105105100', 'mastercard_prepaid', { brand: 'mastercard', funding: 'prepaid' }),
  card('378282246310005', 'amex', { brand: 'amex', authentication: 'unsupported' }),
  card('371449635398431', undefined, { brand: 'amex', authentication: 'unsupported' }),
  card('6011111111111117', 'discover', { brand: 'discover' }),
  card('6011000990139424', undefined, { brand: 'discover' }),
  card('6011981111111113', undefined, { brand: 'discover', funding: 'debit' }),
  card('6555900000604105', undefined, { brand: 'discover', country: 'KR' }),
  card('3056930009020004', 'diners', { brand: 'diners' }),
  card('36227206271667', undefined, { brand: 'diners' }),
  card('3566002020360505', 'jcb', { brand: 'jcb', country: 'JP' }),
  card('6200000000000005', 'unionpay', { brand: 'unionpay', country: 'CN' }),
  card('6200000000000047', undefined, { brand: 'unionpay', funding: 'debit', country: 'CN' }),
  card('6205500000000000004', undefined, { brand: 'unionpay', country: 'CN' }),

  card('4000002500001001', 'visa_cartesBancaires', brandedTwice),
  card('5555552500001001', 'mastercard_cartesBancaires', { brand: 'mastercard', ...brandedTwice }),
  card('4000050360000001', 'visa_debit_eftposAuCoBranded', eftpos),
  card('5555050360000080', 'mastercard_debit_eftposAuCoBranded', { brand: 'mastercard', ...eftpos }),

  card('4000051230000072', 'debit_visaFsaProductCode', { funding: 'debit' }),
  card('4000051230000072', 'debit_visaHsaProductCode', { funding: 'debit' }),
  card('5200828282828897', 'mastercard_debit_mastercardFsaProductCode', {
    brand: 'mastercard',
    funding: 'debit',
  }),
];
