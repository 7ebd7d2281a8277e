import type { FailureCode, Language, ObligationKind, RefusalCode } from '../../api/contract/index.ts';

/** What fills the blanks of a sentence; already written out for the reader's language. */
export interface Blanks {
  /** An amount, e.g. `$5.00`. */
  amount: string;
  /** A stretch of time, e.g. `4 minutes`. */
  time: string;
  /** The agency's phone number. */
  phone: string;
}

type Sentence = (blanks: Blanks) => string;

/** Two sentences each: what happened (a heading), what can be done. */
export type Failures = Record<FailureCode, { what: string; next: string }>;

/**
 * Every sentence of `<onward-pay>`. A catalogue that lacks one, or a code without its sentence, does not compile.
 * Sentences take amounts, dates and names as text: only `format.ts` writes numbers and dates.
 */
export interface Words {
  language: Language;
  /** The other language, named in itself. */
  otherLanguage: { code: Language; name: string };

  frame: {
    payments: string;
    account: string;
    history: string;
    signOut: string;
    back: string;
    stepOf: (n: number, of: number) => string;
    secure: string;
    call: string;
    opening: string;
    working: string;
    stillWorking: string;
    newTab: string;
  };
  problem: { title: string; error: string; check: string };
  trouble: {
    offline: string;
    server: string;
    reference: (id: string) => string;
    tryAgain: string;
    againIn: (time: string) => string;
    waiting: string;
    /** The page is not one that the agency has listed. */
    notAllowed: string;
    /** The element has no publishable key. */
    noAgency: string;
    unavailable: string;
  };
  field: {
    email: string;
    password: string;
    show: string;
    hide: string;
    passwordNamed: string;
    givenName: string;
    familyName: string;
    code: string;
    agencyId: string;
    birthDate: string;
    month: string;
    day: string;
    year: string;
  };
  missing: {
    email: string;
    emailShape: string;
    password: string;
    givenName: string;
    familyName: string;
    code: string;
    agencyId: string;
    birthDate: string;
    birthDateReal: string;
    choice: string;
    amountShape: string;
  };
  signIn: {
    title: string;
    lead: string;
    button: string;
    newHere: string;
    create: string;
    forgot: (phone: string) => string;
    someoneElse: (phone: string) => string;
  };
  signedOut: { title: string; lead: string };
  create: {
    title: string;
    lead: string;
    emailHint: string;
    passwordHint: string;
    terms: (agency: string) => string;
    termsTitle: string;
    termsText: (agency: string) => string;
    button: string;
    haveOne: string;
  };
  verify: {
    title: string;
    lead: (email: string) => string;
    hint: string;
    button: string;
    again: string;
    againIn: (time: string) => string;
    sent: string;
    change: string;
  };
  match: {
    title: string;
    lead: string;
    idHint: string;
    dateHint: string;
    button: string;
    why: string;
    whyText: (agency: string) => string;
  };
  owe: {
    title: string;
    dueBy: (amount: string, date: string) => string;
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
    paysOff: (count: number) => string;
    paysTheRest: string;
    from: (least: string, most: string) => string;
    otherLabel: string;
    goes: (amount: string) => string;
    stillPastDue: (name: string, amount: string) => string;
    adding: string;
    why: string;
    whyText: (kinds: string) => string;
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
    card: string;
    cardOpening: string;
    cardFailed: string;
    cardFailedHelp: (phone: string) => string;
    cardFields: string;
    payment: string;
    fee: string;
    total: string;
    statement: (amount: string, name: string) => string;
    noFee: (phone: string) => string;
    pay: (amount: string) => string;
    paying: string;
    payAgain: string;
    dontPayAgain: string;
    retrying: (tries: number) => string;
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
    card: (brand: string, last4: string) => string;
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
    tries: (left: number) => string;
    help: (phone: string) => string;
  };
  history: {
    title: string;
    empty: string;
    receipt: (number: number) => string;
    open: string;
    openNamed: (number: number) => string;
    more: string;
    see: string;
    status: { processing: string; needs_action: string; checking: string; succeeded: string; failed: string };
  };
  kinds: Record<ObligationKind, string>;
  refusals: Record<RefusalCode, Sentence>;
  /** Absent: those of `en-failures.ts`. */
  failures?: Failures;
}
