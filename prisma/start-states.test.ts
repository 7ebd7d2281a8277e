import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { migrate } from './migrate.ts';
import { migratedSentence } from './migrations.ts';

const PAGE_BYTES = 4096;
const opener = fileURLToPath(new URL('fixtures/opener.ts', import.meta.url));

let sound: string;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-sound-'));
  sound = join(folder, 'onward.db');
  await migrate({ url: `file:${sound}` });
  return () => rmSync(folder, { recursive: true, force: true });
});

/** A database with the code's schema, in a folder of its own. */
function aCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onward-start-'));
  onTestFinished(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, 'onward.db');
  copyFileSync(sound, path);
  return path;
}

const start = (path: string) => migrate({ url: `file:${path}` });

/** Root may write everything, unless it gives that right away. */
const withoutRoot =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];

/** Start as a process under a command that takes something away. @returns its exit code and all it said */
async function startUnder(
  command: readonly string[],
  path: string,
): Promise<{ code: unknown; said: string }> {
  const [file, ...args] = [...command, process.execPath, opener, `file:${path}`];
  let said = '';
  const child = execFile(file, args, (_, stdout, stderr) => void (said = stdout + stderr));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, said };
}

const refused = (sentence: RegExp) => ({ code: 1, said: expect.stringMatching(sentence) as string });

test.each<[string, (path: string) => void, RegExp]>([
  ['cut off in its middle', (path) => truncateSync(path, 20 * PAGE_BYTES), /is damaged .*Go back to a copy/],
  ['cut off in its first page', (path) => truncateSync(path, 1000), /is damaged/],
  ['with a page overwritten', (path) => overwrite(path, 60), /is damaged .*Nothing was changed/],
  [
    'that is something else',
    (path) => writeFileSync(path, 'This is a letter. '.repeat(300)),
    /is not a SQLite database/,
  ],
])('a file %s is told in a sentence, and not touched', async (_, harm, sentence) => {
  const path = aCopy();
  harm(path);
  const before = readFileSync(path);
  await expect(start(path)).rejects.toThrow(sentence);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a folder where the file should be is told', async () => {
  await expect(start(dirname(aCopy()))).rejects.toThrow('is a folder, not a database');
});

test.each([
  ['gone', (path: string) => rmSync(path)],
  ['empty', (path: string) => truncateSync(path, 0)],
])('a database that is %s while its last writes are there is not begun anew over them', async (how, harm) => {
  const path = aCopy();
  const open = new Sqlite(path);
  open.exec(`PRAGMA journal_mode=WAL; INSERT INTO "ReceiptCounter" VALUES ('a', 41)`);
  copyFileSync(`${path}-wal`, `${path}.kept`);
  renameSync(path, `${path}.elsewhere`);
  copyFileSync(`${path}.elsewhere`, path); // as a crash leaves them: the row is in the log only
  open.close();
  renameSync(`${path}.kept`, `${path}-wal`);
  copyFileSync(path, `${path}.put-by`);
  harm(path);
  await expect(start(path)).rejects.toThrow(`is ${how}, but the writes in ${path}-wal belong to it`);
  copyFileSync(`${path}.put-by`, path);
  await start(path);
  const again = new Sqlite(path);
  expect(again.prepare('SELECT * FROM "ReceiptCounter"').all()).toEqual([{ agencyId: 'a', last: 41 }]);
  again.close();
});

test('a file that may not be written, or is in a folder that may not, is told, though there is nothing to migrate', async () => {
  const path = aCopy();
  chmodSync(path, 0o444);
  expect(await startUnder(withoutRoot, path)).toEqual(refused(/cannot be written\. Let the user/));
  chmodSync(path, 0o644);
  const folder = dirname(path);
  chmodSync(folder, 0o555);
  expect(await startUnder(withoutRoot, path)).toEqual(refused(/cannot be written\. Let the user/));
  chmodSync(folder, 0o755);
  expect(await startUnder(withoutRoot, path)).toEqual({ code: 0, said: '' });
});

test('no room to write is told, with nothing or with everything to migrate, and leaves nothing half made', async () => {
  const path = aCopy();
  expect(await startUnder(['prlimit', '--fsize=0'], path)).toEqual(refused(/the disk is full or fails/));
  const made = join(dirname(path), 'new.db');
  const half = ['prlimit', `--fsize=${30 * PAGE_BYTES}`];
  expect(await startUnder(half, made)).toEqual(refused(/Make room, then start again/));
  expect(await startUnder([], made)).toEqual({ code: 0, said: '' });
});

test('a database that another process holds for itself is told', async () => {
  const path = aCopy();
  const other = new Sqlite(path);
  other.exec('BEGIN EXCLUSIVE');
  await expect(start(path)).rejects.toThrow('Another process is writing the database');
  other.close();
  expect(await start(path)).toEqual({ applied: [], wasNew: false });
});

function overwrite(path: string, page: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(PAGE_BYTES, 0xaa), 0, PAGE_BYTES, PAGE_BYTES * page);
  closeSync(file);
}

test('a new folder of migrations on an old database says what it did, and how to go back', async () => {
  const folder = join(dirname(aCopy()), 'migrations');
  const write = (name: string, sql: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };
  write('1_a', 'CREATE TABLE "A" ("id" TEXT)');
  const url = `file:${join(dirname(folder), 'older.db')}`;
  expect(migratedSentence(await migrate({ url, folder }))).toMatch(
    /there was none, and an empty one was made/,
  );
  write('2_b', 'CREATE TABLE "B" ("id" TEXT)');
  const said = migratedSentence(await migrate({ url, folder }));
  expect(said).toMatch(/from an older version, .*\(2_b\)\. To go back .*restore the copy from before/);
  expect(migratedSentence(await migrate({ url, folder }))).toBe('Database ready.');
});
