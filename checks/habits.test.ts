import { expect, test } from 'vitest';
import {
  dependencyFindings,
  environmentFindings,
  machinePathFindings,
  rawQueryFindings,
  syntaxFindings,
  workflowStateFindings,
} from './habits.ts';
import { readTree, said, type Finding, type Tree } from './source.ts';

const tree = readTree(['.ts']);
const text = readTree([
  '.ts',
  '.mjs',
  '.json',
  '.md',
  '.css',
  '.html',
  '.sql',
  '.prisma',
  '.yml',
  '.ci/run',
  '.svg',
]);
const dependencies = new Set(Object.keys(dependenciesOf(text.get('package.json') ?? '{}')));

function dependenciesOf(json: string): object {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null || !('dependencies' in parsed)) return {};
  return parsed.dependencies ?? {};
}

const linesOf = (findings: readonly Finding[]) => findings.map(({ line }) => line).toSorted((a, b) => a - b);
const one = (path: string, source: string): Tree => new Map([[path, source]]);

test('only entry points read the environment', () => {
  expect(environmentFindings(tree).map(said)).toEqual([]);
  const found = `const a = process.env.HOME;\nconst b = process['env']['HOME'];\nimport { env } from 'node:process';`;
  expect(linesOf(environmentFindings(one('api/planted.ts', found)))).toEqual([1, 2, 3]);
  expect(environmentFindings(one('api/main.ts', found))).toEqual([]);
});

test('no enum, no namespace, no cast through unknown', () => {
  expect(syntaxFindings(tree).map(said)).toEqual([]);
  const found = `enum A { x }\nnamespace B { export const y = 1; }\nconst c = 1 as unknown as string;`;
  expect(syntaxFindings(one('api/planted.ts', found))).toHaveLength(3);
  expect(syntaxFindings(one('widget/planted.ts', `declare global { interface Window { x: 1 } }`))).toEqual(
    [],
  );
});

test('written statements go through prisma/rows.ts', () => {
  expect(rawQueryFindings(tree).map(said)).toEqual([]);
  const found = 'db.$queryRaw`SELECT 1`;\ntx.$executeRawUnsafe(text);\nrows(db)`SELECT 1`;';
  expect(linesOf(rawQueryFindings(one('api/planted.ts', found)))).toEqual([1, 2]);
  expect(rawQueryFindings(one('prisma/planted.ts', found))).toEqual([]);
});

test('workflow code keeps no state in its modules', () => {
  expect(workflowStateFindings(tree).map(said)).toEqual([]);
  const state = [
    'let count = 0;',
    'export const seen = new Set<string>();',
    'const list = [1];',
    'const table = { a: 1 };',
    'const fixed = { a: 1 } as const;',
    'const typed: readonly number[] = [1];',
    'const shown: Readonly<Record<string, number>> = { a: 1 };',
  ];
  const found = workflowStateFindings(one('workflows/planted/workflow.ts', state.join('\n')));
  expect(linesOf(found)).toEqual([1, 2, 3, 4]);
});

test('what the product imports is installed with the product', () => {
  expect(dependencyFindings(tree, dependencies).map(said)).toEqual([]);
  const found = `import 'vitest'; import 'node:fs'; import 'stripe/x'; import type { A } from 'vite';`;
  expect(dependencyFindings(one('api/planted.ts', found), new Set(['stripe']))).toHaveLength(1);
});

test('no file names a path that only one machine has', () => {
  expect(machinePathFindings(text).map(said)).toEqual([]);
  for (const folder of ['home', 'Users', 'root']) {
    expect(machinePathFindings(one('a.md', `see /${folder}/ann/onward`))).toHaveLength(1);
  }
  expect(
    machinePathFindings(one('a.ts', `fetch('https://example.org/home/ann'); import '../work/plan.ts';`)),
  ).toEqual([]);
});
