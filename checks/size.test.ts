import { expect, test } from 'vitest';
import { quantile, sizesOf } from './size.ts';
import { readTree, said } from './source.ts';

const lines = (n: number, of = '  call();') => Array.from({ length: n }, () => of).join('\n');

test('no file is longer than 350 lines, no function longer than 70', () => {
  const sizes = sizesOf(readTree(['.ts', '.mjs']));
  expect(sizes.tooLong.map(said)).toEqual([]);
  expect(sizes.files.length).toBeGreaterThan(20);
});

test('what is too long is found; comments and blank lines in a function do not count', () => {
  const inFunction = (body: string) => new Map([['a.ts', `function a() {\n${body}\n}\n`]]);
  expect(sizesOf(inFunction(lines(68))).tooLong).toEqual([]);
  expect(sizesOf(inFunction(lines(69))).tooLong).toHaveLength(1);
  expect(sizesOf(inFunction(`${lines(68)}\n${lines(9, '// why')}\n\n`)).tooLong).toEqual([]);
  expect(sizesOf(new Map([['a.ts', `${lines(351, '// x')}\n`]])).tooLong).toHaveLength(1);
});

test('the median and p90 are values of the numbers', () => {
  expect(quantile([5, 1, 3], 0.5)).toBe(3);
  expect(quantile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9)).toBe(10);
  expect(quantile([], 0.5)).toBe(0);
});
