import type { ObligationKind } from './index.ts';
import type { StaffAccount } from './office-code.ts';

/** Why a debt may not be paid or asked for now. */
type HoldReason = 'appeal' | 'bankruptcy' | 'court_review' | 'in_dispute' | 'payee_unknown' | 'other';

/** Who was faster, and when. */
export interface LastChange {
  at: string;
  role: 'clerk' | 'supervisor';
}

/** Why a wish of staff about what is owed is not done, with the field it is about and its bound. */
export interface StaffRefusal {
  code:
    | 'supervisors_only'
    | 'held_already'
    | 'not_held'
    | 'nothing_owed'
    /** amountCents: what it is now. */
    | 'changed_meanwhile'
    | 'same_amount'
    /** amountCents: what was paid or waived, the least that can be charged. */
    | 'below_paid'
    /** amountCents: the most. */
    | 'more_than_owed'
    | 'beyond_the_books'
    | 'act_reused'
    /** Of a monthly fee. */
    | 'ended_already'
    | 'same_day'
    /** Of credit. */
    | 'no_credit'
    /** `fields`: what is wrong with each, to be read after the field's name. */
    | 'unfit';
  field?: string;
  amountCents?: number;
  fields?: { field: string; says: string }[];
  changed?: LastChange;
}

/** A wish is done once for each id, or refused. `after`: what a preview would lead to; nothing of it was kept. */
export type StaffAnswer<After> = { ok: true; after?: After } | { ok: false; refusal: StaffRefusal };
export type ObligationActAnswer = StaffAnswer<StaffObligation>;
export type MonthlyFeeAnswer = StaffAnswer<StaffMonthlyFee>;

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
  /** By payments and by credit. */
  paidCents: number;
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

/** A fee that is owed anew each month. */
export interface StaffMonthlyFee {
  id: string;
  kind: ObligationKind;
  label: string;
  /** Of each month that is assessed from now on. */
  amountCents: number;
  dayOfMonth: number;
  /** The due day of the next month that is to be assessed; absent: none is left. */
  nextDueOn?: string;
  /** Until when it is owed; absent: nobody knows yet. */
  lastDueOn?: string;
  /** What staff did to it, oldest first: started | changed | ended. */
  acts: { at: string; kind: string; by: string; note: string; amountCents?: number; lastDueOn?: string }[];
}

/** Somebody under supervision, as the desk names them. */
export interface StaffPerson {
  id: string;
  name: string;
  agencyPersonId: string;
  office: string;
}

export interface StaffObligations {
  person: StaffPerson;
  obligations: StaffObligation[];
  monthlyFees: StaffMonthlyFee[];
  /** Their own accounts on the payment page, newest first. */
  accounts: StaffAccount[];
  /** Paid beyond what was owed, and not used since. */
  creditCents: number;
  /** The agency's local day. */
  today: string;
  asOf: string;
}

/** How a person stands: owes something; all that they owe is on hold; was charged and owes nothing; was never charged. */
export type PersonStatus = 'owes' | 'on_hold' | 'paid_up' | 'nothing_charged';

/** A page of the list of people. It can be short, or empty, and yet have a next one. */
/** How many people fit, up to a thousand; absent: there are too many people to look at. With `totalIsMore`, there are more. */
export interface StaffPeopleCount {
  total?: number;
  totalIsMore?: true;
}

export interface StaffPeople {
  people: (StaffPerson & {
    status: PersonStatus;
    /** Absent: more than a JSON number holds to the cent. */
    balanceCents?: number;
    pastDueCents?: number;
  })[];
  /** The cursor of the next page. */
  next?: string;
  /** Of the first page, where it can be counted quickly: how many there are; with `totalIsMore`, there are more. */
  total?: number;
  totalIsMore?: true;
  asOf: string;
}

/** What a list of people is narrowed to, and its order; `kind` narrows which debts the rest is about. */
export interface PeopleList {
  status?: PersonStatus | undefined;
  office?: string | undefined;
  pastDue?: 'yes' | 'no' | undefined;
  kind?: ObligationKind | undefined;
  order?: 'name' | 'id' | 'owed' | undefined;
}

/** What a person can be charged with: the agency's funds and payees, and the person's cases. */
export interface ChargeOptions {
  funds: { id: string; name: string }[];
  payees: { id: string; name: string }[];
  /** There are more payees than these. */
  morePayees: boolean;
  cases: { id: string; docketNumber: string }[];
  mostCents: number;
}
