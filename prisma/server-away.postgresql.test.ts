import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Database } from './client.ts';
import { anAgency } from './fixtures/agency.ts';
import { onPostgresql, startPostgresql, type PostgresqlServer } from './fixtures/postgresql-server.ts';
import { migrate } from './migrate.ts';
import { troubleOf } from './trouble.ts';

/** One of its own: the other tests go on meanwhile. */
let server: PostgresqlServer;
let url: string;
let database: Database;
beforeAll(async () => {
  server = await startPostgresql();
  await onPostgresql(server.url, 'CREATE DATABASE onward');
  url = new URL('/onward', server.url).href;
  await migrate({ url });
  database = await openDatabase({ url });
});
beforeEach(async () => {
  expect(await database.trouble()).toBe(null);
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

const writing = () => anAgency(database.db).then(() => null, troubleOf);
const inTransaction = () => database.db.$transaction((tx) => anAgency(tx)).then(() => null, troubleOf);
/** Whatever the server is told that nobody may. */
const asAdmin = (sql: string) => onPostgresql(`${url}?options=-c%20default_transaction_read_only%3Doff`, sql);

test('a server that goes away and comes back: refused meanwhile, and then everything goes on by itself', async () => {
  expect(await writing()).toBe(null);
  const kept = await database.read.agency.count();
  await server.goAway();
  expect([await writing(), await inTransaction(), await database.trouble()]).toEqual([
    'unreachable',
    'unreachable',
    'unreachable',
  ]);
  await expect(migrate({ url })).rejects.toThrow('No PostgreSQL answers at');
  await server.goOn();
  expect(await database.trouble()).toBe(null);
  expect([await writing(), await inTransaction()]).toEqual([null, null]);
  expect(await database.read.agency.count()).toBe(kept + 2);
});

test('a server that is read-only now: refused and told as that, at a start too; then it goes on', async () => {
  await asAdmin('ALTER SYSTEM SET default_transaction_read_only = on');
  await asAdmin('SELECT pg_reload_conf()');
  await expect.poll(() => database.trouble()).toBe('read_only');
  expect([await writing(), await inTransaction()]).toEqual(['read_only', 'read_only']);
  await expect(migrate({ url })).rejects.toThrow('cannot be changed by this user, or is a read-only copy');
  await asAdmin('ALTER SYSTEM RESET default_transaction_read_only');
  await asAdmin('SELECT pg_reload_conf()');
  await expect.poll(() => database.trouble()).toBe(null);
  expect(await writing()).toBe(null);
});

test('a lock that a tool holds does not hold callers for ever', async () => {
  const tool = new Client({ connectionString: url });
  await tool.connect();
  await tool.query('BEGIN; LOCK TABLE "Agency" IN EXCLUSIVE MODE');
  expect(await Promise.all([writing(), inTransaction()])).toEqual(['locked', 'locked']);
  await tool.end();
  expect(await writing()).toBe(null);
});

test('a user who may not come in, or has no connection left, is told so at a start; one that runs says so too', async () => {
  await asAdmin(`CREATE ROLE clerk NOLOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk`);
  const theirs = new URL(url);
  theirs.username = 'clerk';
  await expect(migrate({ url: theirs.href })).rejects.toThrow('does not let this user in');
  await asAdmin('ALTER ROLE clerk LOGIN CONNECTION LIMIT 3');
  const few = await openDatabase({ url: theirs.href });
  const writes = Array.from({ length: 9 }, () => anAgency(few.db).then(() => null, troubleOf));
  const found = new Set(await Promise.all(writes));
  expect(found).toEqual(new Set([null, 'crowded']));
  await asAdmin('ALTER ROLE clerk CONNECTION LIMIT 0');
  await expect(openDatabase({ url: theirs.href })).rejects.toThrow('has no connection left');
  await few.close();
});
