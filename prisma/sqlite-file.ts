import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { MigrationRefused } from './migrations.ts';

/** How long a start waits for another process that has the file. */
const BUSY_WAIT_MS = 5000;
/** Larger files are not read through at a start: it would take longer than a start may. About 150 MB a second. */
const READ_THROUGH_MOST_BYTES = 512 * 1024 * 1024;

/**
 * Open the file of a database for its migrations: made where its folder is there, read through, and written to, so
 * that what would fail later fails now.
 * @throws {MigrationRefused} a file that is not there, not ours, damaged, held by somebody or not to be written
 */
export function openSqliteFile(path: string): Database {
  assertPlace(path, HERE);
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { timeout: BUSY_WAIT_MS });
    assertWhole(database, path);
    assertWritable(database);
    return database;
  } catch (error) {
    database?.close();
    throw explainedSqlite(error, path);
  }
}

/**
 * Look at a database's file without changing it: it is there, ours and, read through, whole.
 * @param named where whoever reads the sentence named it
 * @throws {MigrationRefused} as `openSqliteFile`
 */
export function assertSoundFile(path: string, named: string): void {
  assertPlace(path, named);
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_WAIT_MS });
    assertWhole(database, path);
  } catch (error) {
    throw explainedSqlite(error, path, named);
  } finally {
    database?.close();
  }
}

/** Where a start has the file's name from. */
const HERE = 'in DATABASE_URL';

function assertPlace(path: string, named: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new MigrationRefused(
      `The database is to be ${path}, but there is no folder ${folder}. Make the folder, or name another file ${named}.`,
    );
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    throw new MigrationRefused(`${path} is a folder, not a database. Name a file ${named}.`);
  }
  // SQLite would take the file for new, and delete the log.
  if ((found?.size ?? 0) === 0 && sizeOf(`${path}-wal`) > 0) {
    throw new MigrationRefused(
      `The database ${path} is ${found ? 'empty' : 'gone'}, but the writes in ${path}-wal belong to it. Put the database back beside that file; ` +
        `or, to begin with an empty database, move that file away.`,
    );
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** A page that is cut off or overwritten is told now, and not to the payer whose row is on it. */
function assertWhole(database: Database, path: string): void {
  if (sizeOf(path) > READ_THROUGH_MOST_BYTES) return;
  const found = database.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw damaged(path, String(found).split('\n').at(-1) ?? '');
}

/** Nothing may be there to migrate, and then nothing would be written: so write something. It stays as it was. */
function assertWritable(database: Database): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  database.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}; COMMIT`);
}

const damaged = (path: string, what: string) =>
  new MigrationRefused(
    `The database ${path} is damaged (${what}). Nothing was changed. Go back to a copy: docs/operate.md, "Backup and restore".`,
  );

/** The database's own errors that have a plain cause, as sentences; others as they are. */
export function explainedSqlite(error: unknown, path: string, named = HERE): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code)) {
    return new MigrationRefused(
      `The database ${path} cannot be written. Let the user that runs Onward write the file and its folder, or name another file ${named}.`,
    );
  }
  if (code === 'SQLITE_NOTADB') {
    return new MigrationRefused(`The file ${path} is not a SQLite database. Name another file ${named}.`);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new MigrationRefused(
      `Another process is writing the database ${path}. Stop it first: SQLite wants one writer.`,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT')) return damaged(path, code);
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) {
    return new MigrationRefused(
      `The database ${path} cannot be written (${code}): the disk is full or fails, or a limit on files is reached. Nothing was changed. Make room, then start again.`,
    );
  }
  return error;
}
