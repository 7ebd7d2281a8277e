import type { Language, ResetRefusalCode } from '../../api/contract/index.ts';

/**
 * What fills the blanks of a refusal, already written out for the reader's language: an amount, e.g. `$5.00`; a stretch
 * of time, e.g. `4 minutes`; the agency's phone number.
 */
export type Blanks = readonly [amount: string, time: string, phone: string];

type Sentence = (...blanks: Blanks) => string;

/**
 * The sentences of `<onward-pay>` before and around a signed-in payer's own screens, whose are in `payer-words.ts`. A
 * catalogue that lacks one, or a code without its sentence, does not compile. Sentences take amounts, dates and names as text: only `format.ts` writes numbers and dates.
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
    help: string;
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
    forgot: string;
    code: string;
    orCode: string;
    someoneElse: (phone: string) => string;
  };
  forgot: { title: string; lead: string; button: string; sentTitle: string; sent: string };
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
  refusals: Record<ResetRefusalCode, Sentence>;
}
