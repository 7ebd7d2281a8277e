import { formatUsd } from '../money/format.ts';
import type { Charge, Payee } from '../policy/codes.ts';
import type { Explanation, Paid, Passed, Round, RuleWalk, Shared, WalkStep } from '../policy/explanation.ts';
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
  heading: string;
  note: string;
  /** Which rule, and whose: a law's, or the agency's own. */
  rule: (of: { amount: string; name: string; version: number; citation?: string }) => string;
  /** What the word means. */
  restitution: string;
  /** The law keeps each debt under the version of its own day. */
  byAssessment: (day: string) => string;
  cases: Record<Exclude<RuleWalk['cases'], 'together'>, string>;
  rounds: Record<Exclude<Round, 'all'>, string>;
  shares: (parts: readonly { percent: string; amount: string; what: string | null }[]) => string;
  passed: (amount: string, to: Passed['to']) => string;
  /** Money reached something; `isFirst` of all. */
  paid: (amount: string, what: string, isFirst: boolean) => string;
  outcome: (
    outcome: Paid['outcome'],
    of: { left: string; what: string; isDue: boolean; percent: string },
  ) => string | null;
  /** Paid as far as it may be paid ahead. */
  ahead: (left: string) => string;
  by: Record<Paid['by'], string>;
  inTurn: Record<NonNullable<Paid['inTurn']>, string>;
  minimum: (amount: string) => string;
  unapplied: (amount: string) => string;
  to: (charges: string, payees: string) => string;
}

const catalogues: Record<Language, DivisionCatalogue> = { en, es };

/** The words of a division in the nearest language we write. */
export function divisionWords(tag: string, explanation: Explanation): DivisionWords {
  const language = languageOf(tag);
  const say = speaker(language);
  const { heading, note, unapplied } = catalogues[language];
  const { unappliedCents, byRule } = explanation;
  const over = unappliedCents > 0n ? [unapplied(say.usd(unappliedCents))] : [];
  const walks = byRule.filter(({ steps }) => steps.length > 0);
  return {
    heading,
    note,
    sentences: [...walks.flatMap((walk) => walkSentences(say, explanation, walk)), ...over],
  };
}

type Speaker = ReturnType<typeof speaker>;

function speaker(language: Language) {
  const locale = localeOf(language);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    words: catalogues[language],
    usd: (cents: bigint) => formatUsd(cents, locale),
    percent: (value: number) => new Intl.NumberFormat(locale, { style: 'percent' }).format(value / 100),
    list: (items: readonly string[]) => list.format(items),
    day: (day: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(`${day}T00:00:00Z`),
      ),
  };
}

function walkSentences(say: Speaker, { amountCents }: Explanation, walk: RuleWalk): string[] {
  const { words, usd, day } = say;
  const { name, version, citation, chosenBy, effectiveFrom, cases, steps } = walk;
  const sentences = [words.rule({ amount: usd(amountCents), name, version, ...(citation && { citation }) })];
  if (chosenBy === 'assessment_date') sentences.push(words.byAssessment(day(effectiveFrom)));
  const groups = new Set(steps.flatMap((step) => (step.is === 'paid' ? [step.caseGroup] : [])));
  if (cases !== 'together' && groups.size > 1) sentences.push(words.cases[cases]);
  if (steps.some((step) => step.is === 'paid' && step.charges.includes('restitution'))) {
    sentences.push(words.restitution);
  }
  let round: Round = 'all';
  let isFirst = true;
  for (const step of told(steps)) {
    if (step.round !== round && step.round !== 'all') sentences.push(words.rounds[step.round]);
    round = step.round;
    if (step.is === 'shared') sentences.push(sharesSentence(say, step, steps));
    else if (step.is === 'passed') sentences.push(words.passed(usd(step.cents), step.to));
    else {
      sentences.push(paidSentence(say, step, isFirst));
      if (step.paidCents > 0n) isFirst = false;
    }
  }
  return sentences;
}

/** What got nothing, one after the other, is one sentence. */
function told(steps: RuleWalk['steps']): RuleWalk['steps'] {
  const merged: RuleWalk['steps'] = [];
  for (const step of steps) {
    const before = merged.at(-1);
    if (isNothing(before) && isNothing(step) && isDue(before) === isDue(step)) {
      const charges = [...new Set([...before.charges, ...step.charges])];
      const { payees: _, ...rest } = before;
      merged.splice(-1, 1, { ...rest, charges, wantedCents: before.wantedCents + step.wantedCents });
    } else {
      merged.push(step);
    }
  }
  return merged;
}

const isNothing = (step: WalkStep | undefined): step is Paid =>
  step?.is === 'paid' && step.outcome === 'nothing_left';
const isDue = ({ round, onlyDue }: Paid) => round === 'due' || onlyDue === true;

/** What each share is for, by what it reached: a share that found nothing is for nothing that this payer owes. */
function sharesSentence(say: Speaker, { step, round, shares }: Shared, steps: RuleWalk['steps']): string {
  const parts = shares.map(({ percent, cents }, i) => {
    const own = steps.filter(
      (one): one is Paid =>
        one.is === 'paid' && one.round === round && one.step.startsWith(`${step}.${i + 1}.`),
    );
    const charges = [...new Set(own.flatMap((one) => one.charges))].map(
      (charge) => say.words.charges[charge],
    );
    const what = charges.length > 0 ? say.list(charges) : null;
    return { percent: say.percent(percent), amount: say.usd(cents), what };
  });
  return say.words.shares(parts);
}

function paidSentence({ words, usd, list, percent }: Speaker, paid: Paid, isFirst: boolean): string {
  const {
    charges,
    payees,
    wantedCents,
    paidCents,
    outcome,
    by,
    inTurn,
    minimumCents,
    mostPercent,
    notYetCents,
  } = paid;
  const named = list(charges.map((charge) => words.charges[charge]));
  const what = payees ? words.to(named, list(payees.map((payee) => words.payees[payee]))) : named;
  const left = usd(wantedCents - paidCents + (notYetCents ?? 0n));
  const isAhead = outcome === 'in_full' && notYetCents !== undefined && !isDue(paid);
  const sentences = [
    paidCents > 0n ? words.paid(usd(paidCents), what, isFirst) : null,
    isAhead
      ? words.ahead(left)
      : words.outcome(outcome, { left, what, isDue: isDue(paid), percent: percent(mostPercent ?? 100) }),
    paidCents > 0n && outcome !== 'in_full' && paid.lines.length > 1
      ? inTurn
        ? words.inTurn[inTurn]
        : words.by[by]
      : null,
    paidCents > 0n && minimumCents !== undefined && outcome !== 'in_full'
      ? words.minimum(usd(BigInt(minimumCents)))
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
