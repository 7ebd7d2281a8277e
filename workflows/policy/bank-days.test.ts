import { expect, test } from 'vitest';
import { debitPaidBy } from './bank-days.ts';

test.each([
  ['2026-11-16', '2026-11-20', 'a plain week'],
  ['2026-11-20', '2026-11-27', 'over a weekend and Thanksgiving'],
  ['2026-12-24', '2026-12-31', 'over Christmas and a weekend'],
  ['2026-07-02', '2026-07-08', 'a Fourth on a Saturday is kept on no other day'],
  ['2027-07-02', '2027-07-09', 'a Fourth on a Sunday is kept on the Monday'],
  ['2026-01-16', '2026-01-23', 'over a weekend and the third Monday of January'],
  ['2026-05-22', '2026-05-29', 'over the last Monday of May'],
  ['2026-11-14', '2026-11-19', 'asked for on a Saturday'],
])('a debit of %s is expected on %s: %s', (from, by) => {
  expect(debitPaidBy(from)).toBe(by);
});
