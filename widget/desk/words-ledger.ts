import { accountHead } from './ledger-totals.ts';

/** The chart of accounts in words; the part after the colon names whose. Architecture §4. */
const accounts: Readonly<Record<string, string>> = {
  processor_clearing: 'Stripe clearing',
  processor_fees: 'Stripe fees',
  service_fee_income: 'Service fee income',
  payable_pending: 'Held for beneficiary',
  payable_releasable: 'Ready for beneficiary',
  payable_disputed: 'Disputed, of beneficiary',
  unapplied: 'Credit of the person',
  receivable: 'Owed on obligation',
  assessed: 'Assessed for fund',
  waived: 'Waived for fund',
  bank: 'Bank',
  bank_in_transit: 'On the way to the bank',
  suspense: 'Suspense',
  undeposited: 'Cash not yet deposited',
  over_short: 'Over or short',
  recoverable: 'To be recovered from beneficiary',
  dispute_receivable: 'Held by a dispute',
  dispute_fees: 'Dispute fees',
  dispute_losses: 'Dispute losses',
  disbursements_outstanding: 'Disbursements outstanding',
  due_from_operating: 'Due from operating',
};

/** Kinds of workflows/ledger/posting-rules.ts. */
const entryKinds: Readonly<Record<string, string>> = {
  obligation_assessed: 'Obligation assessed',
  obligation_adjusted: 'Obligation adjusted',
  obligation_waived: 'Obligation waived',
  payment_captured: 'Payment captured',
  unapplied_used: 'Credit used',
  processor_fee: 'Stripe’s fee',
  payout_issued: 'Payout issued',
  payout_failed: 'Payout failed',
  bank_matched: 'Matched to the bank',
  hold_passed: 'Hold passed',
  reversal: 'Reversal',
};

/** An account's name in words; one that is not known is shown as its code. */
export const accountName = (code: string): string => accounts[accountHead(code)] ?? code;

/** An entry's kind in words; one that is not known is shown as it is. */
export const entryName = (kind: string): string => entryKinds[kind] ?? kind;
