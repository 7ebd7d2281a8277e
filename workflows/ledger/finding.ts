/** What can be wrong with the books, and what it means. */
export const findingCodes = {
  entry_digest: 'an entry is not what its digest says it was',
  entry_unbalanced: 'the lines of an entry do not sum to zero in a unit',
  entry_lines: 'an entry has no lines, or a number is missing among them',
  reversal:
    'a reversal is not the exact mirror of what it takes back, or takes back what was taken back before',
  line_balance: 'the balance beside a line is not the one before it plus the line',
  account_version: 'a line of an account is missing or was added outside the ledger',
  account_balance: 'the balance of an account is not the sum of its lines',
  receivable_negative: 'more was taken off an obligation than was owed on it',
  ledger_sum: 'the lines of an agency do not sum to zero in a unit',
  seal_gap: 'a seal is missing from the chain',
  seal_hash: 'a seal does not fit the entry and the seal before it',
  orphan: 'a row names another that is not there or is another agency’s',
  capture_missing: 'a succeeded payment is not in the books, or not once',
  capture_lines: 'the books of a payment differ from its frozen lines and fee',
  capture_unpaid: 'the books have a payment that did not succeed',
  obligation_rows: 'what staff changed of an obligation, or credit paid of it, is not what the books have',
  settlement_unexplained: 'the processor moved money that no entry explains',
  settlement_missing: 'the books have a capture that the processor’s record, read since, lacks',
  settlement_fees: 'the processor’s fees in the books are not those it says it kept',
  receipt_gap: 'a receipt number is missing or the counter is wrong',
} as const;

export type FindingCode = keyof typeof findingCodes;

/** Something wrong, by the rows alone. */
export interface Finding {
  code: FindingCode;
  /** Empty where the row names none. */
  agencyId: string;
  /** The id or key of the row to look at. */
  subject: string;
  /** What differs: found and expected. */
  detail: string;
}
