import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bands, cents, type Bands } from './fixtures.ts';
import { feeCliffs } from './fee-cliffs.ts';
import { feeRule } from './fee-schema.ts';
import { amountsOfTotal, feeBasisPoints, feeFor, feeTableBounds, waysToPay } from './fee.ts';
import type { Tender } from './codes.ts';
import type { FeeRule } from './rules.ts';

const aFee = (tables: Partial<Record<Tender, Bands>>, over: Partial<FeeRule> = {}): FeeRule =>
  feeRule({
    name: 'Sample fee',
    paidBy: 'payer',
    rounding: { to: 'nearest' },
    tables: Object.entries(tables).map(([tender, rows]) => ({ tenders: [tender], bands: bands(rows) })),
    ...over,
  });
const feeOf = (rule: FeeRule, dollars: number, tender: Tender = 'card') => {
  const fee = feeFor(rule, BigInt(cents(dollars)), tender);
  return fee === null ? null : Number(fee.payerCents) / 100;
};

/** NY DOCCS (doccs.ny.gov/account-deposits). */
const doccs = aFee({
  card: [
    [2, 9.99, 1.75],
    [10, 19.99, 2.75],
    [20, 49.99, 3.75],
    [50, 300, 4.75],
  ],
  money_order: [[0.01, 999.99, 0]],
});
/** Baltimore County (baltimorecountymd.gov, inmate funds). */
const baltimore = aFee({
  card: [
    [0.01, 20, 2.95],
    [20.01, 100, 4.95],
  ],
});
/** Livingston County, Michigan (livingstonlive.livgov.com, court fee schedule). */
const livingston = aFee({
  card: [
    [0.01, 100, 5],
    [100.01, 150, 7],
    [150.01, 200, 8],
    [200.01, 250, 9],
    [250.01, 350, 10],
    [350.01, null, 0, 4],
  ],
});
/** Sedgwick County, Kansas (sedgwickcounty.org). */
const sedgwick = aFee({ card: [[0.01, null, 0, 10, { minimumCents: 325 }]], cash: [[0.01, null, 3.25]] });
/** Portage County, Wisconsin (co.portage.wi.gov/415). */
const portage = aFee({ card: [[0.01, null, 0, 10]], cash: [[0.01, null, 3]] });
/** Pendleton, Oregon (pendleton.or.us, online payment fee schedule). */
const pendleton = aFee({
  bank_debit: [
    [0.01, 98.99, 0.39, 0.82],
    [99, null, 1.2],
  ],
  card: [[0.01, null, 0.2, 3.5]],
});
/** Pennsylvania PAePay (franklincountypa.gov, adult probation). */
const paepay = aFee({ card: [[0.01, null, 2.75]] });
/** PayNearMe: California child support; Arizona courts (nbcsandiego.com, govtech.com). */
const payNearMe = aFee({ cash: [[0.01, 500, 1.99]] });
const arizona = aFee({ cash: [[0.01, 500, 2.99]] });
/** SmartJailMail (smartjailmail.com/faq-billing.cfm): ten credits of $0.50 at least, $1.50 a purchase. */
const credits = aFee({ card: [[5, null, 1.5]] });
/** The state's part of stamps, JPay in Louisiana, 2011 (americanpress.com/?p=168308). */
const stateShare = aFee({ card: [[0.01, null, 0, 30]] });
/** Money to prisoners, UK: the total rounded up, but for less than a tenth of a penny. */
const mtp = aFee({ card: [[0.01, 200, 0.2, 2.4]] }, { rounding: { to: 'up', ignoreTenths: true } });

test.each([
  [
    'NY DOCCS',
    doccs,
    'card',
    [
      [1.99, null],
      [9.99, 1.75],
      [10, 2.75],
      [49.99, 3.75],
      [50, 4.75],
      [300, 4.75],
      [300.01, null],
    ],
  ],
  [
    'NY DOCCS',
    doccs,
    'money_order',
    [
      [999.99, 0],
      [1_000, null],
    ],
  ],
  [
    'Baltimore',
    baltimore,
    'card',
    [
      [20, 2.95],
      [20.01, 4.95],
      [100, 4.95],
      [100.01, null],
    ],
  ],
  [
    'Livingston',
    livingston,
    'card',
    [
      [100, 5],
      [100.01, 7],
      [150, 7],
      [200, 8],
      [250, 9],
      [350, 10],
      [350.01, 14],
      [1_000, 40],
    ],
  ],
  [
    'Sedgwick',
    sedgwick,
    'card',
    [
      [1, 3.25],
      [32.5, 3.25],
      [32.6, 3.26],
      [50, 5],
    ],
  ],
  ['Sedgwick', sedgwick, 'cash', [[50, 3.25]]],
  ['Portage', portage, 'card', [[50, 5]]],
  ['Portage', portage, 'cash', [[50, 3]]],
  [
    'Pendleton',
    pendleton,
    'bank_debit',
    [
      [50, 0.8],
      [98, 1.19],
      [99, 1.2],
      [5_000, 1.2],
    ],
  ],
  ['Pendleton', pendleton, 'card', [[50, 1.95]]],
  [
    'PAePay',
    paepay,
    'card',
    [
      [0.01, 2.75],
      [5_000, 2.75],
    ],
  ],
  [
    'PayNearMe',
    payNearMe,
    'cash',
    [
      [20, 1.99],
      [500, 1.99],
      [500.01, null],
    ],
  ],
  ['Arizona courts', arizona, 'cash', [[20, 2.99]]],
  [
    'SmartJailMail',
    credits,
    'card',
    [
      [4.99, null],
      [5, 1.5],
    ],
  ],
  ['Louisiana', stateShare, 'card', [[1.5, 0.45]]],
  [
    'Money to prisoners',
    mtp,
    'card',
    [
      [0.01, 0.2],
      [0.1, 0.21],
      [1, 0.23],
      [3, 0.28],
      [3.14, 0.28],
      [10, 0.44],
      [17, 0.61],
      [120.4, 3.09],
      [200.01, null],
    ],
  ],
] satisfies [string, FeeRule, Tender, [number, number | null][]][])('%s', (_, rule, tender, vectors) => {
  for (const [amount, fee] of vectors) expect([amount, feeOf(rule, amount, tender)]).toEqual([amount, fee]);
});

test('totals as they were published: money to prisoners, and the least that a purchase of credits comes to', () => {
  const totalOf = (rule: FeeRule, amount: number) => cents(amount) + cents(feeOf(rule, amount) ?? Number.NaN);
  const published = [
    [0.01, 0.21],
    [0.1, 0.31],
    [1, 1.23],
    [3, 3.28],
    [3.14, 3.42],
    [10, 10.44],
    [17, 17.61],
    [120.4, 123.49],
  ] as const;
  for (const [amount, total] of published)
    expect([amount, totalOf(mtp, amount)]).toEqual([amount, cents(total)]);
  expect(totalOf(credits, 5)).toBe(cents(6.5));
});

test('a fee in the first form is for cards, by amount, bounds inclusive', () => {
  const tiers = [
    { upToCents: 2_500, feeCents: 150 },
    { upToCents: 5_000, feeCents: 200 },
  ];
  const stored = feeRule({ family: 'tiers', name: 'Card', tiers });
  expect([0.01, 25, 25.01, 50, 50.01].map((amount) => feeOf(stored, amount))).toEqual([1.5, 1.5, 2, 2, null]);
});

test('a cap holds above, a minimum below', () => {
  const rule = aFee({ card: [[0.01, null, 0.3, 3, { minimumCents: 100, capCents: 500 }]] });
  expect([1, 50, 1_000].map((amount) => feeOf(rule, amount))).toEqual([1, 1.8, 5]);
});

test('a fee that the agency pays is none of the payer’s', () => {
  const rule = aFee({ card: [[0.01, null, 2.75]] }, { paidBy: 'agency' });
  expect(feeFor(rule, 5_000n, 'card')).toEqual({ payerCents: 0n, agencyCents: 275n });
  expect(waysToPay(rule, 5_000n)).toEqual([
    { tender: 'card', takes: true, feeCents: 0n, basisPoints: 0, isFree: true },
  ]);
});

test('rounding goes as the rule says', () => {
  const half = (to: FeeRule['rounding']['to']) =>
    feeOf(aFee({ card: [[0.01, null, 0, 2.5]] }, { rounding: { to } }), 0.2);
  expect([half('nearest'), half('up'), half('down')]).toEqual([0.01, 0.01, 0]);
  const ten = (to: FeeRule['rounding']['to']) =>
    feeOf(aFee({ card: [[0.01, null, 0, 2.5]] }, { rounding: { to } }), 10.1);
  expect([ten('nearest'), ten('up'), ten('down')]).toEqual([0.25, 0.26, 0.25]);
});

test('the cheapest way comes first, free ways lead, and one that does not take the amount is still named', () => {
  const all = aFee({ card: [[0.01, null, 0, 10]], cash: [[0.01, 500, 3]], money_order: [[0.01, 999.99, 0]] });
  expect(waysToPay(all, 5_000n).map(({ tender }) => tender)).toEqual(['money_order', 'cash', 'card']);
  expect(waysToPay(all, 2_000n).map(({ tender }) => tender)).toEqual(['money_order', 'card', 'cash']);
  expect(waysToPay(all, 100_000n)).toEqual([
    { tender: 'card', takes: true, feeCents: 10_000n, basisPoints: 1_000, isFree: false },
    { tender: 'cash', takes: false, leastCents: 1n, mostCents: 50_000n },
    { tender: 'money_order', takes: false, leastCents: 1n, mostCents: 99_999n },
  ]);
});

test('a fee in per cent is to a hundredth, rounded half up', () => {
  expect(feeBasisPoints({ amountCents: 13_000n, feeCents: 325n })).toBe(250);
  expect(feeBasisPoints({ amountCents: 30_000n, feeCents: 100n })).toBe(33);
});

test('a cliff is told, a step of a dollar is not', () => {
  expect(feeCliffs(doccs)).toEqual([]);
  expect(feeCliffs(baltimore)).toEqual([
    { tender: 'card', atCents: 2_000n, feeBeforeCents: 295n, feeAfterCents: 495n },
  ]);
  expect(feeCliffs(livingston).map(({ atCents }) => atCents)).toEqual([10_000n, 35_000n]);
  expect(
    feeCliffs(
      aFee({
        card: [
          [1, 10, 3],
          [10.01, 20, 1],
        ],
      }),
    ),
  ).toHaveLength(1);
});

const tables = [doccs, baltimore, livingston, sedgwick, portage, pendleton, paepay, credits, mtp];

test('a payment is found by what it came to, whatever the table', () => {
  fc.assert(
    fc.property(fc.constantFrom(...tables), fc.bigInt(1n, 1_000_000n), (rule, amountCents) => {
      const fee = feeFor(rule, amountCents, 'card');
      if (fee === null) return;
      const feeCents = fee.payerCents;
      expect(amountsOfTotal(rule, amountCents + feeCents)).toContainEqual({ amountCents, feeCents });
    }),
  );
});

test('every amount between the bounds of a table has one fee, and none beyond them', () => {
  fc.assert(
    fc.property(fc.constantFrom(...tables), fc.bigInt(1n, 2n ** 60n), (rule, amountCents) => {
      const bounds = feeTableBounds(rule, 'card');
      const isIn =
        bounds !== null &&
        amountCents >= bounds.leastCents &&
        (bounds.mostCents === null || amountCents <= bounds.mostCents);
      expect(feeFor(rule, amountCents, 'card') !== null).toBe(isIn);
    }),
  );
});
