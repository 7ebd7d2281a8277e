import { expect, test } from 'vitest';
import { feeRule } from '../../workflows/policy/fee-schema.ts';
import { wayWords } from '../../workflows/words/owed.ts';
import type { PlaceSetting } from '../agency-settings.ts';
import { waysView } from './ways-view.ts';

const band = { fromCents: 1, upToCents: null, flatCents: 0, basisPoints: 0 };
const rule = feeRule({
  name: 'Sample',
  paidBy: 'payer',
  rounding: { to: 'nearest' },
  tables: [
    { tenders: ['card'], bands: [{ ...band, basisPoints: 250 }] },
    { tenders: ['bank_debit'], bands: [band] },
    { tenders: ['money_order'], bands: [{ ...band, flatCents: 100, upToCents: 10_000 }] },
  ],
});
const none = { places: [], bankDebits: false };
const office = (...takes: PlaceSetting['takes']): PlaceSetting => ({
  kind: 'office',
  name: 'Office',
  address: '12 Pier Street',
  takes,
  hours: [],
});

test('ways are listed the cheapest first, with fee and total; what cannot be paid with now is absent', () => {
  expect(waysView(rule, 10_000n, none)).toEqual([
    {
      tender: 'money_order',
      here: false,
      takes: true,
      feeCents: 100,
      feeBasisPoints: 100,
      totalCents: 10_100,
    },
    {
      tender: 'card',
      here: true,
      note: wayWords('card'),
      takes: true,
      feeCents: 250,
      feeBasisPoints: 250,
      totalCents: 10_250,
    },
  ]);
});

test('what an office takes without a fee of its own is always listed, and first', () => {
  const [first, ...others] = waysView(rule, 10_000n, {
    ...none,
    places: [office('cash'), office('cash', 'money_order')],
  });
  expect(first).toEqual({
    tender: 'cash',
    here: false,
    takes: true,
    feeCents: 0,
    feeBasisPoints: 0,
    totalCents: 10_000,
  });
  expect(others.map(({ tender }) => tender)).toEqual(['money_order', 'card']);
});

test('a way that does not take the amount is last, with the amounts that it takes', () => {
  expect(waysView(rule, 10_001n, none).at(-1)).toEqual({
    tender: 'money_order',
    here: false,
    takes: false,
    leastCents: 1,
    mostCents: 10_000,
  });
});

test('a bank debit is a way to pay where the agency offers it and its fees know it, and nowhere else', () => {
  const first = waysView(rule, 10_000n, { ...none, bankDebits: true })[0];
  expect(first).toMatchObject({
    tender: 'bank_debit',
    here: true,
    note: { en: 'Takes about 4 business days.' },
    takes: true,
    feeCents: 0,
    totalCents: 10_000,
  });
  const cards = { ...rule, tables: rule.tables.slice(0, 1) };
  const ways = waysView(cards, 10_000n, { ...none, bankDebits: true });
  expect(ways.map(({ tender }) => tender)).toEqual(['card']);
});
