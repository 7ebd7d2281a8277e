import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offBalance, partsOf, totalsOf, type Posting } from './ledger-totals.ts';

const line = (account: string, debitCents?: number, creditCents?: number, unit = 'USD'): Posting => ({
  account,
  unit,
  ...(debitCents !== undefined && { debitCents }),
  ...(creditCents !== undefined && { creditCents }),
  balanceAfterCents: 0,
});

test('debits and credits are summed apart, for each unit', () => {
  const postings = [
    line('a', 300),
    line('b', undefined, 100),
    line('c', 5, undefined, 'STAMP'),
    line('d', 7),
  ];
  expect(totalsOf(postings)).toEqual([
    { unit: 'USD', debitCents: 307, creditCents: 100 },
    { unit: 'STAMP', debitCents: 5, creditCents: 0 },
  ]);
});

test('an entry is balanced exactly when each unit is', () => {
  const cents = fc.integer({ min: 1, max: 1e9 });
  fc.assert(
    fc.property(cents, cents, fc.integer({ min: -3, max: 3 }), (a, b, offCents) => {
      const postings = [line('x', a + b + offCents), line('y', undefined, a), line('z', undefined, b)];
      expect(offBalance(postings)).toEqual(offCents === 0 ? [] : [{ unit: 'USD', offCents }]);
    }),
  );
});

test('one unit does not make up for another', () => {
  const postings = [line('x', 5, undefined, 'USD'), line('y', undefined, 5, 'STAMP')];
  expect(offBalance(postings)).toHaveLength(2);
});

test('an entry without lines is not called balanced', () => {
  expect(offBalance([])).toHaveLength(1);
});

test('memo lines stand apart from those that move money, and no line is lost', () => {
  const postings = ['processor_clearing', 'receivable:1', 'assessed:2', 'waived:2', 'payable_pending:3'].map(
    (account) => line(account, 1),
  );
  const { money, memo } = partsOf(postings);
  expect(money.map(({ account }) => account)).toEqual(['processor_clearing', 'payable_pending:3']);
  expect(memo.map(({ account }) => account)).toEqual(['receivable:1', 'assessed:2', 'waived:2']);
});
