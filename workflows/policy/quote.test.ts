import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../money/money.ts';
import type { Claim } from './claim.ts';
import { aClaim, aRule, inForce, someClaims, someRule } from './fixtures.ts';
import { quoteDigest } from './quote-digest.ts';
import { feeRule } from './fee-schema.ts';
import { fl } from './presets/fl.ts';
import { boundsOf, quoteOf, type Choice } from './quote.ts';
import type { Rules } from './rules.ts';

const rules: Rules = {
  allocation: {
    versionId: 'a1',
    version: 1,
    effectiveFrom: '2020-01-01',
    earlier: [],
    rule: aRule(
      [
        { pay: ['restitution'], by: 'balance' },
        { pay: ['supervision_fee'], by: 'balance' },
      ],
      { dueFirst: true },
    ),
  },
  fee: {
    versionId: 'f1',
    version: 1,
    effectiveFrom: '2020-01-01',
    rule: feeRule({
      family: 'tiers',
      name: 'Card',
      tiers: [
        { upToCents: 5_000, feeCents: 150 },
        { upToCents: 90_000, feeCents: 325 },
      ],
    }),
  },
  limit: {
    versionId: 'l1',
    version: 1,
    effectiveFrom: '2020-01-01',
    rule: { name: 'Bounds', leastCents: 500, mostCents: 80_000 },
  },
};
const claims: Claim[] = [
  aClaim('r', 'restitution', 60_000n, { dueCents: 5_000n }),
  aClaim('s', 'supervision_fee', 4_000n),
];
const other = (amountCents: number): Choice => ({ kind: 'other', amountCents });

test('due now is what is due, with the fee of its tier and a line for each part', () => {
  expect(quoteOf(claims, { kind: 'due_now' }, rules)).toMatchObject({
    ok: true,
    figures: {
      amountCents: 9_000n,
      feeCents: 325n,
      lines: [
        { obligationId: 'r', amountCents: 5_000n },
        { obligationId: 's', amountCents: 4_000n },
      ],
    },
  });
});

test.each([
  [other(0), { code: 'amount_required' }],
  [other(-1), { code: 'amount_required' }],
  [other(499), { code: 'amount_too_small', amountCents: 500n }],
  [other(64_001), { code: 'amount_too_large', amountCents: 64_000n }],
])('%o is refused with the bound', (choice, refusal) => {
  expect(quoteOf(claims, choice, rules)).toEqual({ ok: false, refusal });
});

test('an amount below what the fee table takes is refused with the least that it takes', () => {
  const bands = [{ fromCents: 200, upToCents: null, flatCents: 175, basisPoints: 0 }];
  const table = { ...rules.fee.rule, tables: [{ tenders: ['card' as const], bands }] };
  const few: Claim[] = [aClaim('s', 'supervision_fee', 199n)];
  expect(quoteOf(few, other(199), { ...rules, fee: { ...rules.fee, rule: table } })).toEqual({
    ok: false,
    refusal: { code: 'amount_too_small', amountCents: 200n },
  });
});

test('nothing owed, or nothing due, is told as such', () => {
  const none = claims.map((claim) => ({ ...claim, balanceCents: 0n, dueCents: 0n }));
  const later = claims.map((claim) => ({ ...claim, dueCents: 0n }));
  const refused = { ok: false, refusal: { code: 'nothing_owed' } };
  expect(quoteOf(none, { kind: 'everything' }, rules)).toEqual(refused);
  expect(quoteOf(none, other(500), rules)).toEqual(refused);
  expect(quoteOf(later, { kind: 'due_now' }, rules)).toEqual(refused);
});

test('the least is no bar to paying off the last dollar', () => {
  const last: Claim[] = [aClaim('s', 'supervision_fee', 100n)];
  expect(boundsOf(last, rules)).toEqual({ leastCents: 100n, mostCents: 100n });
  expect(quoteOf(last, other(100), rules)).toMatchObject({ ok: true });
});

test('everything above the most is refused, never cut', () => {
  const rich: Claim[] = [aClaim('r', 'restitution', 80_001n, { dueCents: 0n })];
  expect(quoteOf(rich, { kind: 'everything' }, rules)).toEqual({
    ok: false,
    refusal: { code: 'amount_too_large', amountCents: 80_000n },
  });
});

test('the lines of a quote sum to its amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80_000 }), (amountCents) => {
      const quote = quoteOf(claims, other(amountCents), rules);
      if (quote.ok)
        expect(sum(quote.figures.lines.map((line) => line.amountCents))).toBe(quote.figures.amountCents);
      else expect(amountCents < 500 || amountCents > 64_000).toBe(true);
    }),
  );
});

test('everything is everything that the rule lets one payment reach', () => {
  const bounded = aRule([{ pay: ['collection_fee'], by: 'balance', mostPercent: 25 }]);
  const owed = [aClaim('f', 'collection_fee', 50_000n), aClaim('r', 'restitution', 3_000n)];
  const quote = quoteOf(
    owed,
    { kind: 'everything' },
    { ...rules, allocation: { ...rules.allocation, rule: bounded } },
  );
  expect(quote).toMatchObject({ ok: true, figures: { amountCents: 4_000n } });
});

test('what waits for a charge that is due and was not chosen is not payable before it (Florida’s surcharge)', () => {
  const florida = { ...rules, allocation: inForce(fl.versions[0]?.rule ?? aRule([])) };
  const surcharge = aClaim('extra', 'supervision_surcharge', 600n);
  const restitution = aClaim('r', 'restitution', 5_000n);
  const monthIsDue = { dueElsewhere: new Set(['supervision_fee'] as const) };
  const everything = { kind: 'everything' } as const;
  for (const choice of [everything, { kind: 'due_now' } as const, other(600)]) {
    expect(quoteOf([surcharge], choice, florida, monthIsDue)).toEqual({
      ok: false,
      refusal: { code: 'nothing_owed' },
    });
    expect(quoteOf([surcharge], choice, florida)).toMatchObject({ ok: true });
  }
  expect(quoteOf([surcharge, restitution], everything, florida, monthIsDue)).toMatchObject({
    figures: { amountCents: 5_000n, lines: [{ obligationId: 'r', amountCents: 5_000n }] },
  });
  expect(quoteOf([surcharge, restitution], other(5_100), florida, monthIsDue)).toEqual({
    ok: false,
    refusal: { code: 'amount_too_large', amountCents: 5_000n },
  });
});

test('whatever the rule, a quote either places all of its amount or is refused', () => {
  const generous = {
    ...rules.limit,
    rule: { name: 'All', leastCents: 1, mostCents: Number.MAX_SAFE_INTEGER },
  };
  const fee = {
    ...rules.fee,
    rule: feeRule({
      family: 'tiers',
      name: 'Free',
      tiers: [{ upToCents: Number.MAX_SAFE_INTEGER, feeCents: 0 }],
    }),
  };
  fc.assert(
    fc.property(someRule, someClaims, fc.integer({ min: 1, max: 1_000_000 }), (rule, owed, amountCents) => {
      const all = { ...rules, fee, limit: generous, allocation: { ...rules.allocation, rule } };
      for (const choice of [other(amountCents), { kind: 'everything' }, { kind: 'due_now' }] as const) {
        const quote = quoteOf(owed, choice, all);
        if (quote.ok)
          expect(sum(quote.figures.lines.map((line) => line.amountCents))).toBe(quote.figures.amountCents);
      }
    }),
  );
});

test('a digest is of one quote: another person, choice, rule version or figure gives another', () => {
  const figures = { amountCents: 500n, feeCents: 150n, lines: [{ obligationId: 'r', amountCents: 500n }] };
  const whose = { agencyId: 'agency', personId: 'person' };
  const newFee = { ...rules, fee: { ...rules.fee, versionId: 'f2' } };
  const digests = [
    quoteDigest(whose, other(500), rules, figures),
    quoteDigest({ ...whose, personId: 'another' }, other(500), rules, figures),
    quoteDigest({ ...whose, agencyId: 'another' }, other(500), rules, figures),
    quoteDigest(whose, { kind: 'everything' }, rules, figures),
    quoteDigest(whose, other(500), newFee, figures),
    quoteDigest(whose, other(500), rules, { ...figures, feeCents: 151n }),
    quoteDigest(whose, other(500), rules, { ...figures, lines: [{ obligationId: 's', amountCents: 500n }] }),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(quoteDigest({ ...whose }, other(500), { ...rules }, { ...figures })).toBe(digests[0]);
});

test('less than Stripe charges is refused with what it charges at least, the fee counted in', () => {
  const small = (feeCents: number): Rules => ({
    ...rules,
    fee: {
      ...rules.fee,
      rule: feeRule({ family: 'tiers', name: 'Card', tiers: [{ upToCents: 9_000, feeCents }] }),
    },
    limit: { ...rules.limit, rule: { ...rules.limit.rule, leastCents: 1 } },
  });
  const few = [aClaim('r', 'restitution', 25n, { dueCents: 25n })];
  for (const choice of [{ kind: 'due_now' }, { kind: 'everything' }, other(25)] as const) {
    expect(quoteOf(few, choice, small(24))).toEqual({
      ok: false,
      refusal: { code: 'below_least_charge', amountCents: 50n },
    });
    expect(quoteOf(few, choice, small(25))).toMatchObject({ ok: true, figures: { amountCents: 25n } });
  }
});
