import type { ObligationKind } from './index.ts';

/** Why a debt may not be paid or asked for now. */
type HoldReason = 'appeal' | 'bankruptcy' | 'court_review' | 'in_dispute' | 'payee_unknown' | 'other';

/** An act on a debt is done once for each id, or refused with the field it is about and its bound. */
export type ObligationActAnswer =
  | { ok: true }
  | {
      ok: false;
      refusal: {
        code:
          | 'supervisors_only'
          | 'held_already'
          | 'not_held'
          | 'nothing_owed'
          /** amountCents: what is charged now. */
          | 'changed_meanwhile'
          | 'same_amount'
          /** amountCents: what was paid or waived, the least that can be charged. */
          | 'below_paid'
          /** amountCents: the most. */
          | 'more_than_owed'
          | 'beyond_the_books'
          | 'act_reused';
        field?: string;
        amountCents?: number;
      };
    };

/** What somebody of staff did to a debt. */
export interface StaffAct {
  at: string;
  /** held | released | adjusted | waived */
  kind: string;
  /** adjusted: the change; waived: how much. */
  amountCents?: number;
  holdReason?: string;
  note: string;
  by: string;
}

/** A debt as staff see it. */
export interface StaffObligation {
  id: string;
  kind: ObligationKind;
  label: string;
  assessedOn: string;
  assessedCents: number;
  /** The same with its adjustments. */
  chargedCents: number;
  waivedCents: number;
  /** What the ledger says is owed. */
  balanceCents: number;
  /** What payments under way hold of it. */
  underWayCents: number;
  dueCents: number;
  pastDueCents: number;
  dueOn?: string;
  next?: { dueOn: string; amountCents: number };
  hold?: { reason: HoldReason; since: string };
  /** What staff did to it, oldest first. */
  acts: StaffAct[];
}

export interface StaffObligations {
  obligations: StaffObligation[];
  asOf: string;
}
