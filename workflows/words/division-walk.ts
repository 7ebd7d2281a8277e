import { sum } from '../money/money.ts';
import type { Charge } from '../policy/codes.ts';
import type { Paid, Passed, Round, RuleWalk, Shared, WalkStep } from '../policy/explanation.ts';
import type { Speaker } from './division.ts';

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
  const { words, usd, day } = say;
  const { name, version, citation, chosenBy, effectiveFrom, cases, steps } = walk;
  const rule = { amount: usd(ownCents), isPart, name, version, ...(citation && { citation }) };
  const groups = new Set(steps.flatMap((step) => (step.is === 'paid' ? [step.caseGroup] : [])));
  const isInTurn = cases !== 'together' && groups.size > 1;
  const isRestitutionNamed = steps.some((step) => step.is === 'paid' && step.charges.includes('restitution'));
  return [
    words.rule(rule),
    ...(chosenBy === 'assessment_date' && of.i === 0 ? [words.byAssessment(day(effectiveFrom))] : []),
    ...(isInTurn ? [words.cases[cases]] : []),
    ...(isRestitutionNamed && of.i === 0 ? [words.restitution] : []),
    ...stepSentences(say, walk),
  ];
}

const paidBy = (steps: Steps): bigint => sum(steps.map((step) => (step.is === 'paid' ? step.paidCents : 0n)));

/** All that was left went to debts under an earlier version. */
function untouchedSentence({ words, usd, day, list }: Speaker, walk: RuleWalk): string {
  const paid = walk.steps.filter((step): step is Paid => step.is === 'paid');
  const charges = [...new Set(paid.flatMap((step) => step.charges))];
  return words.untouched({
    name: walk.name,
    version: walk.version,
    day: day(walk.effectiveFrom),
    what: list(charges.map((charge) => words.charges[charge])),
    left: usd(sum(paid.map(({ wantedCents }) => wantedCents))),
  });
}

function stepSentences(say: Speaker, { cases, steps: all }: RuleWalk): string[] {
  const { words } = say;
  const sentences: string[] = [];
  const steps = told(all);
  let round: Round = 'all';
  let group = groupAt(steps, 0);
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
      sentences.push(sharesSentence(say, step, all), ...passedSentences(say, step, all));
      continue;
    }
    sentences.push(paidSentence(say, step, { isFirst, isRestitutionNamed }));
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

/** What each share is for, by what it reached: a share that found nothing is for nothing that this payer owes. */
function sharesSentence(say: Speaker, shared: Shared, steps: Steps): string {
  const after = sharedOut(shared, steps);
  const parts = shared.shares.map(({ percent, cents }, i) => {
    const own = after.filter(
      (one): one is Paid => one.is === 'paid' && one.step.startsWith(`${shared.step}.${i + 1}.`),
    );
    const charges = [...new Set(own.flatMap((one) => one.charges))].map(
      (charge) => say.words.charges[charge],
    );
    const what = charges.length > 0 ? say.list(charges) : null;
    return { percent: say.percent(percent), amount: say.usd(cents), what };
  });
  return say.words.shares(parts);
}

/** What was done with these parts: until the same step puts other money into parts, for another case. */
function sharedOut(shared: Shared, steps: Steps): Steps {
  const from = steps.indexOf(shared) + 1;
  const isNext = (step: WalkStep) => step.is === 'shared' && step.step === shared.step;
  const next = steps.slice(from).findIndex(isNext);
  return steps.slice(from, next < 0 ? undefined : from + next);
}

/** What parts have no use for: said before what is paid with it. Where all have too much, none takes it. */
function passedSentences({ words, usd }: Speaker, shared: Shared, steps: Steps): string[] {
  const after = sharedOut(shared, steps);
  const passed = after.filter((step): step is Passed => step.is === 'passed' && step.step === shared.step);
  const used = paidBy(after.filter(({ step }) => step.startsWith(`${shared.step}.`)));
  const onward = used < shared.cents ? [words.passedOn(usd(shared.cents - used))] : [];
  if (passed.length === shared.shares.length) return onward;
  const said = passed.map(({ cents, fromShare, to }) =>
    words.passed(usd(cents), words.parts[fromShare] ?? String(fromShare + 1), to),
  );
  return passed.some(({ to }) => to === 'to_the_next_step') ? said : [...said, ...onward];
}

function paidSentence(
  { words, usd, list, percent }: Speaker,
  paid: Paid,
  { isFirst, isRestitutionNamed }: { isFirst: boolean; isRestitutionNamed: boolean },
): string {
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
  const isOther = isRestitutionNamed && outcome === 'nothing_left' && payees === undefined;
  const nameOf = (charge: Charge) =>
    isOther && charge === 'restitution' ? words.otherRestitution : words.charges[charge];
  const named = list(charges.map(nameOf));
  const what = payees ? words.to(named, list(payees.map((payee) => words.payees[payee]))) : named;
  const left = usd(wantedCents - paidCents + (notYetCents ?? 0n));
  const isAhead = outcome === 'in_full' && notYetCents !== undefined && !isDue(paid);
  const sentences = [
    paidCents > 0n ? words.paid(usd(paidCents), what, isFirst) : null,
    paidCents > 0n && outcome !== 'in_full' && paid.lines.length > 1
      ? inTurn
        ? words.inTurn[inTurn]
        : words.by[by]
      : null,
    paidCents > 0n && minimumCents !== undefined && outcome !== 'in_full'
      ? words.minimum(usd(BigInt(minimumCents)))
      : null,
    isAhead
      ? words.ahead(left)
      : words.outcome(outcome, { left, what, isDue: isDue(paid), percent: percent(mostPercent ?? 100) }),
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
