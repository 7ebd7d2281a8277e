import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../money/money.ts';
import type { Claim } from './claim.ts';
import { explanationJson, storedExplanation } from './explanation-schema.ts';
import { feeRule } from './fee-schema.ts';
import { aClaim, aRule, inForce, someClaims, someRule } from './fixtures.ts';
import { boundsOf, quoteOf, type Choice } from './quote.ts';
import { limitRule } from './rule-schema.ts';
import type { LimitRule, Rules } from './rules.ts';

const MOST = 9_000_000;
const fee = feeRule({ family: 'tiers', name: 'Card', tiers: [{ upToCents: MOST, feeCents: 300 }] });
const limit = { name: 'Bounds', leastCents: 100, mostCents: MOST };
const rules = (over: Partial<LimitRule>, rule = aRule([{ pay: ['restitution'], by: 'balance' }])): Rules => ({
  allocation: inForce(rule),
  fee: { versionId: 'f', version: 1, effectiveFrom: '2020-01-01', rule: fee },
  limit: { versionId: 'l', version: 1, effectiveFrom: '2020-01-01', rule: { ...limit, ...over } },
});

/** Restitution in instalments of $50.00, one of them due; a drug test, all due; $4.00 of costs due, without a schedule. */
const claims: Claim[] = [
  aClaim('r', 'restitution', 60_000n, { dueCents: 5_000n, nextCents: 5_000n }),
  aClaim('t', 'drug_test', 1_500n),
  aClaim('c', 'court_costs', 3_000n, { dueCents: 400n }),
];
const other = (amountCents: number): Choice => ({ kind: 'other', amountCents });
const everything: Choice = { kind: 'everything' };
const amountsOf = (quote: ReturnType<typeof quoteOf>) =>
  quote.ok
    ? Object.fromEntries(quote.figures.lines.map((line) => [line.obligationId, line.amountCents]))
    : quote;
const tooLarge = (amountCents: bigint) => ({ ok: false, refusal: { code: 'amount_too_large', amountCents } });

test('unless the agency says otherwise, a debt can be paid off ahead, and more than all of it is refused', () => {
  expect(amountsOf(quoteOf(claims, everything, rules({})))).toEqual({ r: 60_000n, t: 1_500n, c: 3_000n });
  expect(quoteOf(claims, other(64_501), rules({}))).toEqual(tooLarge(64_500n));
});

test('at most one instalment ahead: what is due and the next one; what has no schedule is one instalment', () => {
  const one = rules({ ahead: 'one_instalment' });
  expect(amountsOf(quoteOf(claims, everything, one))).toEqual({ r: 10_000n, t: 1_500n, c: 3_000n });
  expect(quoteOf(claims, other(14_501), one)).toEqual(tooLarge(14_500n));
  expect(quoteOf(claims, other(14_500), one)).toMatchObject({ ok: true });
  const ahead = [aClaim('r', 'restitution', 60_000n, { dueCents: 0n, nextCents: 2_000n })];
  expect(quoteOf(ahead, other(2_001), one)).toEqual(tooLarge(2_000n));
});

test('at most one instalment ahead, what is prorated by balance is so still, not by what may be paid now', () => {
  const long = aClaim('a', 'restitution', 90_000n, { dueCents: 0n, nextCents: 5_000n });
  const short = aClaim('b', 'restitution', 10_000n);
  const one = rules({ ahead: 'one_instalment' });
  expect(amountsOf(quoteOf([long, short], other(5_000), one))).toEqual({ a: 4_500n, b: 500n });
  expect(amountsOf(quoteOf([long, short], other(8_000), one))).toEqual({ a: 5_000n, b: 3_000n }); // no more than may be
});

test('nothing ahead: only what is due is taken; where nothing is, nothing', () => {
  const none = rules({ ahead: 'none' });
  expect(amountsOf(quoteOf(claims, everything, none))).toEqual({ r: 5_000n, t: 1_500n, c: 400n });
  expect(quoteOf(claims, other(6_901), none)).toEqual(tooLarge(6_900n));
  const later = claims.map((claim) => ({ ...claim, dueCents: 0n }));
  const nothing = { ok: false, refusal: { code: 'nothing_owed' } };
  expect([quoteOf(later, everything, none), quoteOf(later, other(500), none)]).toEqual([nothing, nothing]);
});

test('credit: what is more than can be paid is kept, once everything that can be paid is chosen and paid', () => {
  const credit = rules({ beyondOwed: 'credit' });
  const quote = quoteOf(claims, other(70_000), credit);
  expect(quote).toMatchObject({ ok: true, figures: { unappliedCents: 5_500n, amountCents: 70_000n } });
  expect(quoteOf(claims, everything, credit)).toMatchObject({ ok: true, figures: { unappliedCents: 0n } });
  expect(quoteOf(claims, other(70_000), credit, { owedElsewhere: true })).toEqual(tooLarge(64_500n));
  expect(quoteOf([], other(500), credit)).toEqual({ ok: false, refusal: { code: 'nothing_owed' } });
  expect(boundsOf(claims, credit)).toEqual({ leastCents: 100n, mostCents: BigInt(MOST) });
});

test('what a rule lets wait is refused, not kept as credit', () => {
  const waits = aRule([{ pay: ['supervision_surcharge'], by: 'balance', after: ['supervision_fee'] }]);
  const some = [aClaim('s', 'supervision_surcharge', 200n), aClaim('r', 'restitution', 1_000n)];
  const monthIsDue = { dueElsewhere: new Set(['supervision_fee'] as const) };
  const credit = rules({ beyondOwed: 'credit' }, waits);
  expect(quoteOf(some, other(1_100), credit, monthIsDue)).toEqual(tooLarge(1_000n));
  expect(quoteOf(some, other(1_300), credit)).toMatchObject({ ok: true, figures: { unappliedCents: 100n } });
});

const policies: fc.Arbitrary<Partial<LimitRule>> = fc.record({
  ahead: fc.constantFrom('any', 'one_instalment', 'none'),
  beyondOwed: fc.constantFrom('refuse', 'credit'),
});
const owing = fc.tuple(someClaims, fc.integer({ min: 0, max: 100 })).map(([some, percent]) =>
  some.map((claim, i): Claim => {
    const rest = claim.balanceCents - claim.dueCents;
    return i % 2 === 0 ? claim : { ...claim, nextCents: (rest * BigInt(percent)) / 100n };
  }),
);

test('whatever the policy: lines and credit sum to the amount, no debt gets more than is due and next, and the most is taken', () => {
  fc.assert(
    fc.property(
      owing,
      someRule,
      policies,
      fc.integer({ min: 1, max: 400_000 }),
      (some, rule, policy, cents) => {
        const all = rules(policy, rule);
        const quote = quoteOf(some, other(cents), all);
        if (!quote.ok) {
          if (!('amountCents' in quote.refusal) || quote.refusal.code !== 'amount_too_large') return;
          expect(quote.refusal.amountCents < BigInt(cents)).toBe(true);
          return;
        }
        const { amountCents, unappliedCents, lines } = quote.figures;
        expect(sum(lines.map((line) => line.amountCents)) + unappliedCents).toBe(amountCents);
        if (policy.beyondOwed !== 'credit') expect(unappliedCents).toBe(0n);
        for (const { obligationId, amountCents: got } of lines) {
          const claim = some.find(({ id }) => id === obligationId);
          if (claim === undefined) throw new Error(obligationId);
          const { balanceCents, dueCents, nextCents = balanceCents } = claim;
          const most = { any: balanceCents, one_instalment: dueCents + nextCents, none: dueCents };
          expect(got <= most[policy.ahead ?? 'any'] && got <= balanceCents).toBe(true);
        }
      },
    ),
  );
});

test('what may not be paid ahead is kept with the explanation', () => {
  const quote = quoteOf(claims.slice(0, 1), everything, rules({ ahead: 'one_instalment' }));
  if (!quote.ok) throw new Error(quote.refusal.code);
  const { explanation } = quote.figures;
  expect(explanation.byRule[0]?.steps).toMatchObject([{ paidCents: 10_000n, notYetCents: 50_000n }]);
  expect(storedExplanation(JSON.parse(JSON.stringify(explanationJson(explanation))))).toEqual(explanation);
});

test.each([[{ ahead: 'two' }], [{ beyondOwed: 'keep' }]])('a limit of %o is none', (over) => {
  expect(() => limitRule({ ...limit, ...over })).toThrow(/Invalid option/);
});
