import Sqlite from 'better-sqlite3';
import { Client } from 'pg';

/** Write rows of a table in one transaction: every row with the same columns. */
export type WriteRows = (table: string, rows: readonly Record<string, unknown>[]) => Promise<void>;

/**
 * Writes past Prisma, with the schema's triggers and constraints. The large tables' indexes are taken away meanwhile, and
 * made again as they were by `close`, which is many times faster than to keep them in order row by row.
 */
export interface Writer {
  write: WriteRows;
  close(): Promise<void>;
}

const LARGE = ['Payment', 'PaymentLine', 'BalanceTransaction', 'Obligation', 'ObligationObligor'];
const listed = LARGE.map((name) => `'${name}'`).join(', ');

/** Into a SQLite file of our own, not waiting for the disk. */
export function sqliteWriter(path: string): Writer {
  const connection = new Sqlite(path, { fileMustExist: true });
  for (const setting of ['synchronous=OFF', 'foreign_keys=ON', 'cache_size=-1000000', 'temp_store=MEMORY'])
    connection.pragma(setting);
  const indexes = connection
    .prepare<[], { name: string; sql: string }>(
      `SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'index' AND "sql" IS NOT NULL AND "tbl_name" IN (${listed})`,
    )
    .all();
  for (const { name } of indexes) connection.exec(`DROP INDEX "${name}"`);
  const write: WriteRows = async (table, rows) => {
    const [first] = rows;
    if (first === undefined) return;
    const names = Object.keys(first);
    const statement = connection.prepare(
      `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    );
    connection.transaction(() => {
      for (const row of rows) statement.run(names.map((name) => asSqlite(row[name])));
    })();
  };
  return {
    write,
    async close() {
      for (const { sql } of indexes) connection.exec(sql);
      connection.close();
    },
  };
}

/** Into a PostgreSQL database. */
export async function postgresqlWriter(url: string): Promise<Writer> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`SET maintenance_work_mem = '512MB'`);
  const { rows: indexes } = await client.query<{ name: string; sql: string }>(
    `SELECT indexname AS "name", indexdef AS "sql" FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN (${listed})
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
  const write: WriteRows = async (table, rows) => {
    const [first] = rows;
    if (first === undefined) return;
    const names = Object.keys(first)
      .map((name) => `"${name}"`)
      .join(', ');
    await client.query(
      `INSERT INTO "${table}" (${names}) SELECT ${names} FROM json_populate_recordset(NULL::"${table}", $1::json)`,
      [JSON.stringify(rows)],
    );
  };
  return {
    write,
    async close() {
      for (const { sql } of indexes) await client.query(sql);
      await client.query('VACUUM ANALYZE'); // as autovacuum has, where rows have come in over years
      await client.end();
    },
  };
}

/** Prisma's way to write a time. */
const asSqlite = (value: unknown) =>
  value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value;
