import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite, { type Database } from 'better-sqlite3';
import { sqlitePath } from './sqlite-path.ts';

const MIGRATIONS = fileURLToPath(new URL('./sqlite/migrations/', import.meta.url));

/** Prisma's own history table, so that `prisma migrate status` and `deploy` go on from here. */
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** Why the database cannot be used as it is, as a sentence for whoever starts Onward, with the way out. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface Applied {
  name: string;
  checksum: string;
  finished: number;
}

/**
 * Bring the database to the code's schema: apply what it lacks, in name order, each in a transaction.
 * @param options.url `file:` and a path; the file is made if its folder is there
 * @param options.folder of `<name>/migration.sql`; the product's own unless given
 * @returns the names of what was applied now
 * @throws {MigrationRefused} a database that is newer, changed, half migrated or without its append-only
 *   triggers; a file that cannot be written
 */
export async function migrate(options: { url: string; folder?: string }): Promise<{ applied: string[] }> {
  const path = sqlitePath(options.url);
  const migrations = readMigrations(options.folder ?? MIGRATIONS);
  const database = open(path);
  try {
    database.exec(HISTORY);
    assertKnown(database, migrations);
    const applied = migrations.filter((migration) => applyOnce(database, migration)).map(({ name }) => name);
    assertTriggers(database, migrations);
    return { applied };
  } catch (error) {
    throw explained(error, path);
  } finally {
    database.close();
  }
}

/** Has the database exactly the code's migrations? Another process may have brought it further meanwhile. */
export function isCurrent(options: { url: string; folder?: string }): boolean {
  const migrations = readMigrations(options.folder ?? MIGRATIONS);
  const database = new Sqlite(sqlitePath(options.url), { readonly: true, fileMustExist: true });
  try {
    const applied = history(database).filter(({ finished }) => finished);
    const checksums = new Set(applied.map(({ checksum }) => checksum));
    return (
      applied.length === migrations.length && migrations.every(({ checksum }) => checksums.has(checksum))
    );
  } finally {
    database.close();
  }
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const migrations = names.map(({ name }) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
  return migrations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function open(path: string): Database {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new MigrationRefused(
      `The database is to be ${path}, but there is no folder ${folder}. Make the folder, or name another file in DATABASE_URL.`,
    );
  }
  try {
    const database = new Sqlite(path, { timeout: 10_000 });
    database.pragma('foreign_keys = OFF'); // a table is redefined by dropping it; what is left is checked after
    return database;
  } catch (error) {
    throw explained(error, path);
  }
}

function assertKnown(database: Database, migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of history(database)) {
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationRefused(
        `The database has the migration ${name}, which this version does not know: a newer version has used it. ` +
          `Start that version, or name a copy from before the update in DATABASE_URL.`,
      );
    }
    if (!finished) {
      throw new MigrationRefused(
        `The migration ${name} was begun and did not end. Look at the table _prisma_migrations, ` +
          `then tell Prisma what is true with "prisma migrate resolve", or go back to the copy from before.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationRefused(
        `The migration ${name} was changed after this database had applied it, so its tables may differ from what the code expects. ` +
          `Bring the file back as it was; or, if the database holds only sample data, delete it and start again.`,
      );
    }
  }
}

function history(database: Database): Applied[] {
  const rows = database.prepare<[], Applied>(
    `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
       FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  return rows.all();
}

/** @returns false where it was there already, also when another process has just applied it */
function applyOnce(database: Database, migration: Migration): boolean {
  const { name, sql, checksum } = migration;
  const apply = database.transaction(() => {
    if (history(database).some((applied) => applied.name === name)) return false;
    const startedAt = Date.now();
    database.exec(sql);
    const broken = database.pragma('foreign_key_check');
    if (Array.isArray(broken) && broken.length > 0) {
      throw new MigrationRefused(
        `The migration ${name} would leave ${broken.length} rows that point nowhere; nothing was changed. Please report this.`,
      );
    }
    database
      .prepare(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
         VALUES (?, ?, ?, ?, ?, 1)`,
      )
      .run(randomUUID(), checksum, name, startedAt, Date.now());
    return true;
  });
  return apply.immediate();
}

/** The ledger is append-only because triggers say so: without each of them, exactly as written, nothing starts. */
function assertTriggers(database: Database, migrations: Migration[]): void {
  const present = new Map(
    database
      .prepare<[], { name: string; sql: string }>(
        `SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'trigger'`,
      )
      .all()
      .map(({ name, sql }) => [name, squeezed(sql)]),
  );
  for (const [name, sql] of triggersOf(migrations)) {
    if (present.get(name) === sql) continue;
    const what = present.has(name) ? 'is not as its migration made it' : 'is missing';
    throw new MigrationRefused(
      `The trigger ${name}, which keeps rows from being changed, ${what}. Find out who changed the database, ` +
        `verify the ledger (npm run ledger:verify), then create the trigger again from its migration.sql.`,
    );
  }
}

/** Each trigger's last definition, by name. */
function triggersOf(migrations: Migration[]): Map<string, string> {
  const triggers = new Map<string, string>();
  for (const { sql } of migrations) {
    for (const [text, dropped, created] of sql.matchAll(
      /^DROP TRIGGER (?:IF EXISTS )?"(\w+)";|^CREATE TRIGGER "(\w+)"[\s\S]*?\bEND;/gm,
    )) {
      if (dropped !== undefined) triggers.delete(dropped);
      if (created !== undefined) triggers.set(created, squeezed(text.replace(/;$/, '')));
    }
  }
  return triggers;
}

const squeezed = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim();

/** The database's own errors that have a plain cause, as sentences; others as they are. */
function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code)) {
    return new MigrationRefused(
      `The database ${path} cannot be written. Let the user that runs Onward write the file and its folder, or name another file in DATABASE_URL.`,
    );
  }
  if (code === 'SQLITE_NOTADB') {
    return new MigrationRefused(
      `The file ${path} is not a SQLite database. Name another file in DATABASE_URL.`,
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new MigrationRefused(
      `Another process is writing the database ${path}. Stop it first: SQLite wants one writer.`,
    );
  }
  return error;
}
