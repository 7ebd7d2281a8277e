import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../money/money.ts';
import { allocate, type Claim } from './allocation.ts';
import { OBLIGATION_KINDS, type AllocationRule, type ObligationKind } from './rules.ts';

const claim = (id: string, kind: ObligationKind, balanceCents: bigint, dueCents = 0n): Claim => ({
  id,
  kind,
  balanceCents,
  dueCents,
});
const strict = (...tiers: ObligationKind[][]): AllocationRule => ({
  family: 'strict_tiers',
  name: 'Sample rule',
  dueFirst: false,
  tiers,
});
const shares = (rule: AllocationRule, claims: Claim[], cents: bigint) =>
  Object.fromEntries(allocate(rule, claims, cents).byClaim);

test('strict tiers fill the first before the next: restitution 50.00, fees after (HRS 706-651)', () => {
  const claims = [
    claim('restitution', 'restitution', 5_000n),
    claim('comp', 'court_costs', 5_500n),
    claim('probation', 'supervision_fee', 15_000n),
  ];
  const rule = strict(['restitution'], ['court_costs'], ['supervision_fee']);
  expect(shares(rule, claims, 8_000n)).toEqual({ restitution: 5_000n, comp: 3_000n });
});

test('costs first where the agency says so (Ark. Code 16-13-226)', () => {
  const claims = [claim('r', 'restitution', 10_000n), claim('c', 'court_costs', 15_000n)];
  expect(shares(strict(['court_costs'], ['restitution']), claims, 20_000n)).toEqual({
    c: 15_000n,
    r: 5_000n,
  });
});

test('equal claims of one tier share to the cent, the odd one to the smallest id', () => {
  const claims = ['c', 'a', 'b'].map((id) => claim(id, 'restitution', 10_000n));
  expect(shares(strict(['restitution']), claims, 10_000n)).toEqual({ a: 3_334n, b: 3_333n, c: 3_333n });
});

test('what is due goes before what is not, tier by tier', () => {
  const claims = [
    claim('restitution', 'restitution', 124_000n, 5_000n),
    claim('costs', 'court_costs', 31_250n, 2_500n),
    claim('fee', 'supervision_fee', 4_000n, 4_000n),
    claim('test', 'drug_test', 1_500n, 1_500n),
  ];
  const rule = {
    ...strict(['restitution'], ['court_costs'], ['supervision_fee'], ['drug_test']),
    dueFirst: true,
  };
  expect(shares(rule, claims, 13_000n)).toEqual({
    restitution: 5_000n,
    costs: 2_500n,
    fee: 4_000n,
    test: 1_500n,
  });
  expect(shares(rule, claims, 13_001n)).toMatchObject({ restitution: 5_001n });
});

test('kinds that no tier names come last', () => {
  const claims = [claim('a', 'drug_test', 1_000n), claim('b', 'restitution', 1_000n)];
  expect(shares(strict(['restitution']), claims, 1_500n)).toEqual({ b: 1_000n, a: 500n });
});

const claims = fc.uniqueArray(
  fc
    .record({
      id: fc.uuid(),
      kind: fc.constantFrom(...OBLIGATION_KINDS),
      balanceCents: fc.bigInt(0n, 10n ** 13n),
      due: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ due, ...rest }): Claim => ({ ...rest, dueCents: (rest.balanceCents * BigInt(due)) / 100n })),
  { selector: ({ id }) => id, maxLength: 25 },
);
const rules = fc
  .record({
    dueFirst: fc.boolean(),
    order: fc.shuffledSubarray([...OBLIGATION_KINDS], { minLength: 1 }),
    cut: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ dueFirst, order, cut }) => ({
    ...strict(...[order.slice(0, cut), order.slice(cut)].filter((tier) => tier.length > 0)),
    dueFirst,
  }));
const cents = fc.bigInt(0n, 10n ** 14n);

test('no cent is made or lost, and nothing is paid beyond what is owed', () => {
  fc.assert(
    fc.property(rules, claims, cents, (rule, owed, amount) => {
      const { byClaim, unappliedCents } = allocate(rule, owed, amount);
      expect(sum(byClaim.values()) + unappliedCents).toBe(amount);
      for (const { id, balanceCents } of owed) {
        const paid = byClaim.get(id) ?? 0n;
        expect(paid >= 0n && paid <= balanceCents).toBe(true);
      }
      if (unappliedCents > 0n)
        expect(amount - unappliedCents).toBe(sum(owed.map(({ balanceCents }) => balanceCents)));
    }),
  );
});

test('the order in which claims are given changes nothing', () => {
  fc.assert(
    fc.property(rules, claims, cents, (rule, owed, amount) => {
      expect(shares(rule, owed.toReversed(), amount)).toEqual(shares(rule, owed, amount));
    }),
  );
});

test('a later tier gets nothing while an earlier one is still owed', () => {
  fc.assert(
    fc.property(claims, cents, (owed, amount) => {
      const rule = strict(['restitution'], ['supervision_fee', 'drug_test', 'court_costs']);
      const paid = shares(rule, owed, amount);
      const first = owed.filter(({ kind }) => kind === 'restitution');
      const open = first.some(({ id, balanceCents }) => (paid[id] ?? 0n) < balanceCents);
      const later = owed.filter(({ kind, id }) => kind !== 'restitution' && (paid[id] ?? 0n) > 0n);
      expect(open ? later : []).toEqual([]);
    }),
  );
});

test('a negative amount is refused', () => {
  expect(() => allocate(strict(['restitution']), [], -1n)).toThrow(RangeError);
});
