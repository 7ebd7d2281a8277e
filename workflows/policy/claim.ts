import type { Charge, Payee } from './codes.ts';

/** One thing owed, as far as a payment may reach it. Minor units; 0 ≤ due ≤ balance; days YYYY-MM-DD. */
export interface Claim {
  /** Stable: ties go to the id that sorts first. */
  id: string;
  charge: Charge;
  balanceCents: bigint;
  dueCents: bigint;
  /** What falls due next, less what of it was paid ahead, ≤ what is not due yet; absent: nobody said when the rest falls due. */
  nextCents?: bigint;
  /** The most of the balance that may be paid now, ≥ what is due; absent: all of it. */
  mostCents?: bigint;
  /** What was levied at first, and what the court's order says now; they differ where an order was amended. */
  leviedCents: bigint;
  orderedCents: bigint;
  assessedOn: string;
  /** The day of the order or judgment. */
  orderedOn: string;
  /** Its place in the judgment's list, from 1. */
  listed: number;
  caseId: string | null;
  /** To whom the money goes in the end; of several classes, the first that a rule names decides. */
  payees: readonly Payee[];
}

/** What is known of the payment besides its amount. */
export interface Circumstances {
  /** A private collection agency secured the money. */
  collectedByAgency?: boolean;
  /** Charges of which the person has something due that this payment cannot reach, as it was not chosen. */
  dueElsewhere?: ReadonlySet<Charge>;
  /** The person owes something that could be paid and was not chosen: nothing is credit before that is paid. */
  owedElsewhere?: boolean;
}
