import { matchesGlob } from 'node:path/posix';
import { expect, test } from 'vitest';
import { environmentReaders, packages, table, testFiles } from './import-table.ts';
import { matches } from './glob.ts';
import { pathsInTree } from './source.ts';

test('a pattern of the import table means what it means to Node', () => {
  const patterns = new Set([
    ...table.flatMap(({ files, may, types = [] }) => [...files, ...may, ...types]),
    ...packages.flatMap(({ files }) => files),
    ...testFiles,
    ...environmentReaders,
  ]);
  const paths = pathsInTree().filter((path, n) => path.endsWith('.ts') && n % 7 === 0);
  const wrong = [...patterns]
    .filter((pattern) => !/[$!]/.test(pattern))
    .flatMap((pattern) =>
      paths
        .filter((path) => matches(path, pattern) !== matchesGlob(path, pattern))
        .map((path) => [pattern, path]),
    );
  expect(wrong).toEqual([]);
  expect(paths.length).toBeGreaterThan(20);
});
