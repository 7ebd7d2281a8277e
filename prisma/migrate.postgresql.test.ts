import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished, test } from 'vitest';
import { onPostgresql } from './fixtures/postgresql-server.ts';
import { isCurrent, migrate } from './migrate.ts';
import { readMigrations } from './migrations.ts';

const server = inject('postgresql')?.url ?? '';

const first = `CREATE TABLE "A" ("id" TEXT NOT NULL PRIMARY KEY);
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A is append-only';
END;
$$;
CREATE TRIGGER "A_no_delete" BEFORE DELETE ON "A" FOR EACH ROW EXECUTE FUNCTION append_only();`;
const second = 'CREATE TABLE "B" ("id" TEXT NOT NULL PRIMARY KEY, "a" TEXT REFERENCES "A" ("id"));';

/** An empty database, and a folder with its migrations. */
async function anEmptyOne(migrations: Record<string, string>, encoding = 'UTF8') {
  const name = `test_${randomUUID()}`;
  await onPostgresql(server, `CREATE DATABASE "${name}" ENCODING '${encoding}' TEMPLATE template0`);
  const folder = mkdtempSync(join(tmpdir(), 'onward-migrate-'));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await onPostgresql(server, `DROP DATABASE "${name}" WITH (FORCE)`);
  });
  const write = (each: string, sql: string) => {
    mkdirSync(join(folder, each), { recursive: true });
    writeFileSync(join(folder, each, 'migration.sql'), sql);
  };
  for (const [each, sql] of Object.entries(migrations)) write(each, sql);
  const url = new URL(`/${name}`, server).href;
  const query = (sql: string) => onPostgresql(url, sql);
  return { url, write, query, run: () => migrate({ url, folder }), isIt: () => isCurrent({ url, folder }) };
}

test('migrations are applied in name order, once, and what comes later is added', async () => {
  const { write, run, isIt } = await anEmptyOne({ '2_b': second, '1_a': first });
  expect(await run()).toMatchObject({ applied: ['1_a', '2_b'] });
  expect(await run()).toMatchObject({ applied: [] });
  expect(await isIt()).toBe(true);
  write('3_c', 'CREATE TABLE "C" ("id" TEXT);');
  expect(await isIt()).toBe(false);
  expect(await run()).toMatchObject({ applied: ['3_c'] });
});

test('of processes that start at once one applies, and the others find it done', async () => {
  const { run } = await anEmptyOne({ '1_a': first, '2_b': second });
  const runs = await Promise.all([run(), run(), run(), run()]);
  expect(runs.flatMap(({ applied }) => applied)).toEqual(['1_a', '2_b']);
});

test('a migration that fails in its middle leaves nothing of itself', async () => {
  const { query, write, run } = await anEmptyOne({
    '1_a': first,
    '2_b': `${second} CREATE TABLE "A" ("id" TEXT);`,
  });
  await expect(run()).rejects.toThrow('already exists');
  expect(await query(`SELECT 1 FROM pg_class WHERE relname = 'B'`)).toEqual([]);
  write('2_b', second);
  expect(await run()).toMatchObject({ applied: ['2_b'] });
});

test('a database that is newer, changed or half migrated is refused', async () => {
  const { query, write, run } = await anEmptyOne({ '1_a': first });
  await run();
  write('1_a', `${first}\n-- one more line`);
  await expect(run()).rejects.toThrow('1_a was changed after this database had applied it');
  write('1_a', first);
  await query(`UPDATE "_prisma_migrations" SET "finished_at" = NULL`);
  await expect(run()).rejects.toThrow('1_a was begun and did not end');
  await query(`UPDATE "_prisma_migrations" SET "migration_name" = '9_z', "finished_at" = now()`);
  await expect(run()).rejects.toThrow('has the migration 9_z, which this version does not know');
});

test('a trigger that is missing, disabled, changed, or calls a function made harmless is named', async () => {
  const { query, run } = await anEmptyOne({ '1_a': first });
  await run();
  const again = `CREATE TRIGGER "A_no_delete" BEFORE DELETE ON "A" FOR EACH ROW EXECUTE FUNCTION append_only()`;
  const harms: [string, string, string][] = [
    ['DROP TRIGGER "A_no_delete" ON "A"', 'is missing', again],
    [
      'ALTER TABLE "A" DISABLE TRIGGER "A_no_delete"',
      'is not as its migration',
      'ALTER TABLE "A" ENABLE TRIGGER "A_no_delete"',
    ],
    [
      'DROP TRIGGER "A_no_delete" ON "A"; CREATE TRIGGER "A_no_delete" BEFORE INSERT ON "A" FOR EACH ROW EXECUTE FUNCTION append_only()',
      'is not as its migration',
      `DROP TRIGGER "A_no_delete" ON "A"; ${again}`,
    ],
    [
      'CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END; $$',
      'is not as its migration',
      'SELECT 1',
    ],
  ];
  for (const [harm, told, mend] of harms) {
    await query(harm);
    await expect(run()).rejects.toThrow(
      new RegExp(`A_no_delete, which keeps rows from being changed, ${told}`),
    );
    await query(mend);
  }
});

test('a database that is not there, a server that does not answer, and text in another encoding are told in a sentence', async () => {
  const there = new URL(server);
  const nowhere = new URL('/no_such', there).href;
  await expect(migrate({ url: nowhere })).rejects.toThrow(
    `There is no database ${there.host}/no_such. Create it`,
  );
  await expect(isCurrent({ url: nowhere })).rejects.toThrow('There is no database');
  const dead = 'postgresql://somebody:secret@127.0.0.1:1/onward';
  const refused = migrate({ url: dead });
  await expect(refused).rejects.toThrow('No PostgreSQL answers at 127.0.0.1:1/onward.');
  await expect(refused).rejects.not.toThrow('secret');
  const { run } = await anEmptyOne({ '1_a': first }, 'SQL_ASCII');
  await expect(run()).rejects.toThrow('keeps its text in SQL_ASCII');
});

test('a user that may not make tables is told so', async () => {
  const { url, query, run } = await anEmptyOne({ '1_a': first });
  const user = `clerk_${randomUUID().slice(0, 8)}`;
  await query(
    `CREATE ROLE ${user} LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO ${user}`,
  );
  onTestFinished(async () => void (await query(`DROP OWNED BY ${user}; DROP ROLE ${user}`)));
  const theirs = new URL(url);
  theirs.username = user;
  await expect(migrate({ url: theirs.href })).rejects.toThrow('cannot be changed by this user');
  expect(await run()).toMatchObject({ applied: ['1_a'] });
});

test('both databases have the same CHECKs, and PostgreSQL has every trigger of SQLite and one against TRUNCATE', () => {
  const sqlOf = (provider: string) =>
    readMigrations(fileURLToPath(new URL(`./${provider}/migrations`, import.meta.url)))
      .map(({ sql }) => sql)
      .join('\n');
  const all = (sql: string, pattern: RegExp) =>
    [...sql.matchAll(pattern)].map(([, found]) => found).toSorted();
  const [ours, theirs] = [sqlOf('postgresql'), sqlOf('sqlite')];
  const checks = /CONSTRAINT ("\w+_check_\d+" CHECK \(.*\))[,;]?$/gm;
  expect(all(theirs, checks)).not.toEqual([]);
  expect(all(ours, checks)).toEqual(all(theirs, checks));
  const triggers = /^CREATE TRIGGER "(\w+)"/gm;
  const guards = all(theirs, triggers).filter((name) => /_(?:no_\w+|frozen)$/.test(name ?? ''));
  const guarded = new Set(guards.map((name) => name?.replace(/_(?:no_\w+|frozen)$/, '_no_truncate')));
  expect(all(ours, triggers)).toEqual([...all(theirs, triggers), ...guarded].toSorted());
});
