import type { StaffAct } from './obligation.ts';
import type { DivisionView } from './division.ts';
import type { ObligationKind } from './index.ts';

export interface StaffSessionView {
  accessToken: string;
  expiresAt: string;
  staff: {
    name: string;
    email: string;
    role: StaffRole;
    agencyName: string;
    timeZone: string;
    exportRoles: ExportRoles;
  };
}

export type StaffRole = 'clerk' | 'supervisor';

/** What can be had as a file, each with the roles that may have it: the whole list of payments, those that were picked, the list of people. */
export type ExportRoles = Readonly<Record<'payments' | 'picked_payments' | 'people', readonly StaffRole[]>>;

/** Whom a link to the desk invites to set a password. */
export interface InvitationView {
  name: string;
  email: string;
  agencyName: string;
}

/** What waits for a person of staff. */
export interface StaffTask {
  id: string;
  /** payment_needs_repair | capture_unsettled | unplaced_event | unplaced_balance_transaction | record_claimed_twice; the list grows on the server first. */
  kind: string;
  /** A payment's or a person's id, or Stripe's id of an event or a balance transaction. */
  subjectId: string;
  /** A code, or a sentence in English. */
  reason: string;
  createdAt: string;
  /** Where the subject is a payment. */
  paymentId?: string;
  /** Where it is a person's record. */
  person?: { name: string; idLast4: string };
}

/** The agency's open tasks, oldest first. */
export interface StaffTasks {
  tasks: StaffTask[];
  /** How many are open; the list may be shorter. */
  total: number;
  asOf: string;
}

/** A record is let go by supervisors, and once. */
export type ReleaseRecordAnswer = { ok: true } | { ok: false; reason: 'supervisors_only' } | ClosedAlready;
/** Somebody was faster; without a role, it was the server. */
export interface ClosedAlready {
  ok: false;
  reason: 'closed_already';
  at: string;
  role?: 'clerk' | 'supervisor';
}
/** Why a task stays as it is: its payment closes it, or somebody was faster. */
export type CloseTaskAnswer = { ok: true } | { ok: false; reason: 'closes_by_itself' } | ClosedAlready;

/** One row of the desk's payments list. */
export interface PaymentRow {
  id: string;
  createdAt: string;
  /** A state of the payment's machine, in full: staff see more than the payer. */
  state: string;
  receiptNumber?: number;
  payerName: string;
  personName: string;
  personIdLast4: string;
  amountCents: number;
  feeCents: number;
  totalCents: number;
  /** card | bank_debit */
  tender: string;
  cardBrand?: string;
  /** Of the card, or of the bank account. */
  cardLast4?: string;
  /** Of a bank debit that is on its way: the local day (YYYY-MM-DD) by which its bank should have paid. */
  paidBy?: string;
  /** That day is past, and it has not. */
  isLate?: true;
  /** When the books took it back: its bank had paid it, and took the money again. */
  returnedAt?: string;
  /** From which calendar day Stripe pays it out, 00:00 UTC of it; absent: it is not in Stripe's record yet. */
  payoutFrom?: string;
}

/** A page of that list. It can be short, or empty, and yet have a next one. */
export interface PaymentsPage {
  rows: PaymentRow[];
  /** The cursor of the next page. */
  next?: string;
  /** With `next`: how far this page has looked, a time in the list's order. */
  lookedTo?: string;
  /** Of the first page, where it can be counted quickly: how many there are; with `totalIsMore`, there are more. */
  total?: number;
  totalIsMore?: true;
}

export interface PaymentStory {
  payment: PaymentRow & {
    payerEmail: string;
    personId: string;
    statementDescriptor: string;
    receiptUrl?: string;
    allocationRule?: string;
    feeRule?: string;
  };
  attempts: {
    n: number;
    state: string;
    code?: string;
    declineCode?: string;
    createdAt: string;
    sentAt?: string;
    endedAt?: string;
  }[];
  /** By obligation, in the order of the rule. */
  split: {
    obligationLabel: string;
    obligationKind: ObligationKind;
    fund: string;
    /** The sum over its beneficiaries. */
    amountCents: number;
    /** Owed on the obligation now, by whomever it goes to. */
    leftCents: number;
    beneficiaries: { name: string; amountCents: number }[];
    /** What staff did to the obligation, until now, oldest first. */
    acts: StaffAct[];
  }[];
  /** What of the amount exceeds all that could be paid, as its explanation says: the person's credit; absent: nothing. */
  creditCents?: number;
  /** Why so, in English; absent until the split is frozen. */
  division?: DivisionView;
  stripe: {
    account?: string;
    paymentIntentId?: string;
    chargeId?: string;
    balanceTransactions: {
      id: string;
      /** `charge_failure`: of a bank debit that came to nothing, taken back. */
      reportingCategory: string;
      amountCents: number;
      feeCents: number;
      netCents: number;
      occurredAt: string;
      availableOn: string;
      recordedAt: string;
    }[];
  };
  entries: {
    id: string;
    key: string;
    kind: string;
    occurredAt: string;
    recordedAt: string;
    accountingDate: string;
    sealSequence?: number;
    postings: {
      account: string;
      /** Name of the beneficiary, fund or obligation that the account is of. */
      ofWhom?: string;
      unit: string;
      debitCents?: number;
      creditCents?: number;
      balanceAfterCents: number;
    }[];
  }[];
  /** Each step with its time, oldest first. */
  events: { at: string; kind: string; source: string; detail: Record<string, string | number> }[];
}

/** Filters and order of the payments list, as a view keeps them. Amounts are minor units, days are local. */
export interface PaymentsList {
  state?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  way?: string | undefined;
  leastCents?: number | undefined;
  mostCents?: number | undefined;
  kind?: ObligationKind | undefined;
  office?: string | undefined;
  order?: 'newest' | 'oldest' | 'largest' | 'smallest' | undefined;
}

export interface SavedView {
  id: string;
  name: string;
  list: PaymentsList;
}

/** What the list can be narrowed to, and the views that there are: the caller's own, oldest first, and everybody's. */
export interface PaymentsViews {
  own: SavedView[];
  /** Each with a name in the desk's words. */
  shared: { key: 'needs_work' | 'checking' | 'declined' | 'largest'; list: PaymentsList }[];
  offices: string[];
  /** Those the caller looks at, in their order, the date before them; absent: they never said. */
  columns?: PaymentsColumn[];
}

/** Of the payments list, beside the date. */
export type PaymentsColumn =
  'receipt' | 'payer' | 'person' | 'amount' | 'fee' | 'total' | 'way' | 'state' | 'payout';

/** name_taken: by another view of theirs. too_many: one has to go first. */
export type SaveViewAnswer = { ok: true; view: SavedView } | { ok: false; reason: 'name_taken' | 'too_many' };
