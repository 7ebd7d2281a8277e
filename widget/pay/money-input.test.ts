import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centsFromText } from './money-input.ts';

test.each([
  ['25', 2_500],
  ['25.5', 2_550],
  ['25.00', 2_500],
  [' $1,240.07 ', 124_007],
  ['0', 0],
  ['0.01', 1],
  ['50,25', 5_025],
  ['$1240,07', 124_007],
  ['1,234', 123_400],
  ['19.99', 1_999], // 19.99 * 100 is 1998.9999999999998
])('"%s" is %i cents', (text, cents) => {
  expect(centsFromText(text)).toBe(cents);
});

test.each([
  '',
  ' ',
  '-1',
  '+1',
  '1.234',
  '1.',
  '.5',
  '1,2345',
  '1,2',
  ',25',
  '1,240,50',
  '1.240,50',
  '50,25.00',
  '1e3',
  '0x10',
  '１２',
  'NaN',
  '1 000',
  '99999999999999999',
])('"%s" is no amount', (text) => {
  expect(centsFromText(text)).toBeNull();
});

test.each(['.', ','])(
  'every amount written with two decimals after "%s" is read back to the cent',
  (point) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (cents) => {
        const digits = String(cents).padStart(3, '0');
        expect(centsFromText(`${digits.slice(0, -2)}${point}${digits.slice(-2)}`)).toBe(cents);
      }),
    );
  },
);

test('a comma before three digits parts thousands, and never makes an amount a thousandth of what was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 999_999 }), (dollars) => {
      const digits = String(dollars);
      expect(centsFromText(`${digits.slice(0, -3)},${digits.slice(-3)}`)).toBe(dollars * 100);
    }),
  );
});
