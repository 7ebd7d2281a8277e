import { randomUUID } from 'node:crypto';
import Sqlite, { type Database } from 'better-sqlite3';
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
import { explainedSqlite, openSqliteFile } from './sqlite-file.ts';

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

/**
 * Apply to a SQLite file what it lacks, in name order, each in a transaction.
 * @throws {MigrationRefused} as `migrate`
 */
export function migrateSqlite(path: string, migrations: readonly Migration[]): Migrated {
  const database = open(path);
  try {
    database.exec(HISTORY);
    const before = history(database);
    assertKnown(before, migrations);
    const applied = migrations.filter((migration) => applyOnce(database, migration)).map(({ name }) => name);
    assertTriggers(triggersOf(migrations), triggersIn(database));
    return { applied, wasNew: before.length === 0 };
  } catch (error) {
    throw explainedSqlite(error, path);
  } finally {
    database.close();
  }
}

export function isSqliteCurrent(path: string, migrations: readonly Migration[]): boolean {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    return areAllApplied(history(database), migrations);
  } finally {
    database.close();
  }
}

function open(path: string): Database {
  const database = openSqliteFile(path);
  database.pragma('foreign_keys = OFF'); // a table is redefined by dropping it; what is left is checked after
  return database;
}

function history(database: Database): Applied[] {
  const rows = database.prepare<[], { name: string; checksum: string; finished: number }>(
    `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
       FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  return rows.all().map((row) => ({ ...row, finished: row.finished !== 0 }));
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

function triggersIn(database: Database): Map<string, string> {
  const rows = database.prepare<[], { name: string; sql: string }>(
    `SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'trigger'`,
  );
  return new Map(rows.all().map(({ name, sql }) => [name, squeezed(sql)]));
}

/** Each trigger's last definition, by name. */
function triggersOf(migrations: readonly Migration[]): Map<string, string> {
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
