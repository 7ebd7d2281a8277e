import { allocate, type Allocation, type Governed } from './allocation.ts';
import type { Circumstances, Claim } from './claim.ts';
import type { Explanation, RuleWalk } from './explanation.ts';
import type { AllocationRule, Rules, Versioned } from './rules.ts';

/** A payment divided by an agency's rule in the versions that apply. */
export interface Division extends Omit<Allocation, 'walks'> {
  explanation: Explanation;
}

/**
 * Divide a payment by the agency's rule. Where the law goes by the day of assessment, each debt keeps the version of
 * its day, and debts under an older version come first (the law is silent; docs/policy.md).
 * @param allocation the version of the payment's day, and those before it
 * @throws {RangeError} a negative amount
 */
export function divideByRule(
  allocation: Rules['allocation'],
  claims: readonly Claim[],
  amountCents: bigint,
  circumstances: Circumstances = {},
): Division {
  const governed = governedBy(allocation, claims);
  const { byClaim, unappliedCents, walks } = allocate(governed, amountCents, circumstances);
  const byRule = governed.map(({ version }, i) => walkOf(version, walks[i] ?? []));
  return { byClaim, unappliedCents, explanation: { amountCents, unappliedCents, byRule } };
}

type GovernedBy = Governed & { version: Versioned<AllocationRule> };

/** Oldest version first. */
function governedBy(allocation: Rules['allocation'], claims: readonly Claim[]): GovernedBy[] {
  const { earlier, ...current } = allocation;
  if (current.rule.chosenBy === 'payment_date') return [{ version: current, rule: current.rule, claims }];
  const newestFirst = [current, ...earlier];
  const byVersion = Map.groupBy(claims, ({ assessedOn }) => versionOn(newestFirst, assessedOn));
  return newestFirst.toReversed().flatMap((version) => {
    const own = byVersion.get(version);
    return own === undefined ? [] : [{ version, rule: version.rule, claims: own }];
  });
}

/** The newest version in force on the day; before the first, the first. */
function versionOn<Rule>(newestFirst: readonly Versioned<Rule>[], day: string): Versioned<Rule> | undefined {
  return newestFirst.find(({ effectiveFrom }) => effectiveFrom <= day) ?? newestFirst.at(-1);
}

function walkOf(
  { versionId, version, effectiveFrom, rule }: Versioned<AllocationRule>,
  steps: RuleWalk['steps'],
): RuleWalk {
  const { name, source, chosenBy, cases } = rule;
  const citation = source && { citation: source.citation };
  return { versionId, version, name, ...citation, chosenBy, effectiveFrom, cases, steps };
}
