import { matches } from './glob.ts';
import { expect, test } from 'vitest';
import { layers, table } from './import-table.ts';
import { importFindings, reachedByWorkflows, workflowFindings } from './layers.ts';
import { readTree, said, type Tree } from './source.ts';

const tree = readTree(['.ts', '.mjs']);
const sources = [...tree.keys()].filter((path) => path.endsWith('.ts'));

/** The tree with one more file; the imported paths exist, so that only the rule can object. */
function planted(path: string, text: string, ...exist: string[]): Tree {
  return new Map([...tree, ...exist.map((other): [string, string] => [other, 'export {};']), [path, text]]);
}
const messages = (path: string, text: string, ...exist: string[]) =>
  importFindings(planted(path, text, ...exist), [path]).map(({ message }) => message);

test('every import in the tree is one that the table allows', () => {
  expect(importFindings(tree, sources).map(said)).toEqual([]);
});

/** For each row: a file of the room, and something it must not reach. */
const forbidden: Record<string, [file: string, reaches: string]> = {
  'api entry': ['api/main.ts', 'workflows/payment/activities.ts'],
  'worker entry': ['workflows/worker.ts', 'api/router.ts'],
  'verifier entry': ['workflows/ledger/verify-main.ts', 'workflows/stripe/gateway.ts'],
  'agency command entry': ['api/agency/main.ts', 'api/router.ts'],
  configuration: ['config.ts', 'workflows/policy/quote.ts'],
  'exact origin': ['exact-origin.ts', 'config.ts'],
  'widget build': ['widget/vite.config.ts', 'api/router.ts'],
  widget: ['widget/pay/planted.ts', 'workflows/money/split.ts'],
  contract: ['api/contract/planted.ts', 'workflows/money/money.ts'],
  api: ['api/payer/planted.ts', 'workflows/ledger/post-entry.ts'],
  workflow: ['workflows/planted/workflow.ts', 'workflows/policy/calendar.ts'],
  'workflow code': ['workflows/workflow-code.ts', 'workflows/worker.ts'],
  'workflow bundle': ['workflows/bundle.ts', 'workflows/client.ts'],
  activities: ['workflows/payment/activities/planted.ts', 'workflows/refund/states.ts'],
  'states and messages': ['workflows/planted/states.ts', 'workflows/policy/quote.ts'],
  'what is owed': ['workflows/obligation/read.ts', 'workflows/ledger/post-entry.ts'],
  'what a receipt says': ['workflows/payment/receipt.ts', 'workflows/stripe/gateway.ts'],
  obligation: ['workflows/obligation/planted.ts', 'workflows/stripe/gateway.ts'],
  ledger: ['workflows/ledger/planted.ts', 'workflows/policy/quote.ts'],
  'policy and stripe': ['workflows/policy/planted.ts', 'prisma/client.ts'],
  mail: ['workflows/mail/planted.ts', 'workflows/policy/quote.ts'],
  words: ['workflows/words/planted.ts', 'workflows/mail/mailer.ts'],
  'temporal server': ['workflows/server/planted.ts', 'config.ts'],
  money: ['workflows/money/planted.ts', 'workflows/policy/quote.ts'],
  shapes: ['workflows/brief-error.ts', 'workflows/money/money.ts'],
  'loops of the worker': ['workflows/sweeper.ts', 'workflows/stripe/gateway.ts'],
  wishes: ['workflows/outbox.ts', 'workflows/client.ts'],
  client: ['workflows/client.ts', 'workflows/worker.ts'],
  prisma: ['prisma/planted.ts', 'workflows/money/money.ts'],
  demo: ['demo/planted.ts', 'checks/layers.ts'],
  checks: ['checks/planted.ts', 'demo/start.ts'],
  'tool settings': ['vitest.config.ts', 'config.ts'],
};

test('each row has its planted violation', () => {
  expect(Object.keys(forbidden)).toEqual(table.map(({ room }) => room));
});

const ways = [
  ['a static import', (to: string) => `import { x } from '${to}'; x();`],
  ['a re-export', (to: string) => `export { x } from '${to}';`],
  ['a star re-export', (to: string) => `export * from '${to}';`],
  ['a dynamic import', (to: string) => `export const x = await import('${to}');`],
  ['a type import', (to: string) => `import type { X } from '${to}'; export type Y = X;`],
  ['an inline type', (to: string) => `export type Y = import('${to}').X;`],
] as const;

test.each(Object.entries(forbidden))(
  '%s: a forbidden import is found, however it is written',
  (_, [file, reaches]) => {
    const up = '../'.repeat(file.split('/').length - 1) || './';
    const found = ways.map(([way, write]) => [way, messages(file, write(`${up}${reaches}`), reaches)]);
    expect(found).toEqual(
      ways.map(([way]) => [way, [expect.stringContaining(`may not import ${reaches} (`)]]),
    );
  },
);

test('what is open to types alone is closed to values, also behind `import { type X }`, which still runs the module', () => {
  const from = 'widget/pay/planted.ts';
  expect(messages(from, `import type { Quote } from '../../api/contract/index.ts';`)).toEqual([]);
  const found = ['may import only types of api/contract/index.ts (widget)'];
  expect(messages(from, `import { Quote } from '../../api/contract/index.ts';`)).toEqual(found);
  expect(messages(from, `import { type Quote } from '../../api/contract/index.ts';`)).toEqual(found);
});

test('an import that leads nowhere, is computed, or stands in a file without a row is found', () => {
  expect(messages('api/planted.ts', `import './nowhere.ts';`)).toEqual(['./nowhere.ts leads to no file']);
  expect(messages('api/planted.ts', `const x = await import(name);`)).toEqual([
    expect.stringContaining('computed'),
  ]);
  expect(messages('workflows/payment/helpers.ts', '')).toEqual([expect.stringContaining('no row')]);
});

test('a file named by new URL, as a worker is, counts as an import', () => {
  const text = `new URL('../workflows/worker.ts', import.meta.url);`;
  expect(messages('api/planted.ts', text, 'workflows/worker.ts')).toHaveLength(1);
});

test('a test may use what its neighbours may, fixtures and the demo; the product may use neither', () => {
  const imports = `import '../../prisma/fixtures/index.ts'; import '../../demo/stripe/server.ts'; import './split.ts';`;
  const exist = ['prisma/fixtures/index.ts', 'demo/stripe/server.ts', 'workflows/money/split.ts'];
  expect(messages('workflows/money/planted.test.ts', imports, ...exist)).toEqual([]);
  expect(
    messages('workflows/money/planted.test.ts', `import '../../api/main.ts';`, 'api/main.ts'),
  ).toHaveLength(1);
  expect(messages('workflows/money/planted.ts', imports, ...exist)).toHaveLength(2);
});

test('stripe and nodemailer are spoken to from one folder each', () => {
  for (const name of ['stripe', 'nodemailer', '@temporalio/worker', 'better-sqlite3']) {
    expect(messages('api/payer/planted.ts', `import '${name}';`)).toEqual([expect.stringContaining(name)]);
  }
});

test('no row lets a lower folder import a higher one', () => {
  const layerOf = (pattern: string) => layers.findIndex((layer) => pattern.startsWith(`${layer}/`));
  const up = table.flatMap(({ files, may, types = [] }) =>
    files.flatMap((file) =>
      [...may, ...types]
        .filter((to) => layerOf(file) !== -1 && layerOf(to) !== -1 && layerOf(to) < layerOf(file))
        .map((to) => `${file} → ${to}`),
    ),
  );
  expect(up).toEqual([]);
});

test('what workflow code reaches has no package but Temporal’s: no zod, no Node', () => {
  expect(workflowFindings(tree).map(said)).toEqual([]);
  const reached = planted(
    'workflows/planted/workflow.ts',
    `import { a } from '../policy/planted.ts'; import type { B } from 'zod'; export const b: B = a;`,
    'workflows/policy/planted.ts',
  );
  const withZod = new Map([
    ...reached,
    ['workflows/policy/planted.ts', `import 'zod'; import 'node:fs'; export const a = 1;`],
  ]);
  expect(workflowFindings(withZod).map(said)).toEqual([
    'workflows/policy/planted.ts:1 workflow code may not import zod',
    'workflows/policy/planted.ts:1 workflow code may not import node:fs',
  ]);
});

test('the closure of workflow code is looked at, not only its first file', () => {
  const reached = reachedByWorkflows(tree).map(({ path }) => path);
  const own = [...tree.keys()].filter((path) => matches(path, 'workflows/*/workflow.ts'));
  expect(reached).toEqual(expect.arrayContaining(own));
});
