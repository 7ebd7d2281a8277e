import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { PLAN_FILE, SPRUNG_FILE } from './plan.ts';
import { Trap } from './machine.ts';

/** Once there is a plan: commits one row, asks a server, and says that it got there. */
const script = (file: string, url: string, plan: string) => `
  import { existsSync } from 'node:fs';
  import { get } from 'node:http';
  import { setTimeout as delay } from 'node:timers/promises';
  import Sqlite from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
  while (!existsSync(${JSON.stringify(plan)})) await delay(5);
  const db = new Sqlite(${JSON.stringify(file)});
  db.prepare('BEGIN IMMEDIATE').run();
  db.prepare('INSERT INTO paid VALUES (?)').bind(['a']).run();
  db.prepare('COMMIT').run();
  get(${JSON.stringify(url)}, (answer) => answer.resume().on('end', () => console.log('all done')));
`;

/** Run it with a plan that kills the process itself. @returns what was left behind */
async function stoppedAt(moment: { at: 'commits' | 'committed' | 'calls' | 'answered'; text: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'onward-trap-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'test.db');
  const db = new Sqlite(file);
  db.exec('CREATE TABLE paid (who TEXT)');
  let asked = 0;
  const server = createServer((_request, answer) => answer.end(String(++asked))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const entry = join(folder, 'entry.mjs');
  writeFileSync(entry, script(file, `http://127.0.0.1:${port}/charge`, join(folder, PLAN_FILE)));

  const trap = new Trap(folder);
  const child = spawn(process.execPath, [entry], { env: { ...process.env, ...trap.env } });
  await trap.set({ ...moment, kill: [child.pid ?? 0] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => void (said += text.toString()));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  const rows = db.prepare('SELECT * FROM paid').all().length;
  db.close();
  const isDone = said.includes('all done');
  return { rows, asked, signal, isDone, sprung: existsSync(join(folder, SPRUNG_FILE)) };
}

const killed = { signal: 'SIGKILL', isDone: false, sprung: true };

test('before the commit: the row is not there', async () => {
  expect(await stoppedAt({ at: 'commits', text: 'INSERT INTO paid.*"a"' })).toEqual({
    ...killed,
    rows: 0,
    asked: 0,
  });
});

test('after the commit: the row is there, and nobody was asked', async () => {
  expect(await stoppedAt({ at: 'committed', text: 'INSERT INTO paid.*"a"' })).toEqual({
    ...killed,
    rows: 1,
    asked: 0,
  });
});

test('before a call: nothing was sent', async () => {
  expect(await stoppedAt({ at: 'calls', text: '^GET /charge$' })).toEqual({ ...killed, rows: 1, asked: 0 });
});

test('after a call: it was acted upon, and the answer was not read', async () => {
  expect(await stoppedAt({ at: 'answered', text: '^GET /charge 200$' })).toEqual({
    ...killed,
    rows: 1,
    asked: 1,
  });
});

test('a moment that does not come kills nobody', async () => {
  expect(await stoppedAt({ at: 'calls', text: '^GET /other$' })).toEqual({
    rows: 1,
    asked: 1,
    signal: null,
    isDone: true,
    sprung: false,
  });
});
