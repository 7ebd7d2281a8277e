import { formatUsd } from '../money/format.ts';
import { en } from './debit.en.ts';
import { es } from './debit.es.ts';
import { escape } from './escape.ts';
import { languageOf, localeOf, type Language } from './language.ts';
import type { Written } from './mail.ts';
import type { InEachLanguage } from './owed.ts';

/** Of what a payer agrees to before a bank account is debited. A change of its sense is another version. */
export const DEBIT_CONSENT_VERSION = '2026-11-26';

/** Why a bank did not pay, as far as we have a sentence for it; by Stripe's code. */
export type DebitFailureReason =
  'account_closed' | 'debit_not_authorized' | 'insufficient_funds' | 'no_account';

/** What a debit's words need. Minor units of USD. */
export interface DebitFacts {
  agencyName: string;
  agencyPhone: string;
  totalCents: bigint;
}

/** Sentences of bank debits, a file a language. Amounts and days come as text. */
export interface DebitCatalogue {
  consent: (of: Place) => string;
  started: (of: Place & { last4: string | null; by: string }) => {
    subject: string;
    lines: string[];
    /** Above what was agreed to. */
    agreed: (when: string) => string;
    help: string;
  };
  failed: (of: Place & { last4: string | null; on: string; reason: string | undefined }) => {
    subject: string;
    lines: string[];
  };
  returned: (of: Place & { last4: string | null; on: string; reason: string | undefined }) => {
    subject: string;
    lines: string[];
  };
  reasons: Record<DebitFailureReason, string>;
  /** The payer has not agreed to the debit. */
  unticked: string;
  /** What was typed is no bank account. */
  numbers: string;
  /** The same is to be paid again while the bank has not answered. */
  again: (total: string, by: string) => string;
  onItsWay: { short: string; title: string; text: (by: string) => string };
  /** The same once that day is past. */
  late: {
    again: (total: string, by: string) => string;
    short: string;
    title: string;
    text: (by: string, phone: string) => string;
  };
}

interface Place {
  agency: string;
  phone: string;
  total: string;
}

const catalogues: Record<Language, DebitCatalogue> = { en, es };

/** What a payer agrees to. Nacha's rules for a single entry on the web: who, how much, when, and how to stop it. */
export const debitConsent = (tag: string, facts: DebitFacts): string =>
  catalogues[languageOf(tag)].consent(placeOf(tag, facts));

/** What is said where it was not agreed to, and where no bank account was given. */
export function debitProblems(tag: string): Pick<DebitCatalogue, 'unticked' | 'numbers'> {
  const { unticked, numbers } = catalogues[languageOf(tag)];
  return { unticked, numbers };
}

/** When a bank is expected to have paid. */
export interface ExpectedDebit {
  /** Local day, YYYY-MM-DD. */
  by: string;
  /** That day is past, and it has not. */
  isLate: boolean;
  /** The agency's, for whom a late bank leaves in doubt. */
  phone: string;
}

/** That a debit is on its way: in a word, in a line, and what happens when. */
export function onItsWayWords(expected: ExpectedDebit): Record<'short' | 'title' | 'text', InEachLanguage> {
  return {
    short: inEach((words) => stageOf(words, expected).short),
    title: inEach((words) => stageOf(words, expected).title),
    text: inEach((words, locale) => whenPaid(words, locale, expected)),
  };
}

const stageOf = ({ onItsWay, late }: DebitCatalogue, { isLate }: ExpectedDebit) => (isLate ? late : onItsWay);

function whenPaid({ onItsWay, late }: DebitCatalogue, locale: string, { by, isLate, phone }: ExpectedDebit) {
  const day = dayText(locale, by);
  return isLate ? late.text(day, phone) : onItsWay.text(day);
}

/** The same in a sentence, with its total. @param totalCents minor units of USD */
export function debitInSight(totalCents: bigint, expected: ExpectedDebit): InEachLanguage {
  return inEach(
    (words, locale) =>
      `${stageOf(words, expected).title}: ${formatUsd(totalCents, locale)}. ${whenPaid(words, locale, expected)}`,
  );
}

/** Whether to pay the same again while its debit is on its way. As `debitInSight`. */
export const debitAgain = (totalCents: bigint, { by, isLate }: ExpectedDebit): InEachLanguage =>
  inEach(({ again, late }, locale) =>
    (isLate ? late.again : again)(formatUsd(totalCents, locale), dayText(locale, by)),
  );

function inEach(say: (words: DebitCatalogue, locale: string) => string): InEachLanguage {
  return { en: say(en, localeOf('en')), es: say(es, localeOf('es')) };
}

/**
 * That a debit was asked for, with a copy of what was agreed to.
 * @param facts.by local day, YYYY-MM-DD
 */
export function debitStartedMail(
  tag: string,
  facts: DebitFacts & {
    last4: string | null;
    by: string;
    consent: { text: string; at: Date };
    timeZone: string;
  },
): Written {
  const { last4, consent, timeZone } = facts;
  const locale = localeOf(languageOf(tag));
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const { subject, lines, agreed, help } = catalogues[languageOf(tag)].started({
    ...placeOf(tag, facts),
    last4,
    by: dayText(locale, facts.by),
  });
  return inLines(subject, [...lines, agreed(when.format(consent.at)), consent.text, help]);
}

interface Refused extends DebitFacts {
  last4: string | null;
  /** Local day on which the debit was asked for, YYYY-MM-DD. */
  on: string;
  /** Stripe's. */
  code: string | null;
}

/** That a bank did not pay: nothing was paid, and there is no receipt. */
export const debitFailedMail = (tag: string, facts: Refused): Written => refusedMail('failed', tag, facts);

/** That a bank took back what it had paid: what it was for is owed again, and the receipt says so. */
export const debitReturnedMail = (tag: string, facts: Refused): Written =>
  refusedMail('returned', tag, facts);

function refusedMail(which: 'failed' | 'returned', tag: string, facts: Refused): Written {
  const { last4, code } = facts;
  const words = catalogues[languageOf(tag)];
  const reasons: Readonly<Partial<Record<string, string>>> = words.reasons;
  const { subject, lines } = words[which]({
    ...placeOf(tag, facts),
    last4,
    on: dayText(localeOf(languageOf(tag)), facts.on),
    reason: reasons[code ?? ''],
  });
  return inLines(subject, lines);
}

const placeOf = (tag: string, { agencyName, agencyPhone, totalCents }: DebitFacts): Place => ({
  agency: agencyName,
  phone: agencyPhone,
  total: formatUsd(totalCents, localeOf(languageOf(tag))),
});

const dayText = (locale: string, day: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );

const inLines = (subject: string, lines: string[]): Written => ({
  subject,
  text: lines.join('\n\n'),
  html: lines.map((line) => `<p>${escape(line)}</p>`).join(''),
});
