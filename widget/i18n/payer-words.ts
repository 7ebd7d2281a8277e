import type { FailureCode, ObligationKind, PlaceView, Tender } from '../../api/contract/index.ts';
import type { HelpWords } from './help-words.ts';
import type { Words } from './words.ts';

/** Two sentences each: what happened (a heading), what can be done. */
export type Failures = Record<FailureCode, { what: string; next: string }>;

/** The sentences of the screens that only a signed-in payer sees: they come with these. As `Words` otherwise. */
export interface PayerWords {
  /** After a mailed link. */
  reset: {
    title: string;
    lead: string;
    help: (phone: string) => string;
    newTitle: string;
    newLead: string;
    newLabel: string;
    save: string;
  };
  match: {
    title: string;
    lead: string;
    idHint: string;
    dateHint: string;
    found: (initials: string, office: string) => string;
    button: string;
    why: string;
    whyText: (agency: string) => string;
  };
  owe: {
    title: string;
    received: (amount: string) => string;
    /** All of it on one day. */
    dueBy: (amount: string, date: string) => string;
    /** On several days, the last of which is told. */
    dueThrough: (amount: string, date: string) => string;
    /** Follows one of those two. */
    late: (amount: string) => string;
    dueNow: (amount: string) => string;
    nothingDue: string;
    /** Nothing due is free: payments under way hold it. */
    beingPaid: (amount: string) => string;
    held: (amount: string) => string;
    nothing: string;
    readAt: (time: string) => string;
    person: (name: string, last4: string) => string;
    personLabel: string;
    balances: string;
    due: (amount: string, date: string) => string;
    dueNoDate: (amount: string) => string;
    pastDue: string;
    total: string;
    howMuch: string;
    howMuchAhead: string;
    choice: { dueNow: string; everything: string; other: string };
    keepsUp: (date: string) => string;
    keepsUpNoDate: string;
    paysOff: string;
    paysOffAll: (count: number) => string;
    paysTheRest: string;
    from: (least: string, most: string) => string;
    otherLabel: string;
    goes: (amount: string) => string;
    stillPastDue: (name: string, amount: string) => string;
    adding: string;
    why: string;
    cannot: string;
    cannotText: (phone: string) => string;
    button: string;
  };
  check: {
    title: string;
    payTo: string;
    payFor: string;
    goesTo: string;
    change: string;
    changeNamed: string;
    cardOpening: string;
    cardFailed: string;
    cardFailedHelp: (phone: string) => string;
    /** As `cardFailedHelp`, where there is a page of ours to go on at. */
    cardFailedPage: (phone: string) => string;
    securePage: string;
    cardFields: string;
    payment: string;
    fee: string;
    total: string;
    statement: (amount: string, name: string) => string;
    feeChanged: (amount: string) => string;
    /** No place is known that takes money. */
    noFee: (phone: string) => string;
    how: string;
    free: string;
    /** A fee in dollars, and beside what is paid. */
    feeIs: (amount: string, percent: string) => string;
    totalIs: (amount: string) => string;
    fromOn: (least: string) => string;
    where: string;
    /** None of the agency's places takes it. */
    noPlace: (phone: string) => string;
    anyTime: string;
    onlyTakes: (tenders: string) => string;
    tenders: Record<Tender, string>;
    places: Record<PlaceView['kind'], string>;
    pay: (amount: string) => string;
    paying: string;
    payAgain: string;
    dontPayAgain: string;
  };
  waiting: {
    title: string;
    checkingTitle: string;
    checkingLead: string;
    /** All of it in one, for the live region. */
    checking: string;
    number: (id: string) => string;
    mail: string;
    checkNow: string;
    bankTitle: string;
    bankLead: string;
    bankOpen: string;
    bankCancel: string;
    /** The payer canceled, and the payment has not ended by it. */
    notCanceled: string;
    lost: string;
  };
  done: {
    title: string;
    thanks: (name: string) => string;
    receipt: string;
    number: string;
    date: string;
    paidWith: string;
    fee: string;
    total: string;
    stillOwed: string;
    upToDate: string;
    nextDue: (amount: string, date: string) => string;
    print: string;
    button: string;
  };
  declined: {
    chip: string;
    notCharged: string;
    kept: (amount: string) => string;
    again: string;
    change: string;
    over: string;
    oneTry: string;
    tries: (left: number) => string;
    help: (phone: string) => string;
  };
  history: {
    title: string;
    empty: string;
    receipt: (number: number) => string;
    open: string;
    openNamed: (number: number) => string;
    /** Name of a link to the receipt as a PDF. */
    pdf: string;
    paidOnly: string;
    emptyPaid: string;
    more: string;
    see: string;
    status: { processing: string; needs_action: string; checking: string; succeeded: string; failed: string };
  };
  kinds: Record<ObligationKind, string>;
  failures: Failures;
  help: HelpWords;
}

/** Everything a signed-in payer's screens say. */
export type AllWords = Words & PayerWords;
