import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { quietRuntime } from './worker.ts';
import { workflowCode } from './workflow-code.ts';

/** Every committed history: runs that a version of this code began and this one must be able to end. */
const histories = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/histories\/[^/]+\.json$/.test(file))
  .toSorted();

let workflowBundle: WorkflowBundle;
beforeAll(async () => {
  quietRuntime();
  workflowBundle = await workflowCode();
});

test('each workflow has histories to replay', () => {
  const nouns = new Set(histories.map((file) => file.split('/')[0]));
  expect([...nouns]).toEqual(['notice', 'payment', 'settlement']);
});

test.each(histories)('%s replays', async (file) => {
  const history: unknown = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
  await expect(
    Worker.runReplayHistory({ workflowBundle }, historyFromJSON(history)),
  ).resolves.toBeUndefined();
});

test('a history of other steps does not replay', async () => {
  const [first] = histories;
  if (first === undefined) throw new Error('there is no history');
  const text = readFileSync(join(import.meta.dirname, first), 'utf8');
  expect(text.includes('mailWhatWaits')).toBe(true);
  const other: unknown = JSON.parse(text.replaceAll('mailWhatWaits', 'sendSomethingElse'));
  await expect(Worker.runReplayHistory({ workflowBundle }, historyFromJSON(other))).rejects.toThrow(
    /[Nn]ondeterminism/,
  );
});
