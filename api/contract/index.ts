import type { PersonView } from './account.ts';
import type { OfficeHours } from './office-hours.ts';
import type { DivisionView } from './division.ts';

/**
 * What the widget and the desk see of the server: types only, no byte of code.
 * Amounts are integer minor units of USD; times are ISO 8601 in UTC; local days are YYYY-MM-DD in the agency's zone.
 */
export type { AppRouter } from '../router.ts';
export type { OfficeHours } from './office-hours.ts';
export type { AccountView, FoundView, PersonView, ResetView, SessionView } from './account.ts';
export type { DivisionView } from './division.ts';
export type { SendReceiptAnswer } from './send-receipt.ts';
export type * from './obligation.ts';
export type * from './office-code.ts';
export type * from './staff.ts';

/** Languages the product speaks. */
export type Language = 'en' | 'es';

/** An agency's own words: as it gave them, or in both languages. */
export type OwnWords = string | Record<Language, string>;

/** Why the server said no, each with a sentence in every catalogue (widget/i18n proves it). */
export type RefusalCode =
  // account
  | 'email_invalid'
  | 'name_required'
  | 'password_too_short'
  | 'password_too_common'
  | 'wrong_credentials'
  | 'too_many_tries'
  | 'too_many_mails'
  | 'code_wrong'
  | 'code_expired'
  | 'terms_required'
  | 'record_not_matched'
  | 'record_taken'
  // payment, before anything is charged
  | 'nothing_owed'
  | 'amount_required'
  | 'amount_too_small'
  | 'amount_too_large'
  | 'below_least_charge'
  | 'obligation_unknown'
  | 'quote_changed'
  | 'paid_moments_ago'
  | 'attempt_reused'
  | 'tries_used_up'
  | 'payment_closed'
  | 'payment_in_progress';

/** Of a mailed link besides: it was used, is too old, or a newer one was sent. */
export type ResetRefusalCode = RefusalCode | 'link_expired';

/** An expected no. `field` names the input it is about; the other members fill the sentence's blanks. */
export interface Refusal<Code = RefusalCode> {
  code: Code;
  field?: string;
  /** too_many_tries, too_many_mails: when to try again. */
  retryAfterSeconds?: number;
  /** amount_too_small, amount_too_large, below_least_charge: the bound. paid_moments_ago: what was paid. */
  amountCents?: number;
  /** paid_moments_ago */
  minutesAgo?: number;
  /** paid_moments_ago: in a sentence, where it is no such payment: a bank debit that is on its way. */
  says?: Record<Language, string>;
  /** quote_changed: the quote as it is now. */
  quote?: Quote;
}

/** A result, or the reason it was not given. */
export type Answer<T, Code = RefusalCode> = ({ ok: true } & T) | { ok: false; refusal: Refusal<Code> };

/** A sign-up that waits for its code, as the browser that signed up is told after a reload. */
export interface WaitingSignUp {
  /** Names it, with the code. */
  pending: string;
  email: string;
}

/** What a page may know about its agency before sign-in. */
export interface AgencyView {
  name: string;
  language: Language;
  timeZone: string;
  phone: string;
  statementDescriptor: string;
  /** When its office answers; empty: not said. */
  officeHours: OfficeHours[];
  /** Where else it takes payments. */
  places: PlaceView[];
  /** Its colours, as far as it set them. */
  brand: BrandView;
  /** Address of the form on a page of ours, for a payer whose page cannot show the card form. */
  securePage: string;
  stripe: {
    publishableKey: string;
    /** Connected account; absent where the key is the agency's own. */
    account?: string;
    /** Only in sandbox mode: where the sandbox serves its stripe.js. */
    sandboxScriptUrl?: string;
  };
}

/** Somewhere that takes a payment without this page. */
export interface PlaceView {
  kind: 'office' | 'mail' | 'kiosk';
  name: OwnWords;
  address: OwnWords;
  takes: ('cash' | 'money_order' | 'check')[];
  /** None: at any time. */
  hours: OfficeHours[];
}

export interface BrandView {
  /** `#rrggbb`; the second is readable on the first. */
  light?: { primary: string; onPrimary: string } | undefined;
  dark?: { primary: string; onPrimary: string } | undefined;
  fontFamily?: string | undefined;
  /** px */
  radius?: number | undefined;
}

export type ObligationKind = 'supervision_fee' | 'restitution' | 'drug_test' | 'court_costs';

export interface ObligationView {
  id: string;
  kind: ObligationKind;
  label: OwnWords;
  /** What the ledger says is owed. */
  balanceCents: number;
  /** The part of it that a payment which is not finished holds; absent: none. */
  heldCents?: number;
  /** What is due and free to be paid now; the part of it that was due before today. */
  dueCents: number;
  pastDueCents: number;
  dueOn?: string;
  pastDue: boolean;
  /** What falls due after today, next; absent: nothing, or nobody said when. */
  next?: { dueOn: string; amountCents: number };
  /** It may not be paid now, and nothing of it is due: why. */
  onHold?: Record<Language, string>;
}

/** What a person owes, read at one moment. */
export interface OwedView {
  person: PersonView;
  obligations: ObligationView[];
  balanceCents: number;
  dueCents: number;
  /** Earliest local day on which part of it is due. */
  dueOn?: string;
  asOf: string;
  /** What `everything` comes to: all that may be paid now. */
  payableCents: number;
  /** Paying `due_now` leaves nothing due unpaid: the rule of division may not place it so, and what is held is not paid. */
  dueNowClears: boolean;
  /** What the person paid beyond what was owed, in a sentence; absent: nothing. */
  credit?: Record<Language, string>;
  /** This account's newest payment for the person, where it was received a moment ago. */
  paidJustNow?: { totalCents: number; receipt: ReceiptView };
  /** This account's newest bank debit for the person that its bank has not paid yet, in a sentence; absent: none. */
  onItsWay?: Record<Language, string>;
  /** Bounds of `other`. */
  leastCents: number;
  mostCents: number;
}

/** What the payer chose; the server computes every amount from it. */
export type Choice = { kind: 'due_now' } | { kind: 'everything' } | { kind: 'other'; amountCents: number };

/** Where a payer is and what they chose, for a reload to go on there. The amount is as it was typed. */
export interface Draft {
  step: 'owe' | 'check' | 'history';
  personId?: string | undefined;
  choice?: Choice['kind'] | undefined;
  amount?: string | undefined;
  /** As a quote's `tender`. */
  tender?: 'bank_debit' | undefined;
}

/** What a payment would be, before it is made. */
export interface Quote {
  /** Names exactly this quote; `pay` refuses when it is no longer true. */
  digest: string;
  amountCents: number;
  feeCents: number;
  /** Fee ÷ amount in hundredths of a per cent, e.g. 250 = 2.50 %. */
  feeBasisPoints: number;
  totalCents: number;
  /** The part of the amount that is more than can be paid now, with its name: the person's credit; absent: none. */
  credit?: { amountCents: number; name: Record<Language, string> };
  /** Where the rest goes, by obligation, in the order of the rule. */
  lines: QuoteLine[];
  /** In the account's language; absent in a refusal. */
  division?: DivisionView;
  /** What its fee is, before a way is chosen; absent where there is none, and in a refusal. */
  feeNote?: Record<Language, string>;
  /** Every way of paying it that there is, the cheapest first; absent in a refusal. */
  ways?: WayView[];
  /** How it would be paid: a card, unless it is a debit, which says what the payer agrees to. */
  debit?: DebitTerms;
}

/** What a payer agrees to before a bank account is debited. */
export interface DebitTerms {
  /** Names this very text for this very quote; `pay` names it too: nothing else was agreed to. */
  version: string;
  /** In the account's language. */
  text: string;
  /** What is said where that is not ticked, and where the form takes no account. */
  unticked: string;
  numbers: string;
}

/** A bank has been asked, and answers in days: in a word, in a line, and what happens when. */
export interface OnItsWay {
  /** Local day on which the bank is expected to have paid. */
  paidBy: string;
  short: Record<Language, string>;
  title: Record<Language, string>;
  text: Record<Language, string>;
}

/** The ways to pay on the page itself. */
export type PageTender = 'card' | 'bank_debit';

export type Tender = 'card' | 'bank_debit' | 'cash' | 'money_order' | 'check';

/** One way of paying an amount, or the amounts that it takes. `here`: on this page; `note`: what to know of it. */
export type WayView = { tender: Tender; here: boolean; note?: Record<Language, string> } & (
  | { takes: true; feeCents: number; feeBasisPoints: number; totalCents: number }
  | { takes: false; leastCents: number; mostCents?: number }
);

export interface QuoteLine {
  obligationId: string;
  kind: ObligationKind;
  label: OwnWords;
  amountCents: number;
  balanceAfterCents: number;
}

/**
 * A quote's line as a payment froze it. The balance is there once it is paid, as of then, and before that only for an
 * account that may pay for the person now.
 */
export type PaymentLine = Omit<QuoteLine, 'balanceAfterCents'> & { balanceAfterCents?: number };

/** What the payer is told of a payment; from the state by one table. */
export type PayerStatus = 'processing' | 'needs_action' | 'checking' | 'succeeded' | 'failed';

/** Why a try failed, for a sentence. Never says "not charged" unless it is known. */
export type FailureCode =
  | 'card_declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'incorrect_number'
  | 'processing_error'
  | 'authentication_failed'
  | 'card_form_expired'
  | 'quote_changed'
  | 'not_allowed'
  | 'timed_out'
  | 'canceled'
  | 'debit_no_funds'
  | 'debit_returned'
  | 'provider_error';

export interface PaymentView {
  id: string;
  status: PayerStatus;
  amountCents: number;
  feeCents: number;
  /** As the quote's. */
  feeBasisPoints: number;
  totalCents: number;
  createdAt: string;
  person: PersonView;
  /** As its split was frozen; once it is paid, as the books have it: what was waived meanwhile is credit. */
  lines: PaymentLine[];
  /** As the quote's: lines and this sum to the amount. */
  credit?: Quote['credit'];
  /** In the account's language; there on the same terms as the lines' balances, once the split is frozen. */
  division?: DivisionView;
  /** failed */
  failure?: { code: FailureCode; mayTryAgain: boolean; triesLeft: number };
  /** needs_action: for Stripe.js only. */
  clientSecret?: string;
  /**
   * needs_action: when the page goes back to the card, in seconds from now (0: it is time), and whether another card
   * may be tried while the bank waits for its answer.
   */
  bankCheck?: { secondsLeft: number; mayTryAgain: boolean; triesLeft: number };
  /** How it is made. */
  tender: PageTender;
  /** processing */
  onItsWay?: OnItsWay;
  /** succeeded */
  receipt?: ReceiptView;
}

export interface ReceiptView {
  number: number;
  /** Address of the page for print; unguessable. */
  url: string;
  paidAt: string;
  /** The card or the bank account, by its last digits. */
  paidWith?: Record<Language, string>;
  /** Absent: more than a JSON number holds to the cent. */
  stillOwedCents?: number;
}

export interface HistoryItem {
  id: string;
  status: PayerStatus;
  createdAt: string;
  person: PersonView;
  totalCents: number;
  /** As the payment's. */
  onItsWay?: OnItsWay;
  receipt?: ReceiptView;
  /** It was paid, and the books took it back: what it had paid is owed again. */
  takenBack?: Record<'short' | 'text', Record<Language, string>>;
}
