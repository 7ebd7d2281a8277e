import fc from 'fast-check';
import type { Claim } from './claim.ts';
import { CASE_ORDERS, CHARGES, PAYEES, type Charge } from './codes.ts';
import type { Explanation } from './explanation.ts';
import { divideByRule } from './governing.ts';
import { presets } from './presets/all.ts';
import type { AllocationRule, FeeBand, PayStep, Rules, Step } from './rules.ts';

/** A claim of a person, all of it due, that was levied and ordered as it is owed. */
export function aClaim(id: string, charge: Charge, balanceCents: bigint, over: Partial<Claim> = {}): Claim {
  return {
    id,
    charge,
    balanceCents,
    dueCents: balanceCents,
    leviedCents: balanceCents,
    orderedCents: balanceCents,
    assessedOn: '2026-01-15',
    orderedOn: '2026-01-15',
    listed: 1,
    caseId: 'case',
    payees: ['person'],
    ...over,
  };
}

/** A rule of the agency's own. */
export const aRule = (steps: readonly Step[], over: Partial<AllocationRule> = {}): AllocationRule => ({
  name: 'Sample rule',
  chosenBy: 'payment_date',
  dueFirst: false,
  cases: 'together',
  steps,
  ...over,
});

const CENTS_MOST = 2n ** 62n;
/** Nothing, a cent, what people owe, and what no JSON number holds. */
export const someCents = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n),
  fc.bigInt(0n, 200_000n),
  fc.bigInt(0n, CENTS_MOST),
);

/** How a tier is divided. */
export const someBasis = fc.constantFrom('balance', 'levied', 'ordered', 'equal');

const days = fc.constantFrom('2018-10-23', '2018-10-24', '2024-02-29', '2026-01-15');

/** Up to 25 claims of few charges, so that they meet. */
export const someClaims: fc.Arbitrary<Claim[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.uuid(),
      charge: fc.constantFrom(...CHARGES.slice(0, 4), 'fine', 'collection_fee', 'supervision_surcharge'),
      balanceCents: someCents,
      due: fc.integer({ min: 0, max: 100 }),
      leviedCents: someCents,
      orderedCents: someCents,
      assessedOn: days,
      orderedOn: days,
      listed: fc.integer({ min: 1, max: 4 }),
      caseId: fc.constantFrom('a', 'b', null),
      payees: fc.subarray([...PAYEES], { minLength: 1, maxLength: 2 }),
    })
    .map(({ due, ...claim }): Claim => ({ ...claim, dueCents: (claim.balanceCents * BigInt(due)) / 100n })),
  { selector: ({ id }) => id, maxLength: 25 },
);

const payStep: fc.Arbitrary<PayStep> = fc.record(
  {
    pay: fc.oneof(
      fc.subarray([...CHARGES.slice(0, 4), 'fine' as const], { minLength: 1 }),
      fc.constant('all_others' as const),
    ),
    payees: fc.subarray([...PAYEES], { minLength: 1 }),
    by: someBasis,
    inTurn: fc.record(
      {
        by: fc.constantFrom('order_date', 'listed'),
        upTo: fc.record({ orderedCents: fc.integer({ min: 0, max: 100_000 }), inclusive: fc.boolean() }),
      },
      { requiredKeys: ['by'] },
    ),
    minimumCents: fc.integer({ min: 0, max: 5_000 }),
    mostPercent: fc.integer({ min: 1, max: 60 }),
    due: fc.constant(true as const),
    after: fc.subarray(CHARGES.slice(0, 4), { minLength: 1, maxLength: 1 }),
    onlyIf: fc.constant('collected_by_agency' as const),
  },
  { requiredKeys: ['pay', 'by'] },
);

const shareStep: fc.Arbitrary<Step> = fc.record({
  shares: fc
    .record({
      percent: fc.integer({ min: 1, max: 99 }),
      steps: fc.tuple(
        fc.array(payStep, { minLength: 1, maxLength: 2 }),
        fc.array(payStep, { minLength: 1, maxLength: 2 }),
      ),
    })
    .map(({ percent, steps: [one, other] }) => [
      { percent, steps: one },
      { percent: 100 - percent, steps: other },
    ]),
  unused: fc.constantFrom('to_the_other_shares', 'to_the_next_step'),
  oddCent: fc.constantFrom('first', 'last'),
});

/** Any rule that the algebra can say. */
export const someRule: fc.Arbitrary<AllocationRule> = fc
  .record({
    steps: fc.array(fc.oneof({ weight: 3, arbitrary: payStep }, shareStep), { minLength: 1, maxLength: 5 }),
    dueFirst: fc.boolean(),
    cases: fc.constantFrom(...CASE_ORDERS),
  })
  .map(({ steps, ...rest }) => aRule(steps, rest));

/** Whole cents. */
export const cents = (dollars: number) => Math.round(dollars * 100);
/** Dollars and per cent, as fee tables print them. */
export type Bands = [
  from: number,
  upTo: number | null,
  flat: number,
  perCent?: number,
  over?: Partial<FeeBand>,
][];
export const bands = (rows: Bands): FeeBand[] =>
  rows.map(([from, upTo, flat, perCent = 0, over]) => ({
    fromCents: cents(from),
    upToCents: upTo === null ? null : cents(upTo),
    flatCents: cents(flat),
    basisPoints: cents(perCent),
    ...over,
  }));

/** A rule as an agency has it, in its first version. */
export const inForce = (rule: AllocationRule): Rules['allocation'] => ({
  versionId: 'rule 1',
  version: 1,
  effectiveFrom: '2020-01-01',
  rule,
  earlier: [],
});

/** What is said of a payment divided by a preset's newest rule. */
export function anExplanation(
  preset: string,
  claims: readonly Claim[],
  amountCents: bigint,
  over: Partial<AllocationRule> = {},
): Explanation {
  const rule = presets.find(({ id }) => id === preset)?.versions.at(-1)?.rule;
  if (rule === undefined) throw new Error(`no preset ${preset}`);
  return divideByRule(inForce({ ...rule, ...over }), claims, amountCents).explanation;
}

/** The same by all of its versions, where each debt keeps the one of its day. */
export function aDatedExplanation(
  preset: string,
  claims: readonly Claim[],
  amountCents: bigint,
): Explanation {
  const versions = presets.find(({ id }) => id === preset)?.versions ?? [];
  const [current, ...earlier] = versions
    .map(({ effectiveFrom, rule }, i) => ({ versionId: `v${i + 1}`, version: i + 1, effectiveFrom, rule }))
    .toReversed();
  if (current === undefined) throw new Error(`no preset ${preset}`);
  return divideByRule({ ...current, earlier }, claims, amountCents).explanation;
}

/** Whatever can be said of a payment. */
export const someExplanation: fc.Arbitrary<Explanation> = fc
  .tuple(someRule, someClaims, someCents)
  .map(([rule, claims, cents]) => divideByRule(inForce(rule), claims, cents).explanation);
