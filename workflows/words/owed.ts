import { formatUsd } from '../money/format.ts';
import type { HoldReason, PageTender } from '../policy/codes.ts';
import { localeOf, type Language } from './language.ts';
import { en } from './owed.en.ts';
import { es } from './owed.es.ts';

/** Sentences about what is owed that depend on the agency's doing, and about the ways to pay it, a file a language. Amounts come as text. */
export interface OwedCatalogue {
  /** Why a debt is on hold. */
  held: Record<HoldReason, string>;
  /** What that means for the payer. */
  notNow: string;
  credit: (amount: string) => string;
  /** The name of the part of a payment that becomes credit. */
  kept: string;
  /** What is owed adds up to more than can be told to the cent. */
  tooLarge: string;
  /** What to know of a way to pay on the page itself. */
  ways: Record<PageTender, string>;
  /** What paying so adds; what each way costs is on the next step. */
  fees: Record<PageTender, (amount: string) => string>;
  freeWays: string;
}

/** The same in every language that we write: whoever reads it may change theirs. */
export type InEachLanguage = Record<Language, string>;

/** That a debt is on hold, why, and what that means. */
export const heldWords = (reason: HoldReason): InEachLanguage =>
  inEach(({ held, notNow }) => `${held[reason]} ${notNow}`);

/** What credit a person has. @param cents minor units of USD, > 0 */
export const creditWords = (cents: bigint): InEachLanguage =>
  inEach(({ credit }, language) => credit(formatUsd(cents, localeOf(language))));

/** The part of a payment that becomes credit, by its name. */
export const keptWords: InEachLanguage = inEach(({ kept }) => kept);

/** What to do where a sum is beyond any amount that can be shown. */
export const tooLargeWords: InEachLanguage = inEach(({ tooLarge }) => tooLarge);

/** What to know of a way to pay on the page itself: what it takes, and how long. */
export const wayWords = (tender: PageTender): InEachLanguage => inEach(({ ways }) => ways[tender]);

/**
 * What a way to pay adds, said before the payer goes on to choose one.
 * @param cents minor units of USD, > 0
 * @param free another way adds nothing
 */
export const feeWords = (tender: PageTender, cents: bigint, free: boolean): InEachLanguage =>
  inEach(({ fees, freeWays }, language) => {
    const said = fees[tender](formatUsd(cents, localeOf(language)));
    return free ? `${said} ${freeWays}` : said;
  });

function inEach(say: (words: OwedCatalogue, language: Language) => string): InEachLanguage {
  return { en: say(en, 'en'), es: say(es, 'es') };
}
