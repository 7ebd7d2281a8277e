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
  '1,2',
  '1,2345',
  '12,34',
  '25,00',
  '1e3',
  '0x10',
  '１２',
  'NaN',
  '1 000',
  '99999999999999999',
])('"%s" is no amount', (text) => {
  expect(centsFromText(text)).toBeNull();
});

test('every amount written with two decimals is read back to the cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (cents) => {
      const digits = String(cents).padStart(3, '0');
      expect(centsFromText(`${digits.slice(0, -2)}.${digits.slice(-2)}`)).toBe(cents);
    }),
  );
});
