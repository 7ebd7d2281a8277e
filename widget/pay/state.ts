import type {
  AccountView,
  AgencyView,
  FoundView,
  HistoryItem,
  ObligationView,
  OwedView,
  PaymentView,
  Quote,
} from '../../api/contract/index.ts';
import type { Formats } from '../i18n/format.ts';
import type { Words } from '../i18n/words.ts';

/** Steps of a payer who is signed in, or has a link to a new password. */
export type PayerStep =
  | 'identity'
  | 'new-password'
  | 'match-record'
  | 'owe'
  | 'check'
  | 'waiting'
  | 'done'
  | 'declined'
  | 'history';

export type Step =
  | 'opening'
  | 'unavailable'
  | 'sign-in'
  | 'sign-in-code'
  | 'forgot-password'
  | 'link-sent'
  | 'create-account'
  | 'verify-email'
  | PayerStep;

/** A sentence that follows a change of language. */
export type Say = (words: Words, formats: Formats) => string;

/** Something to put right; `field` is the id of the input it is about. */
export interface FormProblem {
  field?: string;
  say: Say;
}

/** The api could not be reached or broke; what was asked is tried again. */
export interface Trouble {
  kind: 'offline' | 'server';
  /** What the server says of it, in each language. */
  said: ObligationView['onHold'];
  reference?: string | undefined;
  secondsLeft: number;
}

export type ChoiceKind = 'due_now' | 'everything' | 'other';
export type CardState = 'closed' | 'opening' | 'late' | 'failed' | 'ready';

/** Everything that a render depends on. Passwords, codes, tokens and card numbers are never in it. */
export interface State {
  step: Step;
  /** An act is under way: buttons are locked. */
  busy: boolean;
  problems: FormProblem[];
  trouble: Trouble | undefined;
  /** Signed out while at work: the sign-in stands over the step. */
  expired: boolean;
  /** … with a code in place of the password. */
  codeAsked: boolean;
  /** Why the element cannot open at all. */
  closed: 'not_allowed' | 'unavailable' | 'no_agency' | undefined;
  menuOpen: boolean;
  /** Help stands over the step. */
  help: boolean;
  passwordShown: boolean;
  /** What was typed, by field name, kept through steps and languages. */
  draft: Record<string, string>;
  agency: AgencyView | undefined;
  account: AccountView | undefined;
  /** Seconds until another code may be asked for. */
  codeWait: number;
  /** Whose record fits what was typed, until the payer says that it is theirs. */
  found: (FoundView & { claim: { agencyPersonId: string; birthDate: string } }) | undefined;
  personId: string | undefined;
  owed: OwedView | undefined;
  /** Absent where nothing is due: paying ahead is nobody's default. */
  choice: ChoiceKind | undefined;
  quote: Quote | undefined;
  quoting: boolean;
  /** A bank account is to pay, not a card. */
  bank: boolean;
  card: CardState;
  /** The declined payment that is tried again; its figures stand. */
  retryOf: PaymentView | undefined;
  /** The server asks whether to pay the same again. */
  payAgain: Say | undefined;
  payment: PaymentView | undefined;
  /** What is owed after the payment that is on show. */
  after: OwedView | undefined;
  /** Ten seconds have passed without an end. */
  slow: boolean;
  /** The answer to the try was lost and is being looked for. */
  lost: boolean;
  /** The bank has its answer, and the server has not heard of it yet. */
  answered: boolean;
  /** The payer canceled, and the payment has not ended by it. */
  notCanceled: boolean;
  history: { items: HistoryItem[]; next?: string | undefined; paidOnly: boolean } | undefined;
}

export const firstState = (): State => ({
  step: 'opening',
  busy: false,
  problems: [],
  trouble: undefined,
  expired: false,
  codeAsked: false,
  closed: undefined,
  menuOpen: false,
  help: false,
  passwordShown: false,
  draft: {},
  agency: undefined,
  account: undefined,
  codeWait: 0,
  ...nothingChosen(),
});

/** What belongs to one payer; all of it goes when another signs in. */
export const nothingChosen = () =>
  ({
    found: undefined,
    personId: undefined,
    owed: undefined,
    choice: undefined,
    quote: undefined,
    quoting: false,
    bank: false,
    card: 'closed',
    retryOf: undefined,
    payAgain: undefined,
    payment: undefined,
    after: undefined,
    slow: false,
    lost: false,
    answered: false,
    notCanceled: false,
    history: undefined,
  }) as const satisfies Partial<State>;
