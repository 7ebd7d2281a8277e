import type { Claim } from '../../workflows/policy/claim.ts';
import { OBLIGATION_KINDS } from '../../workflows/policy/codes.ts';
import { divideByRule } from '../../workflows/policy/governing.ts';
import { presets } from '../../workflows/policy/presets/all.ts';
import { allocationRule } from '../../workflows/policy/rule-schema.ts';
import type { AllocationRule, Rules } from '../../workflows/policy/rules.ts';
import { policies } from '../sample/world.ts';
import { perSecond, type Bench } from './bench.ts';

const OBLIGATIONS = 100;
const PAYMENTS = 5_000;

/** One payment over a hundred obligations of all kinds, half of each due: by the sample agency's rule, by Michigan's halves. */
export const bench: Bench = {
  async start() {
    const claims = Array.from({ length: OBLIGATIONS }, (_, i) => aClaim(i));
    const michigan = presets.find(({ id }) => id === 'MI')?.versions[0]?.rule;
    if (michigan === undefined) throw new Error('the preset of Michigan is not there');
    return {
      figures: [
        figure('tiers, what is due first', claims, inForce(allocationRule(policies.allocation))),
        figure('halves that spill', claims, inForce(michigan)),
      ],
      close: () => Promise.resolve(),
    };
  },
};

function figure(what: string, claims: readonly Claim[], rule: Rules['allocation']) {
  const allocateAll = () => {
    for (let i = 0; i < PAYMENTS; i++) allocateOne(rule, claims, BigInt(100_000 + i));
  };
  return {
    name: `allocations a second, one payment over ${OBLIGATIONS} obligations: ${what}`,
    unit: '/s',
    target: { atLeast: 20_000 },
    warmUp: true,
    ours: () => perSecond(PAYMENTS, allocateAll),
  };
}

/** @throws {Error} a cent was made or lost */
function allocateOne(rule: Rules['allocation'], claims: readonly Claim[], amountCents: bigint): void {
  const { byClaim, unappliedCents } = divideByRule(rule, claims, amountCents);
  let total = unappliedCents;
  for (const cents of byClaim.values()) total += cents;
  if (total !== amountCents) throw new Error(`${amountCents} was allocated as ${total}`);
}

function aClaim(i: number): Claim {
  const balanceCents = BigInt(1_000 + 37 * i);
  return {
    id: `obligation-${i}`,
    charge: OBLIGATION_KINDS[i % OBLIGATION_KINDS.length] ?? OBLIGATION_KINDS[0],
    balanceCents,
    dueCents: balanceCents / 2n,
    leviedCents: balanceCents,
    orderedCents: balanceCents,
    assessedOn: '2026-01-15',
    orderedOn: '2026-01-15',
    listed: 1,
    caseId: 'case',
    payees: ['person'],
  };
}

const inForce = (rule: AllocationRule): Rules['allocation'] => ({
  versionId: 'rule',
  version: 1,
  effectiveFrom: '2020-01-01',
  rule,
  earlier: [],
});
