import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from './migrate.ts';

const first = `CREATE TABLE "A" ("id" TEXT NOT NULL PRIMARY KEY);
CREATE TRIGGER "A_no_delete" BEFORE DELETE ON "A"
BEGIN SELECT RAISE(ABORT, 'A is append-only'); END;`;
const second = 'CREATE TABLE "B" ("id" TEXT NOT NULL PRIMARY KEY, "a" TEXT REFERENCES "A" ("id"));';

/** A folder with a database to be and its migrations. */
function aFolder(migrations: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'onward-migrate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, sql: string) => {
    mkdirSync(join(folder, 'migrations', name), { recursive: true });
    writeFileSync(join(folder, 'migrations', name, 'migration.sql'), sql);
  };
  for (const [name, sql] of Object.entries(migrations)) write(name, sql);
  const path = join(folder, 'test.db');
  return { path, write, run: () => migrate({ url: `file:${path}`, folder: join(folder, 'migrations') }) };
}

function query(path: string, sql: string): unknown[] {
  const database = new Sqlite(path);
  try {
    const statement = database.prepare(sql);
    return statement.reader ? statement.all() : [statement.run()];
  } finally {
    database.close();
  }
}

test('migrations are applied in name order, once, and what comes later is added', async () => {
  const { write, run } = aFolder({ '2_b': second, '1_a': first });
  expect(await run()).toMatchObject({ applied: ['1_a', '2_b'] });
  expect(await run()).toMatchObject({ applied: [] });
  write('3_c', 'CREATE TABLE "C" ("id" TEXT);');
  expect(await run()).toMatchObject({ applied: ['3_c'] });
});

test('a migration that fails in its middle leaves nothing of itself', async () => {
  const { path, write, run } = aFolder({ '1_a': first, '2_b': `${second} CREATE TABLE "A" ("id" TEXT);` });
  await expect(run()).rejects.toThrow('already exists');
  expect(query(path, `SELECT "name" FROM "sqlite_master" WHERE "name" = 'B'`)).toEqual([]);
  write('2_b', second);
  expect(await run()).toMatchObject({ applied: ['2_b'] });
});

test('a migration that would leave rows pointing nowhere is undone', async () => {
  const { path, run } = aFolder({
    '1_a': first,
    '2_b': `${second} INSERT INTO "B" VALUES ('b', 'nowhere');`,
  });
  await expect(run()).rejects.toThrow('1 rows that point nowhere; nothing was changed');
  expect(query(path, `SELECT "name" FROM "sqlite_master" WHERE "name" = 'B'`)).toEqual([]);
});

test('a database that a newer version has used is refused, with the way out', async () => {
  const { path, run } = aFolder({ '1_a': first });
  await run();
  query(path, `UPDATE "_prisma_migrations" SET "migration_name" = '9_z'`);
  await expect(run()).rejects.toThrow(
    /has the migration 9_z, which this version does not know.*Start that version/,
  );
});

test('a migration changed after it was applied is refused', async () => {
  const { write, run } = aFolder({ '1_a': first });
  await run();
  write('1_a', `${first}\n-- one more line`);
  await expect(run()).rejects.toThrow('1_a was changed after this database had applied it');
});

test('a migration that another tool began and did not end is refused', async () => {
  const { path, run } = aFolder({ '1_a': first });
  await run();
  query(path, `UPDATE "_prisma_migrations" SET "finished_at" = NULL`);
  await expect(run()).rejects.toThrow('1_a was begun and did not end');
});

test('a missing append-only trigger is named, and so is one that was made harmless', async () => {
  const { path, run } = aFolder({ '1_a': first });
  await run();
  query(path, 'DROP TRIGGER "A_no_delete"');
  await expect(run()).rejects.toThrow('trigger A_no_delete, which keeps rows from being changed, is missing');
  query(path, 'CREATE TRIGGER "A_no_delete" BEFORE DELETE ON "A" BEGIN SELECT 1; END');
  await expect(run()).rejects.toThrow(
    'A_no_delete, which keeps rows from being changed, is not as its migration',
  );
});

test('a table redefined without its trigger is refused; with it, or with the trigger dropped by name, it is not', async () => {
  const redefined = 'DROP TABLE "A"; CREATE TABLE "A" ("id" TEXT NOT NULL PRIMARY KEY, "x" TEXT);';
  await expect(aFolder({ '1_a': first, '2_x': redefined }).run()).rejects.toThrow('A_no_delete');
  const again = `${redefined}\nCREATE TRIGGER "A_no_delete" BEFORE DELETE ON "A" BEGIN SELECT RAISE(ABORT, 'no'); END;`;
  expect(await aFolder({ '1_a': first, '2_x': again }).run()).toMatchObject({ applied: ['1_a', '2_x'] });
  const dropped = `DROP TRIGGER "A_no_delete";\n${redefined}`;
  expect(await aFolder({ '1_a': first, '2_x': dropped }).run()).toMatchObject({ applied: ['1_a', '2_x'] });
});

test('a missing folder and a file of another kind are told in a sentence', async () => {
  await expect(migrate({ url: 'file:/no/such/folder/onward.db' })).rejects.toThrow(
    'there is no folder /no/such/folder',
  );
  const { path, run } = aFolder({ '1_a': first });
  writeFileSync(path, 'This is a letter, not a database; long enough to look like one. '.repeat(40));
  await expect(run()).rejects.toThrow('is not a SQLite database');
});

test("the product's own migrations give every append-only table its triggers", async () => {
  const { path } = aFolder({});
  await migrate({ url: `file:${path}` });
  const found = query(path, `SELECT "name" FROM "sqlite_master" WHERE "type" = 'trigger' ORDER BY "name"`);
  const names = found.map((row) =>
    typeof row === 'object' && row !== null && 'name' in row ? row.name : '',
  );
  for (const table of ['AuditEntry', 'JournalEntry', 'LedgerSeal', 'PaymentEvent', 'Posting']) {
    expect(names).toEqual(expect.arrayContaining([`${table}_no_delete`, `${table}_no_update`]));
  }
});
