import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromWire, sum, toWire } from './money.ts';

test('every amount that the wire takes comes back the same', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (wire) => {
      expect(toWire(fromWire(wire))).toBe(wire);
    }),
  );
});

test.each([2n ** 53n, -(2n ** 53n), 10n ** 30n])(
  '%d is refused on the wire: a JSON number would round it',
  (cents) => {
    expect(() => toWire(cents)).toThrow(RangeError);
  },
);

test.each([0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('%d from the wire is refused', (wire) => {
  expect(() => fromWire(wire)).toThrow(RangeError);
});

test('the sum of nothing is zero, of many exact', () => {
  expect(sum([])).toBe(0n);
  expect(sum([2n ** 60n, 1n, -(2n ** 60n)])).toBe(1n);
});
