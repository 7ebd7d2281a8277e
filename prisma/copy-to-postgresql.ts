import Sqlite, { type Database } from 'better-sqlite3';
import type { Client } from 'pg';
import { MigrationRefused } from './migrations.ts';
import { connectTo, placeOf } from './postgresql-connect.ts';
import { explainedSqlite } from './sqlite-file.ts';
import { troubleOf } from './trouble.ts';

const HISTORY = '_prisma_migrations';
const ROWS_MOST = 500;
/** Their rows follow from others: the target's own triggers make them as those are copied. */
const MADE_BY_TRIGGERS: readonly string[] = ['PersonWord', 'PayerWord', 'PersonOwed'];

/** How many rows of each table were copied. */
export type Copied = ReadonlyMap<string, number>;

/**
 * Copy every row of a SQLite database into an empty PostgreSQL one with the same tables, in one transaction.
 * The file is held alone meanwhile, and not changed.
 * @param path of a database that nothing has open
 * @param url of a database that this code's migrations have made
 * @param then runs in the same transaction, at its end
 * @throws {MigrationRefused} where the file is in use, the target has rows or no room, or is lost on the way
 */
export async function copyToPostgresql(
  path: string,
  url: string,
  then: (target: Client) => Promise<void>,
): Promise<Copied> {
  const source = openAlone(path);
  try {
    const target = await connectTo(url);
    try {
      await target.query('BEGIN');
      const copied = await copyTables(source, target, url);
      await then(target);
      await target.query('COMMIT');
      return copied;
    } catch (error) {
      throw explained(error, url);
    } finally {
      await target.end(); // without its COMMIT nothing was changed
    }
  } finally {
    source.close();
  }
}

/** What may happen to a server in the middle, as a sentence; what else went wrong as it is. */
function explained(error: unknown, url: string): unknown {
  const trouble = error instanceof MigrationRefused ? null : troubleOf(error);
  if (trouble === 'no_room')
    return new MigrationRefused(
      `PostgreSQL at ${placeOf(url)} has no room left on its disk. Nothing was moved. Make room there, then move again.`,
    );
  const isLost = trouble === 'unreachable' || (error instanceof Error && LOST.test(error.message));
  return isLost
    ? new MigrationRefused(
        `The connection to ${placeOf(url)} was lost in the middle. The file is as it was. Create the database anew, then move again.`,
      )
    : error;
}

/** As pg says it, without a code. */
const LOST = /^Connection terminated|^Client has encountered a connection error/;

/** Refuse a target where something is already, before migrations add to it. @throws {MigrationRefused} */
export async function assertEmpty(url: string): Promise<void> {
  const target = await connectTo(url);
  try {
    const names = await tablesOf(target);
    if (names.length > 0 && !names.includes(HISTORY))
      throw new MigrationRefused(`The database ${placeOf(url)} has tables that are not Onward's. ${WAY_OUT}`);
    for (const name of names) if (name !== HISTORY) await assertNoRows(target, name, url);
  } finally {
    await target.end();
  }
}

const WAY_OUT = 'Create an empty one, and name that in DATABASE_URL.';

async function assertNoRows(target: Client, table: string, url: string): Promise<void> {
  const { rowCount } = await target.query(`SELECT 1 FROM "${table}" LIMIT 1`);
  if (rowCount !== 0)
    throw new MigrationRefused(`The database ${placeOf(url)} is not empty: ${table} has rows. ${WAY_OUT}`);
}

async function tablesOf(target: Client): Promise<string[]> {
  const { rows } = await target.query<{ name: string }>(
    `SELECT relname AS "name" FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  );
  return rows.map(({ name }) => name);
}

/** In WAL mode an exclusive lock is given only where no other process has the file open. */
function openAlone(path: string): Database {
  const source = new Sqlite(path, { fileMustExist: true, timeout: 1000 });
  try {
    source.pragma('locking_mode = EXCLUSIVE');
    source.exec('BEGIN EXCLUSIVE');
    source.defaultSafeIntegers(true);
    return source;
  } catch (error) {
    source.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new MigrationRefused(`Something has the database ${path} open. Stop Onward first: all of it.`);
    throw explainedSqlite(error, path, 'with --from');
  }
}

async function copyTables(source: Database, target: Client, url: string): Promise<Copied> {
  const copied = new Map<string, number>();
  for (const table of inOrder(source).filter((name) => !MADE_BY_TRIGGERS.includes(name))) {
    await target.query(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
    await assertNoRows(target, table, url);
    copied.set(table, await copyTable(source, target, table));
  }
  const others = (await tablesOf(target)).filter(
    (name) => name !== HISTORY && !copied.has(name) && !MADE_BY_TRIGGERS.includes(name),
  );
  if (others.length > 0)
    throw new Error(`SQLite's database lacks the tables ${others.join(', ')}: nothing was copied`);
  return copied;
}

/** A table after those that its foreign keys name. */
function inOrder(source: Database): string[] {
  const names = source
    .prepare<[string], { name: string }>(
      `SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite_%' AND "name" <> ? ORDER BY "name"`,
    )
    .all(HISTORY)
    .map(({ name }) => name);
  const named = source.prepare<[string], { table: string }>(`SELECT "table" FROM pragma_foreign_key_list(?)`);
  const ordered = new Set<string>();
  const place = (name: string, below: readonly string[]): void => {
    if (ordered.has(name) || below.includes(name)) return; // a table that names itself: its rows are in order
    for (const { table } of named.all(name)) place(table, [...below, name]);
    ordered.add(name);
  };
  for (const name of names) place(name, []);
  return [...ordered];
}

/** Row by row in the order of writing, so that an entry follows the one that it reverses. @returns how many */
async function copyTable(source: Database, target: Client, table: string): Promise<number> {
  const columns = source
    .prepare<[string], { name: string; type: string }>(`SELECT "name", "type" FROM pragma_table_info(?)`)
    .all(table);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const rows = source.prepare<[], unknown[]>(`SELECT ${names} FROM "${table}" ORDER BY rowid`).raw();
  let count = 0;
  let batch: unknown[][] = [];
  const send = async () => {
    if (batch.length === 0) return;
    let n = 0;
    const values = batch.map((row) => `(${row.map(() => `$${++n}`).join(', ')})`).join(', ');
    const { rowCount } = await target.query(
      `INSERT INTO "${table}" (${names}) VALUES ${values}`,
      batch.flat(),
    );
    count += rowCount ?? 0;
    batch = [];
  };
  for (const row of rows.iterate()) {
    batch.push(row.map((value, i) => asText(value, columns[i]?.type ?? '')));
    if (batch.length === ROWS_MOST) await send();
  }
  await send();
  return count;
}

/** A value as PostgreSQL reads it for its column: a time is ISO text in UTC, whichever way SQLite keeps it. */
function asText(value: unknown, type: string): string | null {
  if (value === null) return null;
  if (typeof value === 'bigint')
    return type === 'DATETIME' ? new Date(Number(value)).toISOString() : String(value);
  if (typeof value === 'string') return type === 'DATETIME' ? new Date(value).toISOString() : value;
  throw new TypeError(`A value of type ${type} is kept as ${typeof value}: nothing was copied`);
}
