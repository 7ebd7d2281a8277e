import type { OwnWords } from '../own-words.ts';
import type { Basis, CaseOrder, Charge, Payee, Tender, Turn } from './codes.ts';

/**
 * How a payment is divided: an ordered list of steps, walked until the money is used up. What no step reaches comes
 * last, together, by what is still owed.
 */
export interface AllocationRule {
  /** As its payers read it. */
  name: OwnWords;
  /** The law it follows, as people cite it; absent: the agency's own order. */
  source?: Source;
  /** Which day chooses the version: the payment's, or the day on which what is owed was assessed. */
  chosenBy: 'payment_date' | 'assessment_date';
  /** The steps are walked twice: over what is due now, then over the rest. */
  dueFirst: boolean;
  cases: CaseOrder;
  steps: readonly Step[];
}

export interface Source {
  citation: OwnWords;
  url?: string;
}

export type Step = PayStep | ShareStep;

/** Money to the claims that it names, each at most to its balance. */
export interface PayStep {
  pay: readonly Charge[] | 'all_others';
  /** Only what goes to these; absent: whoever receives it. */
  payees?: readonly Payee[];
  /** How the money is divided where it does not suffice. */
  by: Basis;
  /** One after the other; then `by` divides among those of one turn. */
  inTurn?: {
    by: Turn;
    /** Only where all that the step names was ordered at no more than this; above it, all at once. */
    upTo?: { orderedCents: number; inclusive: boolean };
  };
  /** Nobody gets less than this from a payment, unless it pays them off or they are the last who can take it. */
  minimumCents?: number;
  /** At most this part of the payment, in per cent. */
  mostPercent?: number;
  /** Reaches only what has fallen due. */
  due?: true;
  /** Waits until nothing of these is due any more. */
  after?: readonly Charge[];
  /** Only where a collection agency secured the payment. */
  onlyIf?: 'collected_by_agency';
}

/** The money at hand in fixed parts, each with its own steps. What a part has no use for goes as `unused` says. */
export interface ShareStep {
  shares: readonly { percent: number; steps: readonly PayStep[] }[];
  unused: 'to_the_other_shares' | 'to_the_next_step';
  /** Which share takes a cent that cannot be divided. */
  oddCent: 'first' | 'last';
}

/** The service fee: a table for each way to pay. */
export interface FeeRule {
  name: string;
  /** Who bears it. */
  paidBy: 'payer' | 'agency';
  /** To whole cents; with `ignoreTenths`, what is below a tenth of a cent does not count. */
  rounding: { to: 'nearest' | 'up' | 'down'; ignoreTenths?: true };
  tables: readonly { tenders: readonly Tender[]; bands: readonly FeeBand[] }[];
}

/** Amounts of a table, both bounds included; no end: null. The fee is the flat part and the percentage. */
export interface FeeBand {
  fromCents: number;
  upToCents: number | null;
  flatCents: number;
  /** Hundredths of a per cent of the amount: 350 = 3.5 %. */
  basisPoints: number;
  minimumCents?: number;
  capCents?: number;
}

/** Bounds of one payment that the payer chooses freely (what is due, or everything, may be less), and overpayment. */
export interface LimitRule {
  name: string;
  leastCents: number;
  mostCents: number;
  /** How far beyond what is due a payment may go on each debt; absent: to all of it. */
  ahead?: 'any' | 'one_instalment' | 'none';
  /** What is paid beyond all that can be paid is refused, or kept as the person's credit; absent: refused. */
  beyondOwed?: 'refuse' | 'credit';
}

/** The three rules of an agency in force on a day, each with the id of its version. */
export interface Rules {
  /** The version of the day, and those before it, newest first: a law may choose by the day of assessment. */
  allocation: Versioned<AllocationRule> & { earlier: readonly Versioned<AllocationRule>[] };
  fee: Versioned<FeeRule>;
  limit: Versioned<LimitRule>;
}

export interface Versioned<Rule> {
  versionId: string;
  version: number;
  /** First local day (YYYY-MM-DD) on which it applies, until the next version's. */
  effectiveFrom: string;
  rule: Rule;
}
