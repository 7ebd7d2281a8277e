import { sum, type Cents } from '../money/money.ts';
import { accounts } from './accounts.ts';
import type { NewPosting } from './entry.ts';

/**
 * Which accounts move on which event. The functions below follow this table, and a test holds them to it.
 * A memo pair records what is owed: it moves no money and nets to zero by itself.
 */
export const postingTable = {
  obligation_assessed: { debit: ['receivable:<obligation>'], credit: ['assessed:<fund>'] },
  obligation_waived: { debit: ['waived:<fund>'], credit: ['receivable:<obligation>'] },
  obligation_adjusted: {
    debit: ['receivable:<obligation>', 'waived:<fund>'],
    credit: ['assessed:<fund>', 'receivable:<obligation>'],
  },
  payment_captured: {
    debit: ['processor_clearing', 'assessed:<fund>'],
    credit: [
      'payable_pending:<beneficiary>',
      'unapplied:<person>',
      'service_fee_income',
      'receivable:<obligation>',
    ],
  },
  unapplied_used: {
    debit: ['unapplied:<person>', 'assessed:<fund>'],
    credit: ['payable_pending:<beneficiary>', 'receivable:<obligation>'],
  },
  processor_fee: { debit: ['processor_fees'], credit: ['processor_clearing'] },
  payout_issued: { debit: ['bank_in_transit'], credit: ['processor_clearing'] },
  payout_failed: { debit: ['processor_clearing'], credit: ['bank_in_transit'] },
  bank_matched: { debit: ['bank'], credit: ['bank_in_transit'] },
  hold_passed: { debit: ['payable_pending:<beneficiary>'], credit: ['payable_releasable:<beneficiary>'] },
} as const;

/** `reversal` takes back another entry line by line: it has no rule of its own. */
export type EntryKind = keyof typeof postingTable | 'reversal';

/** A part of a payment: so much to this beneficiary of this obligation, whose receivable is in this fund. */
export interface PaidLine {
  obligationId: string;
  fundId: string;
  beneficiaryId: string;
  amountCents: Cents;
}

/** A payment of P = lines + unapplied, with the service fee F in the same charge. */
export interface Captured {
  paymentId: string;
  personId: string;
  lines: readonly PaidLine[];
  /** What exceeds what is owed, ≥ 0. */
  unappliedCents: Cents;
  /** F, ≥ 0. */
  feeCents: Cents;
}

interface Owed {
  obligationId: string;
  fundId: string;
  amountCents: Cents;
}

/** Something came to be owed. All rules: amounts in cents of USD; @throws {RangeError} a negative one, or nothing to post */
export function assessed({ obligationId, fundId, amountCents }: Owed): NewPosting[] {
  return pair(accounts.receivable(obligationId), accounts.assessed(fundId), amountCents);
}

/** It is no longer owed, wholly or in part, without being paid. */
export function waived({ obligationId, fundId, amountCents }: Owed): NewPosting[] {
  return pair(accounts.waived(fundId), accounts.receivable(obligationId), amountCents);
}

/** It is more than was assessed (> 0), or less (< 0): as assessed, or as waived. */
export function adjusted({ obligationId, fundId, amountCents }: Owed): NewPosting[] {
  if (amountCents > 0n) return assessed({ obligationId, fundId, amountCents });
  return waived({ obligationId, fundId, amountCents: -amountCents });
}

/** The processor has the payer's money: P + F in one charge. A line of zero (all of it waived meanwhile) moves nothing. */
export function captured({ lines, personId, unappliedCents, feeCents }: Captured): NewPosting[] {
  const paidCents = sum(lines.map((line) => line.amountCents)) + unappliedCents;
  if (paidCents <= 0n) throw new RangeError('A payment of nothing has no entry');
  return withoutZeros([
    debit(accounts.processorClearing, paidCents + feeCents),
    ...lines.map((line) => credit(accounts.payablePending(line.beneficiaryId), line.amountCents)),
    credit(accounts.unapplied(personId), unappliedCents),
    credit(accounts.serviceFeeIncome, feeCents),
    ...lines.flatMap(paidOff),
  ]);
}

/** Credit of a person pays part of what they owe. */
export function unappliedUsed({
  personId,
  lines,
}: {
  personId: string;
  lines: readonly PaidLine[];
}): NewPosting[] {
  const usedCents = sum(lines.map(({ amountCents }) => amountCents));
  if (usedCents === 0n) throw new RangeError('Credit of nothing has no entry');
  return [
    debit(accounts.unapplied(personId), usedCents),
    ...lines.map((line) => credit(accounts.payablePending(line.beneficiaryId), line.amountCents)),
    ...lines.flatMap(paidOff),
  ];
}

/** What the processor kept, as its balance transaction says. */
export function processorFee({ feeCents }: { feeCents: Cents }): NewPosting[] {
  return pair(accounts.processorFees, accounts.processorClearing, feeCents);
}

export function payoutIssued({ amountCents }: { amountCents: Cents }): NewPosting[] {
  return pair(accounts.bankInTransit, accounts.processorClearing, amountCents);
}

/** The bank sent a payout back. */
export function payoutFailed({ amountCents }: { amountCents: Cents }): NewPosting[] {
  return pair(accounts.processorClearing, accounts.bankInTransit, amountCents);
}

/** A line of the bank statement is a payout. */
export function bankMatched({ amountCents }: { amountCents: Cents }): NewPosting[] {
  return pair(accounts.bank, accounts.bankInTransit, amountCents);
}

/** A beneficiary's money may be disbursed from here on. */
export function holdPassed({
  beneficiaryId,
  amountCents,
}: {
  beneficiaryId: string;
  amountCents: Cents;
}): NewPosting[] {
  return pair(accounts.payablePending(beneficiaryId), accounts.payableReleasable(beneficiaryId), amountCents);
}

/** The memo pair of a payment's line. */
function paidOff({ obligationId, fundId, amountCents }: PaidLine): NewPosting[] {
  return [
    debit(accounts.assessed(fundId), amountCents),
    credit(accounts.receivable(obligationId), amountCents),
  ];
}

function pair(debited: string, credited: string, amountCents: Cents): NewPosting[] {
  if (amountCents === 0n) throw new RangeError(`Nothing to post from ${credited} to ${debited}`);
  return [debit(debited, amountCents), credit(credited, amountCents)];
}

function debit(account: string, amountCents: Cents): NewPosting {
  if (amountCents < 0n) throw new RangeError(`A negative amount for ${account}: ${amountCents}`);
  return { account, unit: 'USD', amount: amountCents };
}

function credit(account: string, amountCents: Cents): NewPosting {
  return { ...debit(account, amountCents), amount: -amountCents };
}

function withoutZeros(postings: NewPosting[]): NewPosting[] {
  return postings.filter((posting) => posting.amount !== 0n);
}
