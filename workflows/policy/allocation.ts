import { sharesOf } from '../money/split.ts';
import { CHARGES, type Charge } from './codes.ts';
import type { Circumstances, Claim } from './claim.ts';
import type { Round, WalkStep } from './explanation.ts';
import { walkPay } from './pay-step.ts';
import type { AllocationRule, PayStep, ShareStep } from './rules.ts';

/** What rules make of a payment. Minor units. */
export interface Allocation {
  /** Claim id → minor units, none zero, in the order in which they were reached. */
  byClaim: Map<string, bigint>;
  /** What exceeds everything that the rules let the payment reach. */
  unappliedCents: bigint;
  /** What was done, for each rule in turn. */
  walks: WalkStep[][];
}

/** Claims that one rule governs. */
export interface Governed {
  rule: AllocationRule;
  claims: readonly Claim[];
}

/** A claim, and what it has got of the payment so far. */
export interface Standing {
  readonly claim: Claim;
  filled: bigint;
  /** The walk that last had a word about it. */
  toldBy: Walk | null;
}

/** The state of a walk over a rule. */
export interface Walk {
  amountCents: bigint;
  circumstances: Circumstances;
  /** What a step with a bound has had. */
  bounded: Map<string, bigint>;
  said: WalkStep[];
  /** How much had been said when this walk began. */
  begun: number;
  round: Round;
  /** Those that the round and the case reach; and all that the rule governs. */
  standings: readonly Standing[];
  byCharge: ReadonlyMap<Charge, readonly Standing[]>;
  all: readonly Standing[];
  /** Charges that no step of the rule names. */
  others: ReadonlySet<Charge>;
  caseGroup?: string;
}

/**
 * Divide a payment over what is owed, by a rule; where the law keeps older debts under an older rule, by each for its
 * own, in the order given.
 * @param amountCents ≥ 0
 * @throws {RangeError} a negative amount
 * Rule: the steps in order, docs/policy.md; cents by largest remainder, ties by claim id (docs/decisions/0003-split.md)
 */
export function allocate(
  governed: readonly Governed[],
  amountCents: bigint,
  circumstances: Circumstances = {},
): Allocation {
  if (amountCents < 0n) throw new RangeError(`cannot allocate ${amountCents}`);
  const begun = governed.map((one) => begin(one, amountCents, circumstances));
  const dueFirst = governed.some(({ rule }) => rule.dueFirst);
  let left = amountCents;
  for (const round of dueFirst ? (['due', 'rest'] as const) : (['all'] as const)) {
    for (const { start, cases, steps, last } of begun) {
      for (const some of cases) {
        const walk: Walk = { ...start, ...some, round, begun: start.said.length };
        left = steps.reduce((money, step, i) => walkStep(walk, step, String(i + 1), money), left);
        left = walkPay(walk, last, '', left);
      }
    }
  }
  const walks = begun.map(({ start }) => start.said);
  return { byClaim: byClaimOf(walks), unappliedCents: left, walks };
}

/** What all walks over one rule have in common; the claims in the order of their ids. */
function begin({ rule, claims }: Governed, amountCents: bigint, circumstances: Circumstances) {
  const { others, unguarded } = chargesOf(rule);
  const all = claims.map((claim): Standing => ({ claim, filled: 0n, toldBy: null })).toSorted(byId);
  const start = { amountCents, circumstances, others, all, said: [], bounded: new Map<string, bigint>() };
  const last: PayStep = { pay: unguarded, by: 'balance' };
  return { start, last, steps: rule.steps, cases: casesInOrder(rule, all).map(withCharges) };
}

/** In the order in which they were reached. */
function byClaimOf(walks: readonly (readonly WalkStep[])[]): Map<string, bigint> {
  const byClaim = new Map<string, bigint>();
  for (const steps of walks) {
    for (const step of steps) {
      if (step.is !== 'paid') continue;
      for (const { claimId, cents } of step.lines) byClaim.set(claimId, (byClaim.get(claimId) ?? 0n) + cents);
    }
  }
  return byClaim;
}

const walkStep = (walk: Walk, step: PayStep | ShareStep, name: string, money: bigint) =>
  'shares' in step ? walkShares(walk, step, name, money) : walkPay(walk, step, name, money);

/** The money at hand in its parts; then what a part had no use for, as the step says. @returns what is left */
function walkShares(walk: Walk, { shares, unused, oddCent }: ShareStep, step: string, cents: bigint): bigint {
  if (cents === 0n) return 0n;
  const { said, round } = walk;
  const parts = partsOf(cents, shares, oddCent);
  const named = shares.map(({ percent }, i) => ({ percent, cents: parts[i] ?? 0n }));
  said.push({ is: 'shared', round, step, cents, shares: named });
  const into = (share: number, money: bigint) =>
    (shares[share]?.steps ?? []).reduce(
      (left, inner, n) => walkPay(walk, inner, `${step}.${share + 1}.${n + 1}`, left),
      money,
    );
  let left = 0n;
  parts.forEach((part, fromShare) => {
    const over = into(fromShare, part);
    if (over > 0n) said.push({ is: 'passed', round, step, fromShare, cents: over, to: unused });
    left += over;
  });
  if (unused === 'to_the_next_step' || left === 0n) return left;
  return shares.reduce((money, _, share) => into(share, money), left);
}

/** Cents of each share; one that cannot be divided goes to the largest remainder, of equals as the step says. */
function partsOf(cents: bigint, shares: ShareStep['shares'], oddCent: ShareStep['oddCent']): bigint[] {
  const weights = shares.map(({ percent }) => BigInt(percent));
  return oddCent === 'first' ? sharesOf(cents, weights) : sharesOf(cents, weights.toReversed()).toReversed();
}

/** Charges that no step names; and those that no step bounds, which the end of the walk may reach. */
function chargesOf({ steps }: AllocationRule): { others: ReadonlySet<Charge>; unguarded: readonly Charge[] } {
  const inner = steps.flatMap((step) =>
    'shares' in step ? step.shares.flatMap((share) => share.steps) : [step],
  );
  const named = (some: readonly PayStep[]) =>
    new Set(some.flatMap(({ pay }) => (pay === 'all_others' ? [] : pay)));
  const all = named(inner);
  const guarded = named(inner.filter(({ mostPercent, onlyIf, after }) => mostPercent ?? onlyIf ?? after));
  return {
    others: new Set(CHARGES.filter((charge) => !all.has(charge))),
    unguarded: CHARGES.filter((charge) => !guarded.has(charge)),
  };
}

const withCharges = (some: InOrder) => ({
  ...some,
  byCharge: Map.groupBy(some.standings, ({ claim }) => claim.charge),
});

interface InOrder {
  standings: readonly Standing[];
  caseGroup?: string;
}

/** All claims at once, or case by case. Claims without a case are one case together. */
function casesInOrder({ cases }: AllocationRule, all: readonly Standing[]): InOrder[] {
  if (cases === 'together') return [{ standings: all }];
  const caseOf = ({ claim }: Standing) => claim.caseId ?? '';
  if (cases === 'restitution_first') {
    const owed = all.filter(({ claim }) => claim.charge === 'restitution' && claim.balanceCents > 0n);
    const first = new Set(owed.map(caseOf));
    return [true, false].map((is) => ({
      standings: all.filter((one) => first.has(caseOf(one)) === is),
      caseGroup: is ? 'with_restitution' : 'without_restitution',
    }));
  }
  const dated = [...Map.groupBy(all, caseOf)].map(([caseGroup, standings]) => ({
    caseGroup,
    standings,
    day: standings.reduce((day, { claim }) => (claim.orderedOn < day ? claim.orderedOn : day), '9999-12-31'),
  }));
  return dated.toSorted((a, b) => compare(a.day, b.day) || compare(a.caseGroup, b.caseGroup));
}

const byId = (a: Standing, b: Standing) => (a.claim.id < b.claim.id ? -1 : 1);
const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
