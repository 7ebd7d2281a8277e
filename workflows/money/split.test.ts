import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from './money.ts';
import { sharesOf, split } from './split.ts';

const cents = fc.bigInt({ min: 0n, max: 10n ** 18n });
const weights = fc
  .dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.bigInt({ min: 0n, max: 10n ** 9n }), {
    minKeys: 1,
  })
  .map((byKey) => new Map(Object.entries(byKey)))
  .filter((byKey) => sum(byKey.values()) > 0n);

test('no cent is made or lost', () => {
  fc.assert(
    fc.property(cents, weights, (total, byKey) => {
      expect(sum(split(total, byKey).values())).toBe(total);
    }),
  );
});

test('each share is its exact part, rounded down or up by less than a cent', () => {
  fc.assert(
    fc.property(cents, weights, (total, byKey) => {
      const whole = sum(byKey.values());
      for (const [key, share] of split(total, byKey)) {
        const below = (total * (byKey.get(key) ?? 0n)) / whole;
        expect([below, below + 1n]).toContain(share);
      }
    }),
  );
});

test('a weight of zero gets nothing', () => {
  fc.assert(
    fc.property(cents, weights, (total, byKey) => {
      expect(split(total, byKey.set('zero', 0n)).get('zero')).toBe(0n);
    }),
  );
});

test('the order in which the weights come decides nothing', () => {
  fc.assert(
    fc.property(cents, weights, (total, byKey) => {
      const backwards = split(total, new Map([...byKey].toReversed()));
      expect(Object.fromEntries(backwards)).toEqual(Object.fromEntries(split(total, byKey)));
    }),
  );
});

test('a tie goes to the key that sorts first', () => {
  expect(
    split(
      100n,
      new Map([
        ['c', 1n],
        ['a', 1n],
        ['b', 1n],
      ]),
    ),
  ).toEqual(
    new Map([
      ['c', 33n],
      ['a', 34n],
      ['b', 33n],
    ]),
  );
});

test('the largest remainder gets the cent', () => {
  expect(
    split(
      10n,
      new Map([
        ['a', 1n],
        ['b', 2n],
      ]),
    ),
  ).toEqual(
    new Map([
      ['a', 3n],
      ['b', 7n],
    ]),
  );
});

test('a negative total, a negative weight and no weight at all are refused', () => {
  expect(() => split(-1n, new Map([['a', 1n]]))).toThrow(RangeError);
  expect(() =>
    split(
      1n,
      new Map([
        ['a', 2n],
        ['b', -1n],
      ]),
    ),
  ).toThrow(RangeError);
  expect(() => split(1n, new Map([['a', 0n]]))).toThrow(RangeError);
  expect(() => split(1n, new Map())).toThrow(RangeError);
});

test('where numbers end and large amounts begin, the shares are by the same rule', () => {
  const weight = fc.bigInt({ min: 0n, max: 2n ** 27n });
  const few = fc.array(weight, { minLength: 1, maxLength: 5 }).filter((all) => sum(all) > 0n);
  fc.assert(
    fc.property(few, fc.bigInt({ min: 0n, max: 2n ** 28n }), (all, total) => {
      const whole = sum(all);
      const parts = all.map((one, place) => ({
        place,
        share: (total * one) / whole,
        rest: (total * one) % whole,
      }));
      const left = Number(total - sum(parts.map(({ share }) => share)));
      const first = parts
        .toSorted((a, b) => Number(b.rest - a.rest) || a.place - b.place)
        .slice(0, left)
        .map(({ place }) => place);
      expect(sharesOf(total, all)).toEqual(
        parts.map(({ share, place }) => share + (first.includes(place) ? 1n : 0n)),
      );
    }),
    { numRuns: 1_000 },
  );
});
