import { expect, test } from 'vitest';
import { compareVersions, isSupported, parseVersion, release } from './release.ts';

test.each([
  ['1.29.0', false],
  ['1.29.1', true],
  ['1.32.0', true],
  ['1.100.0', true],
  ['2.0.0', false],
  ['unknown', false],
])('a server %s is supported: %s', (version, supported) => {
  expect(isSupported(version)).toBe(supported);
});

test('the release we fetch is one we support', () => {
  expect(isSupported(release.server)).toBe(true);
});

test('versions are compared by number, not by letter', () => {
  expect(compareVersions([1, 9, 0], [1, 10, 0])).toBeLessThan(0);
  expect(parseVersion('temporal version 1.9.1 (Server 1.32.0)')).toEqual([1, 9, 1]);
});

test('each sum is a sha256, and no two files share one', () => {
  const sums = Object.values(release.platforms).flatMap(({ executable, wheel }) => [executable, wheel]);
  expect(sums.filter((sum) => !/^[0-9a-f]{64}$/.test(sum))).toEqual([]);
  expect(new Set(sums).size).toBe(sums.length);
});
