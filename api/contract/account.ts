import type { Language } from './index.ts';

export interface SessionView {
  /** Kept in memory only; sent as `authorization: Bearer`. */
  accessToken: string;
  expiresAt: string;
  account: AccountView;
}

export interface AccountView {
  givenName: string;
  familyName: string;
  email: string;
  language: Language;
  /** For whom this account may pay. Empty until a record is matched. */
  people: PersonView[];
}

/** A mailed link that may be answered. */
export interface ResetView {
  /** Whose account it is; whoever has the link has this mailbox. */
  email: string;
  /** What the owner is asked: their record where the account has one, else a code (`sendCode`). */
  check: 'record' | 'code';
  /** The mail's own. */
  language: Language;
  /** What is said where the owner has a code from staff instead: an answer to either question. */
  office: Record<Language, OfficeCodeSaid>;
}

/** The button that leads there, what stands there, and the button that leads back. */
export interface OfficeCodeSaid {
  have: string;
  title: string;
  lead: string;
  missing: string;
  back: string;
}

/** Somebody under supervision, as shown to one who may pay for them. */
export interface PersonView {
  id: string;
  givenName: string;
  familyName: string;
  /** Last four characters of the agency's number. */
  idLast4: string;
  office: string;
  relation: 'self' | 'sender';
}

/** Whose record fits, as little as tells the payer that it is theirs; nothing is linked yet. */
export interface FoundView {
  /** e.g. `A. R.` */
  initials: string;
  office: string;
}
