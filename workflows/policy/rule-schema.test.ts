import { expect, test } from 'vitest';
import { z } from 'zod';
import { aRule } from './fixtures.ts';
import { allocationRule, ruleVersions } from './rule-schema.ts';
import type { Step } from './rules.ts';

/** Where the rule is wrong, and what is wrong there. */
function refusals(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
}

const shares = (...percents: number[]): Step => ({
  shares: percents.map((percent) => ({ percent, steps: [{ pay: ['restitution'], by: 'balance' }] })),
  unused: 'to_the_other_shares',
  oddCent: 'first',
});
const refusalsOf = (...steps: unknown[]) => refusals(() => allocationRule({ ...aRule([]), steps }));

test('shares that are not 100 per cent together are refused with the place', () => {
  expect(refusalsOf(shares(50, 60))).toEqual(['steps.0.shares: must be 100 per cent together: it is 110']);
  expect(refusalsOf(shares(50, 49))).toEqual(['steps.0.shares: must be 100 per cent together: it is 99']);
  expect(refusalsOf(shares(50, 50))).toEqual([]);
});

test('a percentage over 100, or of nothing, is refused with the place', () => {
  const step = { pay: ['fine'], by: 'balance' };
  expect(refusalsOf({ ...step, mostPercent: 101 })).toEqual(['steps.0.mostPercent: must not be above 100']);
  expect(refusalsOf({ ...step, mostPercent: 0 })).toEqual(['steps.0.mostPercent: must be above zero']);
});

test('a step that never pays, as an earlier one has paid the same, is refused with the place', () => {
  const fine = { pay: ['fine'], by: 'balance' };
  expect(refusalsOf(fine, { pay: ['restitution', 'fine'], by: 'balance' })).toEqual([
    'steps.1.pay.1: fine is paid in full by step 1',
  ]);
  expect(refusalsOf({ ...fine, payees: ['person'] }, fine)).toEqual([]);
});

test('a charge, basis or member that no rule has is refused with the place', () => {
  expect(refusalsOf({ pay: ['taxes'], by: 'balance' })).not.toEqual([]);
  expect(refusalsOf({ pay: ['fine'], by: 'luck' })).not.toEqual([]);
  expect(refusalsOf({ pay: ['fine'], by: 'balance', first: true })).not.toEqual([]);
  expect(refusalsOf()).toEqual(['steps: must have a step']);
});

const rule = aRule([{ pay: ['fine'], by: 'balance' }]);
const versions = (...days: [string, string | null][]) =>
  refusals(() =>
    ruleVersions(days.map(([effectiveFrom, effectiveTo]) => ({ effectiveFrom, effectiveTo, rule }))),
  );

test.each([
  [['2020-01-01', '2020-12-31'], ['2020-12-31', null], '0.effectiveTo: overlaps the next, from 2020-12-31'],
  [
    ['2020-01-01', '2020-12-31'],
    ['2021-01-02', null],
    '0.effectiveTo: leaves a gap: the next begins only on 2021-01-02',
  ],
  [['2020-01-01', null], ['2021-01-01', null], '0.effectiveTo: has no end, and 2021-01-01 begins another'],
  [['2020-01-01', '2019-12-31'], ['2020-01-01', null], '0.effectiveTo: is before 2020-01-01'],
] satisfies [[string, string | null], [string, string | null], string][])(
  'versions whose days do not meet are refused with the place: %j, %j',
  (one, other, refusal) => {
    expect(versions(one, other)).toContain(refusal);
  },
);

test('versions that meet on a day, also over a leap day, are taken; a day that no calendar has is not', () => {
  expect(versions(['2020-01-01', '2024-02-28'], ['2024-02-29', null])).toEqual([]);
  expect(versions(['2023-02-29', null])).toEqual(['0.effectiveFrom: must be a day, YYYY-MM-DD']);
});
