import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { entries, run } from './test-processes.ts';

const { api, worker } = entries;

test.each(Object.entries({ api, worker }))(
  'on SQLite the %s alone is refused, with the way out',
  async (_, entry) => {
    const env = { STRIPE_SANDBOX_URL: 'http://localhost:1', SMTP_URL: 'smtp://localhost:1' };
    const { said, ended } = run(entry, { ...env, DATABASE_URL: 'file:/no/such/folder/onward.db' });
    expect(await ended).toBe(1);
    expect(said()).toMatch(
      /^Onward cannot start as separate processes\.\nSQLite wants one writer: .*npm run serve/,
    );
  },
);

test('a start that cannot use its database, or its data folder, ends with 1 and one sentence, without a stack', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'This is a letter. '.repeat(300));
  const outside = { STRIPE_SANDBOX_URL: 'http://localhost:1', SMTP_URL: 'smtp://localhost:1' };
  const env = { ...outside, ONWARD_DATA: join(folder, 'data'), DATABASE_URL: `file:${letter}` };
  const [noDatabase, noFolder] = [
    run(entries.serve, env),
    run(entries.serve, { ...env, ONWARD_DATA: join(letter, 'data') }),
  ];
  expect([await noDatabase.ended, noDatabase.said()]).toEqual([
    1,
    `The file ${letter} is not a SQLite database. Name another file in DATABASE_URL.\n`,
  ]);
  expect([await noFolder.ended, noFolder.said()]).toEqual([
    1,
    `The data folder ${letter}/data cannot be used: part of the path is a file. Mend that, or name another folder in ONWARD_DATA.\n`,
  ]);
});
