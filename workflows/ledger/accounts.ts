/**
 * The chart of accounts: every account's code, made here and nowhere else. Codes hold opaque ids only.
 * An account belongs to one agency and holds one unit; it comes into being with its first posting.
 */
export const accounts = {
  /** What is still owed on an obligation: debit > 0. */
  receivable: (obligationId: string) => `receivable:${obligationId}`,
  /** Against the receivables of a fund's obligations: what was assessed and is not yet paid or waived. */
  assessed: (fundId: string) => `assessed:${fundId}`,
  waived: (fundId: string) => `waived:${fundId}`,
  /** Paid for a beneficiary, still on hold: credit, so < 0. */
  payablePending: (beneficiaryId: string) => `payable_pending:${beneficiaryId}`,
  /** Paid for a beneficiary, hold passed: may be disbursed. */
  payableReleasable: (beneficiaryId: string) => `payable_releasable:${beneficiaryId}`,
  /** Paid for a person beyond what was owed. */
  unapplied: (personId: string) => `unapplied:${personId}`,
  /** With the processor, not yet paid out. */
  processorClearing: 'processor_clearing',
  processorFees: 'processor_fees',
  serviceFeeIncome: 'service_fee_income',
  /** Paid out by the processor, not yet seen at the bank. */
  bankInTransit: 'bank_in_transit',
  bank: 'bank',
} as const;
