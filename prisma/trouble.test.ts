import { renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { DatabaseWatch, type Said } from './database-watch.ts';
import { anAgency } from './fixtures/agency.ts';
import { aDatabase } from './fixtures/database.ts';
import { troubleOf, troubleSentences, type Trouble } from './trouble.ts';

const pathOf = (url: string) => url.slice('file:'.length);

test.each(['', '-wal'])(
  'a database whose file%s is moved away takes no write that would be lost, and goes on when it is back',
  async (suffix) => {
    const { db, read, url, trouble } = await aDatabase({ on: 'sqlite' });
    await anAgency(db, { id: 'before' });
    expect(await trouble()).toBe(null);
    const file = `${pathOf(url)}${suffix}`;
    renameSync(file, `${file}.away`);
    const alone = await anAgency(db, { id: 'lost' }).catch((error: unknown) => error);
    const together = await db
      .$transaction((tx) => anAgency(tx, { id: 'lost too' }))
      .catch((error: unknown) => error);
    expect([troubleOf(alone), troubleOf(together), await trouble()]).toEqual(['moved', 'moved', 'moved']);
    renameSync(`${file}.away`, file);
    expect(await trouble()).toBe(null);
    await anAgency(db, { id: 'after' });
    const ids = (await read.agency.findMany()).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['before', 'after']));
    expect(ids).not.toContain('lost too');
  },
);

test('a file that was deleted, and another put in its place, is not taken for the same', async () => {
  const { db, url, trouble } = await aDatabase({ on: 'sqlite' });
  rmSync(pathOf(url));
  expect(await trouble()).toBe('moved');
  new Sqlite(pathOf(url)).exec('CREATE TABLE "Agency" ("id" TEXT)').close();
  await expect(anAgency(db)).rejects.toThrow('is no longer the file that was opened');
});

test('a transaction during which the file goes is not answered with success', async () => {
  const { db, url } = await aDatabase({ on: 'sqlite' });
  const going = db.$transaction(async (tx) => {
    await anAgency(tx);
    rmSync(pathOf(url));
  });
  await expect(going).rejects.toThrow('is no longer the file that was opened');
});

test('a database that another process holds is told as that, and can be written once it is let go', async () => {
  const { db, url, trouble } = await aDatabase({ on: 'sqlite' });
  const other = new Sqlite(pathOf(url));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  expect(await trouble()).toBe('locked');
  other.exec('COMMIT');
  await anAgency(db, { id: 'after' });
  expect(await trouble()).toBe(null);
});

test('a page that is damaged while Onward runs is told as that, not as the caller’s fault', async () => {
  const broken = Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT_INDEX' });
  expect(troubleOf(Object.assign(new Error('Prisma'), { cause: broken }))).toBe('damaged');
});

test.each<[Trouble | null, object]>([
  ['no_room', { code: 'P2039', meta: { driverAdapterError: { cause: { originalCode: 'SQLITE_FULL' } } } }],
  ['no_room', { cause: { originalCode: 'SQLITE_IOERR_WRITE' } }],
  ['no_room', { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '53100' } } } }],
  ['read_only', { meta: { driverAdapterError: { cause: { originalCode: '25006' } } } }],
  ['unreachable', { code: 'ECONNREFUSED' }],
  ['unreachable', { errors: [{ code: 'ECONNREFUSED' }] }],
  ['crowded', { code: 'P2037' }],
  ['slow', { code: 'P2028' }],
  [null, { code: 'P2002', meta: { driverAdapterError: { cause: { originalCode: '23505' } } } }],
  [null, { code: 'P2025' }],
  [null, new Error('ours')],
])('%s: by whichever code an error shows', (trouble, error) => {
  expect(troubleOf(error)).toBe(trouble);
});

test('the watch says what is in the way once, what else it becomes, and that it is over', async () => {
  const found: (Trouble | null)[] = [null, 'no_room', 'no_room', 'moved', null, null];
  const said: Said[] = [];
  const watch = new DatabaseWatch(
    async () => found.shift() ?? null,
    (each) => void said.push(each),
  );
  while (found.length > 0) await watch.look();
  expect(said).toEqual([
    { trouble: 'no_room', sentence: troubleSentences.no_room },
    { trouble: 'moved', sentence: troubleSentences.moved },
    { trouble: null, sentence: 'The database can be read and written again.' },
  ]);
});
