import { formatUsd } from '../money/format.ts';
import { wordsIn, type OwnWords } from '../own-words.ts';
import type { Charge, Payee } from '../policy/codes.ts';
import type { Explanation, Paid, Passed, Round, RuleWalk } from '../policy/explanation.ts';
import { walkSentences } from './division-walk.ts';
import { en } from './division.en.ts';
import { es } from './division.es.ts';
import { languageOf, localeOf, type Language } from './language.ts';

/** How a payment was divided, for its payer and for staff: plain words, no law needed to follow them. */
export interface DivisionWords {
  heading: string;
  sentences: string[];
  /** What this is not. */
  note: string;
}

/** The sentences, a file a language. Amounts come as text; lists are joined already. */
export interface DivisionCatalogue {
  charges: Record<Charge, string>;
  /** After a charge: to whom. */
  payees: Record<Payee, string>;
  /** Those that were harmed and those that paid a victim back, together. */
  publicOffices: string;
  heading: string;
  note: string;
  /** Which rule, and whose: a law's, an opinion's about the law, or the agency's own; of the whole payment, or of a part. */
  rule: (of: {
    amount: string;
    isPart: boolean;
    name: string;
    version: number;
    citation?: string;
    isOpinion: boolean;
  }) => string;
  /** Of several versions, one whose debts got nothing. */
  untouched: (of: { name: string; version: number; day: string; what: string; left: string }) => string;
  /** What the word means. */
  restitution: string;
  /** The law keeps each debt under the version of its own day. */
  byAssessment: (day: string) => string;
  cases: Record<Exclude<RuleWalk['cases'], 'together'>, string>;
  /** The turn of one case, or some, is over. */
  nextCase: Record<Exclude<RuleWalk['cases'], 'together'>, string>;
  rounds: Record<Exclude<Round, 'all'>, string>;
  shares: (
    amount: string,
    parts: readonly { percent: string; amount: string; what: string | null }[],
  ) => string;
  /** Which one, from the first on. */
  parts: readonly string[];
  /** What one part has no use for; `isAll`: it has none for any of its money; `others`: how many other parts there are. */
  passed: (amount: string, part: string, of: { to: Passed['to']; isAll: boolean; others: number }) => string;
  /** What none of the parts needs. */
  passedOn: (amount: string) => string;
  /** Money reached something; `isFirst` of all. */
  paid: (amount: string, what: string, isFirst: boolean) => string;
  /** `isSeveral`: more than one kind of charge; `within`: of which of the cases or rules this is said, or ''. */
  outcome: (
    outcome: Paid['outcome'],
    of: { left: string; what: string; isDue: boolean; percent: string; isSeveral: boolean; within: string },
  ) => string | null;
  /** After what is said: in the case or the cases whose turn it is, or under one of several versions of a rule. */
  within: Record<keyof DivisionCatalogue['cases'] | 'rule', string>;
  /** What was named before as far as it is due, and is paid beyond that. */
  notDueYet: (what: string) => string;
  /** Paid as far as it may be paid ahead. */
  ahead: (left: string) => string;
  by: Record<Paid['by'], string>;
  inTurn: Record<NonNullable<Paid['inTurn']>, string>;
  minimum: (amount: string) => string;
  unapplied: (amount: string) => string;
  /** What became credit because less was owed by the time that the payment was booked. */
  since: (amount: string) => string;
  to: (charges: string, payees: string) => string;
  /** Where some restitution was named already. */
  otherRestitution: string;
}

const catalogues: Record<Language, DivisionCatalogue> = { en, es };

/**
 * The words of a division in the nearest language we write.
 * @param creditCents what the books kept as credit, which is more than was explained where a debt was waived or lowered
 *   while the payment ran; absent: what was explained
 */
export function divisionWords(
  tag: string,
  explanation: Explanation,
  creditCents: bigint = explanation.unappliedCents,
): DivisionWords {
  const language = languageOf(tag);
  const say = speakers[language];
  const { heading, note, unapplied, since } = catalogues[language];
  const { amountCents, unappliedCents, byRule } = explanation;
  const over = unappliedCents > 0n ? [unapplied(say.usd(unappliedCents))] : [];
  const later = creditCents > unappliedCents ? [since(say.usd(creditCents - unappliedCents))] : [];
  const walks = byRule.filter(({ steps }) => steps.length > 0);
  return {
    heading,
    note,
    sentences: [
      ...walks.flatMap((walk, i) => walkSentences(say, walk, { amountCents, i, of: walks.length })),
      ...over,
      ...later,
    ],
  };
}

export type Speaker = ReturnType<typeof speaker>;

/** Made once: making a format costs a hundred times what using it does. */
function speaker(language: Language) {
  const locale = localeOf(language);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const either = new Intl.ListFormat(locale, { type: 'disjunction' });
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    words: catalogues[language],
    usd: (cents: bigint) => formatUsd(cents, locale),
    percent: (value: number) => percents.format(value / 100),
    list: (items: readonly string[]) => list.format(items),
    either: (items: readonly string[]) => either.format(items),
    own: (words: OwnWords) => wordsIn(words, language),
    day: (day: string) => days.format(new Date(`${day}T00:00:00Z`)),
  };
}

const speakers: Readonly<Record<Language, Speaker>> = { en: speaker('en'), es: speaker('es') };
