import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../money/money.ts';
import {
  DEPOSIT_CLAIMS,
  DEPOSIT_SOURCES,
  divideDeposit,
  type DepositOwed,
  type DepositRule,
} from './deposit.ts';
import { cdcrDeposits, waOutsideFunds } from './presets/deposits.ts';

const figures = ({ taken, leftCents }: ReturnType<typeof divideDeposit>) => ({
  ...Object.fromEntries(taken.map(({ for: claim, cents, feeCents }) => [claim, [cents, feeCents]])),
  left: leftCents,
});

test('California: half of the deposit to the victim, a tenth of that as a fee, the rest theirs', () => {
  const divided = divideDeposit(cdcrDeposits, 10_000n, 'family', { restitution: 100_000n });
  expect(figures(divided)).toEqual({ restitution: [5_000n, 500n], left: 4_500n });
});

test('California, near the end: no more than is owed, and the fee of that', () => {
  const divided = divideDeposit(cdcrDeposits, 10_000n, 'family', { restitution: 3_000n });
  expect(figures(divided)).toEqual({ restitution: [3_000n, 300n], left: 6_700n });
});

test('Washington: five and ten per cent always, court debts while they are owed, the cost of incarceration', () => {
  const owed = { legal_financial_obligations: 50_000n };
  expect(figures(divideDeposit(waOutsideFunds, 10_000n, 'family', owed))).toEqual({
    crime_victims: [500n, 0n],
    savings: [1_000n, 0n],
    legal_financial_obligations: [2_000n, 0n],
    incarceration_cost: [2_000n, 0n],
    left: 4_500n,
  });
});

test.each([
  [cdcrDeposits, 'veterans_benefits'],
  [cdcrDeposits, 'failed_purchase_refund'],
  [waOutsideFunds, 'legal_settlement'],
] as const)('%o: nothing is taken of %s', (rule, source) => {
  const owed = { restitution: 100_000n, legal_financial_obligations: 100_000n };
  expect(divideDeposit(rule, 10_000n, source, owed)).toEqual({ taken: [], leftCents: 10_000n });
});

test('takes of more than the whole leave nothing, and nothing less', () => {
  const greedy: DepositRule = {
    ...cdcrDeposits,
    takes: [
      { for: 'restitution', percent: 90, feePercent: 10 },
      { for: 'savings', percent: 90 },
    ],
  };
  expect(figures(divideDeposit(greedy, 10_000n, 'family', {}))).toEqual({
    restitution: [9_000n, 900n],
    savings: [100n, 0n],
    left: 0n,
  });
});

test('a negative deposit or debt is refused', () => {
  expect(() => divideDeposit(cdcrDeposits, -1n, 'family', {})).toThrow(RangeError);
  expect(() => divideDeposit(cdcrDeposits, 1n, 'family', { restitution: -1n })).toThrow(RangeError);
});

const cents = fc.bigInt({ min: 0n, max: 10n ** 18n });
const someRule = fc
  .array(
    fc.record(
      {
        for: fc.constantFrom(...DEPOSIT_CLAIMS),
        percent: fc.integer({ min: 1, max: 100 }),
        whileOwed: fc.constant(true as const),
        feePercent: fc.integer({ min: 0, max: 100 }),
      },
      { requiredKeys: ['for', 'percent'] },
    ),
    { maxLength: 8 },
  )
  .map((takes): DepositRule => ({ ...cdcrDeposits, takes }));
const someOwed = fc.dictionary(fc.constantFrom(...DEPOSIT_CLAIMS), cents).map((owed): DepositOwed => owed);

test('no cent is made or lost, none is taken beyond what is owed, and nobody is left with less than nothing', () => {
  fc.assert(
    fc.property(
      someRule,
      cents,
      fc.constantFrom(...DEPOSIT_SOURCES),
      someOwed,
      (rule, deposit, source, owed) => {
        const { taken, leftCents } = divideDeposit(rule, deposit, source, owed);
        expect(sum(taken.flatMap((one) => [one.cents, one.feeCents])) + leftCents).toBe(deposit);
        expect(leftCents).toBeGreaterThanOrEqual(0n);
        for (const { cents: got, feeCents } of taken) {
          expect(got).toBeGreaterThan(0n);
          expect(feeCents).toBeGreaterThanOrEqual(0n);
        }
        for (const claim of DEPOSIT_CLAIMS) {
          const takes = rule.takes.filter((take) => take.for === claim);
          if (!takes.every((take) => take.whileOwed)) continue;
          const got = sum(taken.filter((one) => one.for === claim).map((one) => one.cents));
          expect(got).toBeLessThanOrEqual(owed[claim] ?? 0n);
        }
      },
    ),
  );
});
