import { expect, test } from 'vitest';
import { z } from 'zod';
import { feeRule } from './fee-schema.ts';
import { bands, type Bands } from './fixtures.ts';

const feeRefusals = (table: unknown): string[] => {
  try {
    feeRule(table);
    return [];
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
};
const withBands = (rows: Bands) => ({
  name: 'x',
  paidBy: 'payer',
  rounding: { to: 'nearest' },
  tables: [{ tenders: ['card'], bands: bands(rows) }],
});

test.each([
  [
    [
      [1, 2, 0],
      [2, 3, 0],
    ],
    'tables.0.bands.1.fromCents: overlaps: 200 is not above 200',
  ],
  [
    [
      [1, 2, 0],
      [2.02, 3, 0],
    ],
    'tables.0.bands.1.fromCents: leaves a gap: nothing is said of 201 to 201',
  ],
  [
    [
      [1, null, 0],
      [2, 3, 0],
    ],
    'tables.0.bands.1.fromCents: is never reached: the band before has no end',
  ],
  [[[2, 1, 0]], 'tables.0.bands.0.upToCents: is below 200'],
  [[[1, 2, 0, 100.01]], 'tables.0.bands.0.basisPoints: must not be above 100 per cent'],
  [[[1, 2, -0.01]], 'tables.0.bands.0.flatCents: must not be negative'],
  [[[1, 2, 0, 0, { minimumCents: 2, capCents: 1 }]], 'tables.0.bands.0.capCents: is below the minimum, 2'],
] satisfies [Bands, string][])('a table that is wrong is refused with the place: %j', (rows, refusal) => {
  expect(feeRefusals(withBands(rows))).toEqual([refusal]);
});

test('a way to pay that has two tables is refused with the place', () => {
  const table = { tenders: ['card', 'cash'], bands: bands([[1, 2, 0]]) };
  const rule = {
    name: 'x',
    paidBy: 'payer',
    rounding: { to: 'nearest' },
    tables: [table, { ...table, tenders: ['cash'] }],
  };
  expect(feeRefusals(rule)).toEqual(['tables.1.tenders.0: cash is in table 1 already']);
});

test.each([
  [
    'tiers that overlap',
    [
      { upToCents: 2_000, feeCents: 1 },
      { upToCents: 2_000, feeCents: 2 },
    ],
    'tiers.1.upToCents: overlaps: 2000 is not above 2000',
  ],
  ['no tier', [], 'tiers: must have a tier'],
  ['a negative fee', [{ upToCents: 1, feeCents: -1 }], 'tiers.0.feeCents: must not be negative'],
  ['a fraction of a cent', [{ upToCents: 1.5, feeCents: 1 }], 'tiers.0.upToCents: must be whole cents'],
])('a table in the first form with %s is refused with the place', (_, tiers, refusal) => {
  expect(feeRefusals({ family: 'tiers', name: 'x', tiers })).toEqual([refusal]);
});
