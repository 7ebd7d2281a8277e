import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import {
  areAllApplied,
  assertKnown,
  assertTriggers,
  MigrationRefused,
  squeezed,
  type Applied,
  type Migrated,
  type Migration,
} from './migrations.ts';
import { connectTo, placeOf } from './postgresql-connect.ts';

/** Prisma's own history table, so that `prisma migrate status` and `deploy` go on from here. */
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;

/** Any number of ours: who migrates holds it, and the next waits. Prisma's CLI takes another one. */
const LOCK = 717_263_450_001;
const LOCK_WAIT_MS = 60_000;

/**
 * Apply to a PostgreSQL database what it lacks, in name order, each in a transaction, one process at a time.
 * @throws {MigrationRefused} as `migrate`
 */
export async function migratePostgresql(url: string, migrations: readonly Migration[]): Promise<Migrated> {
  const client = await connectTo(url);
  try {
    await assertFit(client, url);
    await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query(`SELECT pg_advisory_lock(${LOCK})`); // ends with the connection
    await client.query(HISTORY);
    const before = await history(client);
    assertKnown(before, migrations);
    const there = new Set(before.map(({ name }) => name));
    const missing = migrations.filter(({ name }) => !there.has(name));
    for (const migration of missing) await apply(client, migration);
    await assertGuarded(client, migrations);
    return { applied: missing.map(({ name }) => name), wasNew: before.length === 0 };
  } catch (error) {
    throw explained(error, url);
  } finally {
    await client.end();
  }
}

export async function isPostgresqlCurrent(url: string, migrations: readonly Migration[]): Promise<boolean> {
  const client = await connectTo(url);
  try {
    return areAllApplied(await history(client), migrations);
  } finally {
    await client.end();
  }
}

/** Names and sums would differ in another encoding; and nothing older was tried. */
async function assertFit(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS "version", current_setting('server_encoding') AS "encoding"`,
  );
  const { version = 0, encoding = '' } = rows[0] ?? {};
  if (version < 140_000)
    throw new MigrationRefused(`PostgreSQL at ${placeOf(url)} is too old: Onward needs 14 or newer.`);
  if (encoding !== 'UTF8')
    throw new MigrationRefused(
      `The database ${placeOf(url)} keeps its text in ${encoding}. Create it with ENCODING 'UTF8', and name that one in DATABASE_URL.`,
    );
}

async function history(client: Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
       FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  return rows;
}

/** A migration is sent whole and without parameters: only so does a body with semicolons stay one statement. */
async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, $4, $5, 1)`,
      [randomUUID(), checksum, name, startedAt, new Date()],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection may be what failed
    throw error;
  }
}

/** Triggers, and the functions that they call: a function made harmless would leave the trigger as it was. */
async function assertGuarded(client: Client, migrations: readonly Migration[]): Promise<void> {
  const triggers = await client.query<{ name: string; definition: string; enabled: boolean }>(
    `SELECT t.tgname AS "name", pg_get_triggerdef(t.oid, true) AS "definition", t.tgenabled IN ('O', 'A') AS "enabled"
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace`,
  );
  const functions = await client.query<{ name: string; body: string }>(
    `SELECT proname AS "name", prosrc AS "body" FROM pg_proc
      WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype`,
  );
  const bodies = new Map(functions.rows.map(({ name, body }) => [name, squeezed(body)]));
  const present = triggers.rows.map(({ name, definition, enabled }): [string, string] => {
    const text = squeezed(definition);
    return [name, enabled ? withBody(text, bodies) : 'disabled'];
  });
  assertTriggers(triggersOf(migrations), new Map(present));
}

/** Each trigger's last definition with its function's last body, by name. */
function triggersOf(migrations: readonly Migration[]): Map<string, string> {
  const triggers = new Map<string, string>();
  const bodies = new Map<string, string>();
  const statements =
    /^DROP TRIGGER (?:IF EXISTS )?"(\w+)"[^;]*;|^CREATE TRIGGER "(\w+)"[^;]*;|^CREATE (?:OR REPLACE )?FUNCTION (\w+)\(\)[^$]*\$\$([^$]*)\$\$/gm;
  for (const { sql } of migrations) {
    for (const [text, dropped, created, name, body] of sql.matchAll(statements)) {
      if (dropped !== undefined) triggers.delete(dropped);
      if (created !== undefined) triggers.set(created, squeezed(text.replace(/;$/, '')));
      if (name !== undefined) bodies.set(name, squeezed(body ?? ''));
    }
  }
  return new Map([...triggers].map(([name, text]) => [name, withBody(text, bodies)]));
}

function withBody(trigger: string, bodies: ReadonlyMap<string, string>): string {
  const name = /EXECUTE FUNCTION (\w+)\(\)$/.exec(trigger)?.[1] ?? '';
  return `${trigger} ${bodies.get(name) ?? 'without its function'}`;
}

/** The database's own errors that have a plain cause, as sentences; others as they are. */
function explained(error: unknown, url: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === '42501' || code === '25006') {
    return new MigrationRefused(
      `The database ${placeOf(url)} cannot be changed by this user, or is a read-only copy. ` +
        `Let the user of DATABASE_URL own its schema, or name another database.`,
    );
  }
  if (code === '55P03') {
    return new MigrationRefused(
      `Another process has been migrating the database ${placeOf(url)} for more than a minute, or holds one of its tables. Look who, then start again.`,
    );
  }
  if (code === '53100') {
    return new MigrationRefused(
      `PostgreSQL at ${placeOf(url)} has no room left on its disk. Nothing was changed. Make room there, then start again.`,
    );
  }
  return error;
}
