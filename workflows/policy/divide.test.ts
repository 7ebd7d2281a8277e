import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../money/money.ts';
import { divide } from './divide.ts';

/** Few cents and weights, so that roundings meet what each can take. */
const few = fc.array(fc.record({ reach: fc.bigInt(1n, 6n), weight: fc.bigInt(0n, 4n) }), {
  minLength: 1,
  maxLength: 6,
});

test('nobody is given more than they can take, and the parts are the whole of the money', () => {
  fc.assert(
    fc.property(few, fc.bigInt(1n, 40n), fc.bigInt(0n, 4n), (claims, cents, minimum) => {
      const reaches = claims.map(({ reach }) => reach);
      const parts = divide(
        cents,
        reaches,
        claims.map(({ weight }) => weight),
        minimum,
      );
      parts.forEach((part, i) => expect(part >= 0n && part <= (reaches[i] ?? 0n)).toBe(true));
      const all = sum(reaches);
      expect(sum(parts)).toBe(cents < all ? cents : all);
    }),
    { numRuns: 2_000 },
  );
});

test('by what each can take, the short way gives what the long way gives', () => {
  fc.assert(
    fc.property(few, fc.bigInt(1n, 40n), (claims, cents) => {
      const reaches = claims.map(({ reach }) => reach);
      expect(divide(cents, reaches, reaches, 0n)).toEqual(divide(cents, reaches, [...reaches], 0n));
    }),
  );
});

test('what one cannot take goes to the others by their weights', () => {
  expect(divide(30n, [2n, 50n, 50n], [10n, 3n, 1n], 0n)).toEqual([2n, 21n, 7n]);
});
