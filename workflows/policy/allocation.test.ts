import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../money/money.ts';
import { allocate } from './allocation.ts';
import type { Claim } from './claim.ts';
import { aClaim, aRule, someBasis, someCents, someClaims, someRule } from './fixtures.ts';
import { allocationRule } from './rule-schema.ts';
import type { AllocationRule } from './rules.ts';

const paidBy = (rule: AllocationRule, claims: readonly Claim[], cents: bigint) =>
  Object.fromEntries(allocate([{ rule, claims }], cents).byClaim);

/** As agencies have it stored since the first version. */
const strict = (dueFirst: boolean, ...tiers: string[][]) =>
  allocationRule({ family: 'strict_tiers', name: 'Sample rule', dueFirst, tiers });

test('a rule stored in its first form divides as it always did: what is due before what is not, tier by tier', () => {
  const claims = [
    aClaim('restitution', 'restitution', 124_000n, { dueCents: 5_000n }),
    aClaim('costs', 'court_costs', 31_250n, { dueCents: 2_500n }),
    aClaim('fee', 'supervision_fee', 4_000n),
    aClaim('test', 'drug_test', 1_500n),
  ];
  const rule = strict(true, ['restitution'], ['court_costs'], ['supervision_fee'], ['drug_test']);
  const due = { restitution: 5_000n, costs: 2_500n, fee: 4_000n, test: 1_500n };
  expect(paidBy(rule, claims, 13_000n)).toEqual(due);
  expect(paidBy(rule, claims, 13_001n)).toEqual({ ...due, restitution: 5_001n });
});

test('what no step names comes last', () => {
  const claims = [aClaim('a', 'drug_test', 1_000n), aClaim('b', 'restitution', 1_000n)];
  expect(paidBy(strict(false, ['restitution']), claims, 1_500n)).toEqual({ b: 1_000n, a: 500n });
});

test('equal claims of one step share to the cent, the odd one to the smallest id', () => {
  const claims = ['c', 'a', 'b'].map((id) => aClaim(id, 'restitution', 10_000n));
  expect(paidBy(aRule([{ pay: ['restitution'], by: 'balance' }]), claims, 10_000n)).toEqual({
    a: 3_334n,
    b: 3_333n,
    c: 3_333n,
  });
});

test('by what was levied, one that is nearly paid takes what it can and the others the rest', () => {
  const claims = [
    aClaim('a', 'fine', 100n, { leviedCents: 50_000n }),
    aClaim('b', 'fine', 30_000n),
    aClaim('c', 'fine', 10_000n),
  ];
  expect(paidBy(aRule([{ pay: ['fine'], by: 'levied' }]), claims, 4_100n)).toEqual({
    a: 100n,
    b: 3_000n,
    c: 1_000n,
  });
});

test('one after the other by the day of the order; those of one day share', () => {
  const claims = [
    aClaim('new', 'restitution', 1_000n, { orderedOn: '2026-03-01' }),
    aClaim('old 1', 'restitution', 1_000n, { orderedOn: '2025-03-01' }),
    aClaim('old 2', 'restitution', 3_000n, { orderedOn: '2025-03-01' }),
  ];
  const rule = aRule([{ pay: ['restitution'], by: 'balance', inTurn: { by: 'order_date' } }]);
  expect(paidBy(rule, claims, 2_000n)).toEqual({ 'old 1': 500n, 'old 2': 1_500n });
  expect(paidBy(rule, claims, 4_500n)).toEqual({ 'old 1': 1_000n, 'old 2': 3_000n, new: 500n });
});

test('a minimum per payee: who would get less stands back, unless it pays them off or nobody else can take it', () => {
  const rule = aRule([{ pay: ['restitution'], by: 'balance', minimumCents: 2_500 }]);
  const three = [
    aClaim('a', 'restitution', 90_000n),
    aClaim('b', 'restitution', 60_000n),
    aClaim('c', 'restitution', 2_000n),
  ];
  expect(paidBy(rule, three, 5_000n)).toEqual({ a: 5_000n }); // b would have 2,000
  expect(paidBy(rule, three, 10_000n)).toEqual({ a: 6_000n, b: 4_000n });
  expect(
    paidBy(rule, [aClaim('a', 'restitution', 2_000n), aClaim('b', 'restitution', 2_000n)], 3_000n),
  ).toEqual({
    a: 1_500n,
    b: 1_500n,
  });
});

test('a fee that a law bounds gets no more than its part of the payment, and nothing where its condition fails', () => {
  const rule = aRule([
    { pay: ['collection_fee'], by: 'balance', mostPercent: 25, onlyIf: 'collected_by_agency' },
    { pay: ['restitution'], by: 'balance' },
  ]);
  const claims = [aClaim('fee', 'collection_fee', 9_000n), aClaim('r', 'restitution', 50_000n)];
  const with_ = allocate([{ rule, claims }], 10_001n, { collectedByAgency: true });
  expect(Object.fromEntries(with_.byClaim)).toEqual({ fee: 2_500n, r: 7_501n });
  expect(paidBy(rule, claims, 10_001n)).toEqual({ r: 10_001n });
  expect(allocate([{ rule, claims }], 60_000n).unappliedCents).toBe(10_000n);
});

test('a surcharge waits for the instalment, also for one that this payment does not reach', () => {
  const rule = aRule([
    { pay: ['supervision_fee'], by: 'balance', due: true },
    { pay: ['supervision_surcharge'], by: 'balance', after: ['supervision_fee'] },
  ]);
  const month = aClaim('month', 'supervision_fee', 20_000n, { dueCents: 5_000n });
  const extra = aClaim('extra', 'supervision_surcharge', 200n);
  expect(paidBy(rule, [month, extra], 4_999n)).toEqual({ month: 4_999n });
  expect(paidBy(rule, [month, extra], 5_100n)).toEqual({ month: 5_000n, extra: 100n });
  const elsewhere = { dueElsewhere: new Set(['supervision_fee'] as const) };
  expect(allocate([{ rule, claims: [extra] }], 200n, elsewhere).byClaim.size).toBe(0);
});

test('what waits for another is not paid before it, wherever the rule names it', () => {
  const rule = aRule([
    { pay: ['supervision_surcharge'], by: 'balance', after: ['supervision_fee'] },
    { pay: ['supervision_fee'], by: 'balance' },
  ]);
  const month = aClaim('month', 'supervision_fee', 5_000n);
  const extra = aClaim('extra', 'supervision_surcharge', 200n);
  expect(paidBy(rule, [month, extra], 1_000n)).toEqual({ month: 1_000n });
  expect(paidBy(rule, [{ ...month, dueCents: 0n }, extra], 1_000n)).toEqual({ extra: 200n, month: 800n });
});

test('what one share has no use for goes to the next step, where the rule says so', () => {
  const rule = aRule([
    {
      shares: [
        { percent: 60, steps: [{ pay: ['restitution'], by: 'balance' }] },
        { percent: 40, steps: [{ pay: ['fine'], by: 'balance' }] },
      ],
      unused: 'to_the_next_step',
      oddCent: 'last',
    },
    { pay: ['court_costs'], by: 'balance' },
  ]);
  const claims = [
    aClaim('r', 'restitution', 10n),
    aClaim('f', 'fine', 500n),
    aClaim('c', 'court_costs', 500n),
  ];
  expect(paidBy(rule, claims, 100n)).toEqual({ r: 10n, f: 40n, c: 50n });
});

test('no cent is made or lost, nothing is negative, and nothing is paid beyond what is owed', () => {
  fc.assert(
    fc.property(someRule, someClaims, someCents, fc.boolean(), (rule, claims, cents, collectedByAgency) => {
      const { byClaim, unappliedCents } = allocate([{ rule, claims }], cents, { collectedByAgency });
      expect(sum(byClaim.values()) + unappliedCents).toBe(cents);
      expect(unappliedCents >= 0n).toBe(true);
      for (const [id, paid] of byClaim) {
        expect(paid > 0n).toBe(true);
        expect(paid <= (claims.find((claim) => claim.id === id)?.balanceCents ?? 0n)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('money is left over only where everything that no condition holds back is paid', () => {
  fc.assert(
    fc.property(someRule, someClaims, someCents, (rule, claims, cents) => {
      const { byClaim, unappliedCents } = allocate([{ rule, claims }], cents);
      if (unappliedCents === 0n) return;
      const held = guardedCharges(rule);
      const open = claims.filter(
        ({ id, charge, balanceCents }) => !held.has(charge) && (byClaim.get(id) ?? 0n) < balanceCents,
      );
      expect(open).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('the order in which claims are given changes nothing, and neither does asking again', () => {
  fc.assert(
    fc.property(someRule, someClaims, someCents, fc.infiniteStream(fc.nat()), (rule, claims, cents, keys) => {
      const shuffled = claims
        .map((claim) => ({ claim, key: keys.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ claim }) => claim);
      expect(allocate([{ rule, claims: shuffled }], cents)).toEqual(allocate([{ rule, claims }], cents));
    }),
  );
});

test('of claims that rank alike another order of their keys moves one cent of each at most', () => {
  fc.assert(
    fc.property(someClaims, someCents, someBasis, (claims, cents, by) => {
      const rule = aRule([{ pay: 'all_others', by }]);
      const turned = claims.map((claim, i) => ({ ...claim, id: `${String(999 - i)} ${claim.id}` }));
      const straight = claims.map((claim, i) => ({ ...claim, id: `${String(100 + i)} ${claim.id}` }));
      const [one, other] = [paidBy(rule, straight, cents), paidBy(rule, turned, cents)];
      for (const [i] of claims.entries()) {
        const moved = (one[straight[i]?.id ?? ''] ?? 0n) - (other[turned[i]?.id ?? ''] ?? 0n);
        expect(moved >= -1n && moved <= 1n).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('a later tier gets nothing while an earlier one is still owed', () => {
  fc.assert(
    fc.property(someClaims, someCents, someBasis, (claims, cents, by) => {
      const rule = aRule([
        { pay: ['restitution'], by },
        { pay: ['court_costs', 'fine'], by },
      ]);
      const paid = paidBy(rule, claims, cents);
      const isOpen = ({ id, balanceCents }: Claim) => (paid[id] ?? 0n) < balanceCents;
      const tierOf = ({ charge }: Claim) =>
        charge === 'restitution' ? 1 : charge === 'fine' || charge === 'court_costs' ? 2 : 3;
      for (const claim of claims.filter(isOpen)) {
        for (const later of claims.filter((other) => tierOf(other) > tierOf(claim)))
          expect(paid[later.id]).toBeUndefined();
      }
    }),
  );
});

test('nobody gets less than the minimum, unless it pays them off or fewer could not hold the money', () => {
  fc.assert(
    fc.property(someClaims, someCents, fc.bigInt(1n, 5_000n), (claims, cents, minimum) => {
      const rule = aRule([{ pay: ['restitution'], by: 'equal', minimumCents: Number(minimum) }]);
      const owed = claims.filter(({ charge, balanceCents }) => charge === 'restitution' && balanceCents > 0n);
      const given = sum(owed.map(({ balanceCents }) => balanceCents));
      const paid = paidBy(rule, owed, cents < given ? cents : given);
      const small = owed.filter(({ id, balanceCents }) => {
        const part = paid[id] ?? 0n;
        return part > 0n && part < minimum && part < balanceCents;
      });
      const served = owed.filter(({ id }) => paid[id] !== undefined);
      const smallest = small.toSorted((a, b) => Number((paid[a.id] ?? 0n) - (paid[b.id] ?? 0n)))[0];
      if (smallest === undefined) return;
      const without = sum(
        served.filter((claim) => claim !== smallest).map(({ balanceCents }) => balanceCents),
      );
      expect(without < cents).toBe(true);
    }),
  );
});

test('what is said of a payment sums to what is paid of it', () => {
  fc.assert(
    fc.property(someRule, someClaims, someCents, (rule, claims, cents) => {
      const { byClaim, walks } = allocate([{ rule, claims }], cents);
      const said = new Map<string, bigint>();
      for (const step of walks.flat()) {
        if (step.is !== 'paid') continue;
        expect(sum(step.lines.map((line) => line.cents))).toBe(step.paidCents);
        expect(step.paidCents <= step.wantedCents).toBe(true);
        for (const line of step.lines) said.set(line.claimId, (said.get(line.claimId) ?? 0n) + line.cents);
      }
      expect(said).toEqual(byClaim);
    }),
    { numRuns: 500 },
  );
});

test('a negative amount is refused', () => {
  expect(() => allocate([], -1n)).toThrow(RangeError);
});

function guardedCharges({ steps }: AllocationRule): Set<string> {
  const inner = steps.flatMap((step) =>
    'shares' in step ? step.shares.flatMap((share) => share.steps) : [step],
  );
  const held = inner.filter(({ mostPercent, onlyIf, after }) => mostPercent ?? onlyIf ?? after);
  return new Set(held.flatMap(({ pay }) => pay));
}
