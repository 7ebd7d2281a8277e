import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Figure } from './bench.ts';
import { benches, onlyNamed } from './benches.ts';
import { keepFigures, readFigures } from './figures.ts';
import { meets, measure } from './measure.ts';
import { isBeyondSpread, median, percentile, summaryOf } from './statistics.ts';
import { tableOf } from './table.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'onward-bench-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Sides that return given values, one a call. */
function figureOf(ours: number[], base: number[], target: Figure['target'] = { atLeast: 1 }) {
  const order: string[] = [];
  const next = (side: string, values: number[]) => async () => {
    order.push(side);
    return values.shift() ?? Number.NaN;
  };
  const sides = { ours: next('A', ours), ...(base.length > 0 && { base: next('B', base) }) };
  return { order, figure: { name: 'this ÷ that', unit: '/s', target, ...sides } satisfies Figure };
}
const silent = () => undefined;

test('both sides are measured in turn, and the figure is the median of their ratios', async () => {
  const { order, figure } = figureOf([2, 4, 6, 8, 100], [2, 2, 2, 2, 2]);
  const measured = await measure(figure, silent);
  expect(order.join('')).toBe('ABABABABAB');
  expect(measured.summary).toEqual({ median: 3, least: 1, most: 50 });
});

test('a warm-up is not counted', async () => {
  const { figure } = figureOf([100, 1, 1, 1, 1, 1], []);
  expect((await measure({ ...figure, warmUp: true }, silent)).summary.most).toBe(1);
});

test('what is not a measurement is refused', async () => {
  await expect(measure(figureOf([1, 0], []).figure, silent)).rejects.toThrow('measured 0');
  await expect(measure(figureOf([1], []).figure, silent)).rejects.toThrow('measured NaN');
});

test('the median meets the target, or does not', async () => {
  const values = () => [1.4, 1.5, 1.5, 1.5, 9];
  const of = async (target: Figure['target']) =>
    meets(await measure(figureOf(values(), [], target).figure, silent));
  expect(await of({ atMost: 1.5 })).toBe(true);
  expect(await of({ atMost: 1.49 })).toBe(false);
  expect(await of({ atLeast: 1.5 })).toBe(true);
  expect(await of({ atLeast: 1.51 })).toBe(false);
});

test('the next run finds what was kept, beside the other benches, and tells what changed beyond the spread', async () => {
  const path = join(folder, 'figures.json');
  const run = async (ours: number[]) => measure(figureOf(ours, [1, 1, 1, 1, 1]).figure, silent);
  await keepFigures(path, 'other', [await run([1, 1, 1, 1, 1])]);
  await keepFigures(path, 'pay', [await run([1, 1.1, 1.2, 1.1, 1])]);
  const kept = await readFigures(path);
  expect(Object.keys(kept)).toEqual(['other', 'pay']);
  const said = async (ours: number[]) =>
    tableOf([{ name: 'pay', measured: [await run(ours)], last: kept['pay'] }]).split('\n')[1];
  expect(await said([1.1, 1.2, 1.1, 1.3, 1.1])).toMatch(/yes +1.1 \(1 to 1.2\) +the same$/);
  expect(await said([2, 2, 2, 2, 2])).toMatch(/yes +1.1 \(1 to 1.2\) +BETTER$/);
  expect(await said([0.5, 0.5, 0.5, 0.5, 0.5])).toMatch(/NO +1.1 \(1 to 1.2\) +WORSE$/);
});

test('a bench that was never run is new', async () => {
  const measured = [await measure(figureOf([1, 1, 1, 1, 1], []).figure, silent)];
  expect(await readFigures(join(folder, 'none.json'))).toEqual({});
  expect(tableOf([{ name: 'pay', measured, last: undefined }])).toMatch(/new$/);
});

test('middle, percentile and spread', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
  const then = summaryOf([1, 2, 3]);
  expect(isBeyondSpread(then, summaryOf([2.5, 4, 5]))).toBe(true);
  expect(isBeyondSpread(then, summaryOf([1.5, 4, 5]))).toBe(false);
  expect(isBeyondSpread(then, summaryOf([2.5, 2.9, 5]))).toBe(false);
});

test('those that run only where they are named can be named', () => {
  expect(Object.keys(benches)).toEqual(expect.arrayContaining([...onlyNamed]));
});
