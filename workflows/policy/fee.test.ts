import { expect, test } from 'vitest';
import { z } from 'zod';
import { feeFor } from './fee.ts';
import { feeRule } from './rule-schema.ts';

/** NY DOCCS, online: 2–9.99 $1.75; 10–19.99 $2.75; 20–49.99 $3.75; 50–300 $4.75 (doccs.ny.gov/account-deposits). */
const doccs = feeRule({
  family: 'tiers',
  name: 'Online deposit',
  tiers: [
    { upToCents: 999, feeCents: 175 },
    { upToCents: 1_999, feeCents: 275 },
    { upToCents: 4_999, feeCents: 375 },
    { upToCents: 30_000, feeCents: 475 },
  ],
});

test.each([
  [999n, 175n],
  [1_000n, 275n],
  [4_999n, 375n],
  [5_000n, 475n],
  [30_000n, 475n],
  [30_001n, null],
])('bounds are inclusive: %s → %s', (amount, fee) => {
  expect(feeFor(doccs, amount)).toBe(fee);
});

test('a table whose tiers overlap is refused with the place', () => {
  const overlapping = {
    family: 'tiers',
    name: 'x',
    tiers: [
      { upToCents: 2_000, feeCents: 1 },
      { upToCents: 2_000, feeCents: 2 },
    ],
  };
  expect(() => feeRule(overlapping)).toThrow(/"tiers",\s*1,\s*"upToCents"[\s\S]*overlaps/);
});

test.each([
  ['no tier', { family: 'tiers', name: 'x', tiers: [] }],
  ['a negative fee', { family: 'tiers', name: 'x', tiers: [{ upToCents: 1, feeCents: -1 }] }],
  ['a fraction of a cent', { family: 'tiers', name: 'x', tiers: [{ upToCents: 1.5, feeCents: 1 }] }],
  [
    'a member that no rule has',
    { family: 'tiers', name: 'x', tiers: [{ upToCents: 1, feeCents: 1 }], cap: 1 },
  ],
])('a table with %s is refused', (_, table) => {
  expect(() => feeRule(table)).toThrow(z.ZodError);
});
