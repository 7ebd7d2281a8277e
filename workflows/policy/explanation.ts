import type { OwnWords } from '../own-words.ts';
import type { Basis, CaseOrder, Charge, Payee, Turn } from './codes.ts';

/** How a payment was divided, in codes and figures; workflows/words makes sentences of it. Minor units. */
export interface Explanation {
  amountCents: bigint;
  /** Exceeds everything that the rule lets the payment reach. */
  unappliedCents: bigint;
  /** By each version of the rule that applied, in the order in which they were walked. */
  byRule: RuleWalk[];
}

export interface RuleWalk {
  versionId: string;
  version: number;
  name: OwnWords;
  citation?: OwnWords;
  /** Why this version: the day that chose it. */
  chosenBy: 'payment_date' | 'assessment_date';
  effectiveFrom: string;
  cases: CaseOrder;
  steps: WalkStep[];
}

export type WalkStep = Paid | Shared | Passed;

/** Which part of what is owed was walked: what is due, what is not yet, or both together. */
export type Round = 'due' | 'rest' | 'all';

/** Money reached claims, or would have. */
export interface Paid {
  is: 'paid';
  round: Round;
  /** Names the step in the rule; '' for what no step reaches. Of a share: its step, the share, the step in it. */
  step: string;
  charges: Charge[];
  /** Reaches only what is due, in whatever round. */
  onlyDue?: true;
  payees?: readonly Payee[];
  /** Where cases come one after the other: whose turn it was. An id of a case, or with or without restitution. */
  caseGroup?: string;
  /** What was still to pay, and how much of it this payment paid. */
  wantedCents: bigint;
  paidCents: bigint;
  /** Owed besides, and more than may be paid ahead; absent: nothing. */
  notYetCents?: bigint;
  outcome: 'in_full' | 'in_part' | 'nothing_left' | 'at_most' | 'waits' | 'not_collected';
  by: Basis;
  inTurn?: Turn;
  minimumCents?: number;
  mostPercent?: number;
  lines: { claimId: string; cents: bigint; leftCents: bigint }[];
}

/** The money was put into fixed parts. */
export interface Shared {
  is: 'shared';
  round: Round;
  step: string;
  cents: bigint;
  shares: { percent: number; cents: bigint }[];
}

/** What one share had no use for went on. */
export interface Passed {
  is: 'passed';
  round: Round;
  step: string;
  fromShare: number;
  cents: bigint;
  to: 'to_the_other_shares' | 'to_the_next_step';
}
