import { sum } from '../money/money.ts';
import type { Charge, Payee } from '../policy/codes.ts';
import type { Paid, Passed, Round, RuleWalk, Shared, WalkStep } from '../policy/explanation.ts';
import type { DivisionCatalogue, Speaker } from './division.ts';

type Steps = RuleWalk['steps'];

/**
 * What one version of a rule did with a payment, in sentences.
 * @param of which of how many versions it is; the payment's whole amount
 */
export function walkSentences(
  say: Speaker,
  walk: RuleWalk,
  of: { amountCents: bigint; i: number; of: number },
): string[] {
  const isPart = of.of > 1;
  const ownCents = isPart ? paidBy(walk.steps) : of.amountCents;
  if (isPart && of.i > 0 && ownCents === 0n) return [untouchedSentence(say, walk)];
  const { words, usd, day, own } = say;
  const { version, chosenBy, effectiveFrom, cases, steps } = walk;
  const citation = walk.citation && own(walk.citation);
  const isOpinion = citation !== undefined && OPINION.test(citation);
  const rule = {
    amount: usd(ownCents),
    isPart,
    name: own(walk.name),
    version,
    isOpinion,
    ...(citation && { citation }),
  };
  const groups = new Set(steps.flatMap((step) => (step.is === 'paid' ? [step.caseGroup] : [])));
  const isInTurn = cases !== 'together' && groups.size > 1;
  const isRestitutionNamed = steps.some((step) => step.is === 'paid' && step.charges.includes('restitution'));
  return [
    words.rule(rule),
    ...(chosenBy === 'assessment_date' && of.i === 0 ? [words.byAssessment(day(effectiveFrom))] : []),
    ...(isInTurn ? [words.cases[cases]] : []),
    ...(isRestitutionNamed && of.i === 0 ? [words.restitution] : []),
    ...stepSentences(say, walk, withinOf(words, { cases, isInTurn, isPart })),
  ];
}

/** As lawyers cite what an attorney general has said, which is no law: `Tex. Att’y Gen. Op. GA-0147`. */
const OPINION = /\bOp\. /u;

/** Where the same kind of charge may be owed in another case, or under another version, too. */
function withinOf(
  { within }: DivisionCatalogue,
  { cases, isInTurn, isPart }: { cases: RuleWalk['cases']; isInTurn: boolean; isPart: boolean },
): string {
  if (isInTurn && cases !== 'together') return within[cases];
  return isPart ? within.rule : '';
}

const paidBy = (steps: Steps): bigint => sum(steps.map((step) => (step.is === 'paid' ? step.paidCents : 0n)));

/** All that was left went to debts under an earlier version. */
function untouchedSentence({ words, usd, day, list, own }: Speaker, walk: RuleWalk): string {
  const paid = walk.steps.filter((step): step is Paid => step.is === 'paid');
  const charges = [...new Set(paid.flatMap((step) => step.charges))];
  return words.untouched({
    name: own(walk.name),
    version: walk.version,
    day: day(walk.effectiveFrom),
    what: list(charges.map((charge) => words.charges[charge])),
    left: usd(sum(paid.map(({ wantedCents }) => wantedCents))),
  });
}

function stepSentences(say: Speaker, { cases, steps: all }: RuleWalk, within: string): string[] {
  const { words } = say;
  const sentences: string[] = [];
  const steps = told(all);
  let round: Round = 'all';
  let group = groupAt(steps, 0);
  const dueNamed = new Set<Charge>();
  let isRestitutionNamed = false;
  let isFirst = true;
  for (const [i, step] of steps.entries()) {
    if (step.is === 'passed') continue; // told with its parts
    if (step.round !== round && step.round !== 'all') sentences.push(words.rounds[step.round]);
    round = step.round;
    const next = groupAt(steps, i);
    if (cases !== 'together' && next !== group) sentences.push(words.nextCase[cases]);
    group = next;
    if (step.is === 'shared') {
      sentences.push(...sharesSentences(say, step, all));
      continue;
    }
    const isBeyondDue = !isDue(step) && step.charges.every((charge) => dueNamed.has(charge));
    sentences.push(paidSentence(say, step, { isFirst, isRestitutionNamed, isBeyondDue, within }));
    if (step.onlyDue) step.charges.forEach((charge) => dueNamed.add(charge));
    isRestitutionNamed ||= step.charges.includes('restitution');
    if (step.paidCents > 0n) isFirst = false;
  }
  return sentences;
}

/** Whose case a step is about; of parts, what is paid from them says it. */
function groupAt(steps: Steps, from: number): string | undefined {
  return steps.slice(from).find((step): step is Paid => step.is === 'paid')?.caseGroup;
}

/** What got nothing, one after the other, is one sentence. */
function told(steps: Steps): Steps {
  const merged: Steps = [];
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

/**
 * What each share is for, by what it reached: a share that found nothing is for nothing that this payer owes. Where none
 * found anything, nothing is put into parts.
 */
function sharesSentences(say: Speaker, shared: Shared, steps: Steps): string[] {
  const after = sharedOut(shared, steps);
  const found = shared.shares.map((_, i) =>
    after.filter((one): one is Paid => one.is === 'paid' && one.step.startsWith(`${shared.step}.${i + 1}.`)),
  );
  if (found.every((own) => own.length === 0)) return [];
  const parts = shared.shares.map(({ percent, cents }, i) => {
    const charges = new Set(found[i]?.flatMap((one) => one.charges));
    const what = charges.size > 0 ? say.list([...charges].map((charge) => say.words.charges[charge])) : null;
    return { percent: say.percent(percent), amount: say.usd(cents), what };
  });
  const needed = found.map((own) => own.length > 0);
  return [say.words.shares(say.usd(shared.cents), parts), ...passedSentences(say, { shared, steps, needed })];
}

/** What was done with these parts: until the same step puts other money into parts, for another case. */
function sharedOut(shared: Shared, steps: Steps): Steps {
  const from = steps.indexOf(shared) + 1;
  const isNext = (step: WalkStep) => step.is === 'shared' && step.step === shared.step;
  const next = steps.slice(from).findIndex(isNext);
  return steps.slice(from, next < 0 ? undefined : from + next);
}

/** What parts have no use for: said before what is paid with it. Where all have too much, none takes it. */
function passedSentences(
  { words, usd }: Speaker,
  { shared, steps, needed }: { shared: Shared; steps: Steps; needed: readonly boolean[] },
): string[] {
  const after = sharedOut(shared, steps);
  const passed = after.filter((step): step is Passed => step.is === 'passed' && step.step === shared.step);
  const used = paidBy(after.filter(({ step }) => step.startsWith(`${shared.step}.`)));
  const onward = used < shared.cents ? [words.passedOn(usd(shared.cents - used))] : [];
  if (passed.length === shared.shares.length) return onward;
  const others = shared.shares.length - 1;
  const said = passed.map(({ cents, fromShare, to }) => {
    const part = words.parts[fromShare] ?? String(fromShare + 1);
    return words.passed(usd(cents), part, { to, others, isAll: needed[fromShare] === false });
  });
  return passed.some(({ to }) => to === 'to_the_next_step') ? said : [...said, ...onward];
}

/** What else is said decides how a step is told. */
interface Told {
  isFirst: boolean;
  isRestitutionNamed: boolean;
  /** All that it reaches was named before as far as it is due. */
  isBeyondDue: boolean;
  within: string;
}

function paidSentence(say: Speaker, paid: Paid, told: Told): string {
  const { words, usd, percent } = say;
  const { charges, wantedCents, paidCents, outcome, by, inTurn, minimumCents, mostPercent, notYetCents } =
    paid;
  const what = whatOf(say, paid, told);
  const left = usd(wantedCents - paidCents + (notYetCents ?? 0n));
  const isAhead = outcome === 'in_full' && notYetCents !== undefined && !isDue(paid);
  const isSplit = paidCents > 0n && outcome !== 'in_full';
  const within = outcome === 'nothing_left' ? '' : told.within; // what got nothing can be of several cases
  const isSeveral = charges.length > 1;
  const of = { left, what, isDue: isDue(paid), percent: percent(mostPercent ?? 100), isSeveral, within };
  const sentences = [
    paidCents > 0n ? words.paid(usd(paidCents), what, told.isFirst) : null,
    isSplit && paid.lines.length > 1 ? (inTurn ? words.inTurn[inTurn] : words.by[by]) : null,
    isSplit && minimumCents !== undefined ? words.minimum(usd(BigInt(minimumCents))) : null,
    isAhead ? words.ahead(left) : words.outcome(outcome, of),
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** What a step reached, by name; to whom it goes is said of the restitution in it, not of fees that go to the state. */
function whatOf(
  { words, list, either }: Speaker,
  { charges, payees, outcome }: Paid,
  { isRestitutionNamed, isBeyondDue }: Told,
): string {
  const isOther = isRestitutionNamed && outcome === 'nothing_left' && payees === undefined;
  const nameOf = (charge: Charge) =>
    isOther && charge === 'restitution' ? words.otherRestitution : words.charges[charge];
  if (payees === undefined) {
    const what = list(charges.map(nameOf));
    return isBeyondDue ? words.notDueYet(what) : what;
  }
  const to = either(payeesNamed(words, payees));
  const others = charges.filter((charge) => charge !== 'restitution');
  if (others.length === charges.length) return words.to(list(charges.map(nameOf)), to);
  return list([...others.map(nameOf), words.to(nameOf('restitution'), to)]);
}

/** Public offices of both kinds are one: why they get the money does not matter then. */
function payeesNamed(
  { payees: names, publicOffices }: DivisionCatalogue,
  payees: readonly Payee[],
): string[] {
  const isPublic = (payee: Payee) => payee === 'government' || payee === 'government_victim';
  const isBoth = payees.filter(isPublic).length === 2;
  return [...new Set(payees.map((payee) => (isBoth && isPublic(payee) ? publicOffices : names[payee])))];
}
