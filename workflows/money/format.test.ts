import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatUsd } from './format.ts';

test('every cent of any amount can be read back from its English text', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (cents) => {
      const digits = formatUsd(cents, 'en-US').replaceAll(/[$,.]/g, '');
      expect(BigInt(digits)).toBe(cents);
    }),
  );
});

test.each([
  [0n, '$0.00'],
  [5n, '$0.05'],
  [-5n, '-$0.05'],
  [123_456n, '$1,234.56'],
  [900_719_925_474_099_399n, '$9,007,199,254,740,993.99'],
])('%d is %s', (cents, text) => {
  expect(formatUsd(cents, 'en')).toBe(text);
});

test('the language decides how it reads, never how much it is', () => {
  expect(formatUsd(123_456n, 'es-US')).toBe('$1,234.56');
  expect(formatUsd(123_456n, 'de').replaceAll(/\s/g, ' ')).toBe('1.234,56 $');
});
