import { sum } from '../money/money.ts';
import { split } from '../money/split.ts';
import type { AllocationRule, ObligationKind } from './rules.ts';

/** One thing owed, as far as a payment may reach it. Minor units; 0 ≤ due ≤ balance. */
export interface Claim {
  id: string;
  kind: ObligationKind;
  balanceCents: bigint;
  dueCents: bigint;
}

/**
 * Split a payment over what is owed, by the agency's rule.
 * @param amountCents ≥ 0
 * @returns claim id → minor units (none zero), and what exceeds everything owed
 * @throws {RangeError} a negative amount
 * Rule: strict tiers, notes of the agency's rule version; in a tier by outstanding balance with the largest
 * remainder, ties by claim id (docs/decisions/0003-split.md).
 */
export function allocate(
  rule: AllocationRule,
  claims: readonly Claim[],
  amountCents: bigint,
): { byClaim: Map<string, bigint>; unappliedCents: bigint } {
  if (amountCents < 0n) throw new RangeError(`cannot allocate ${amountCents}`);
  const byClaim = new Map<string, bigint>();
  let left = amountCents;
  for (const tier of rounds(rule, claims)) {
    const reach = new Map([...tier].map(([id, cents]) => [id, cents - (byClaim.get(id) ?? 0n)]));
    const wanted = sum(reach.values());
    if (left === 0n || wanted === 0n) continue;
    const given = left < wanted ? left : wanted;
    for (const [id, cents] of split(given, reach))
      if (cents > 0n) byClaim.set(id, (byClaim.get(id) ?? 0n) + cents);
    left -= given;
  }
  return { byClaim, unappliedCents: left };
}

/** The tiers in order, each as claim id → how far payments may have filled it when the tier is done. */
function* rounds(rule: AllocationRule, claims: readonly Claim[]): Generator<Map<string, bigint>> {
  const ordered = claims.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const named = rule.tiers.flat();
  const rest = [...new Set(ordered.map(({ kind }) => kind))].filter((kind) => !named.includes(kind));
  const bounds: ((claim: Claim) => bigint)[] = [({ balanceCents }) => balanceCents];
  if (rule.dueFirst) bounds.unshift(({ dueCents }) => dueCents);
  for (const bound of bounds) {
    for (const kinds of [...rule.tiers, rest]) {
      yield new Map(
        ordered.filter(({ kind }) => kinds.includes(kind)).map((claim) => [claim.id, bound(claim)]),
      );
    }
  }
}
