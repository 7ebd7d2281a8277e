import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workflowCode } from './workflow-code.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'onward-code-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const onlyFile = async () => {
  const [name = '', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  return join(folder, name);
};

test('made once, it is found again; damaged, it is made anew; an old version’s goes', async () => {
  const made = await workflowCode(folder);
  expect(made.from).toBe('sources');
  for (const workflow of [
    'paymentWorkflow',
    'paymentWorkflowV2',
    'mailRoundWorkflow',
    'noticeWorkflow',
    'settlementWorkflow',
  ])
    expect(made.code).toContain(workflow);
  expect(await workflowCode(folder)).toEqual({ code: made.code, from: 'cache' });

  const file = await onlyFile();
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, -1));
  const old = join(folder, 'an-old-version.js');
  await writeFile(old, '');
  await utimes(old, new Date(0), new Date(0));
  expect((await workflowCode(folder)).from).toBe('sources');
  expect(await onlyFile()).toBe(file);
  expect((await workflowCode(folder)).from).toBe('cache');
});

test('a folder that cannot be written costs only the time', async () => {
  const made = await workflowCode(join(await onlyFile(), 'below a file'));
  expect(made.from).toBe('sources');
});
