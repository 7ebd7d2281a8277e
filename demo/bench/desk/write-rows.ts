import Sqlite from 'better-sqlite3';
import { Client } from 'pg';

/** Write rows of a table in one transaction: every row with the same columns. */
export type WriteRows = (table: string, rows: readonly Record<string, unknown>[]) => Promise<void>;

/** Into a SQLite file of our own, with its triggers and constraints, but not waiting for the disk. */
export function sqliteWriter(path: string): { write: WriteRows; close(): Promise<void> } {
  const connection = new Sqlite(path, { fileMustExist: true });
  for (const setting of ['synchronous=OFF', 'foreign_keys=ON', 'cache_size=-400000'])
    connection.pragma(setting);
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
  return { write, close: async () => void connection.close() };
}

/** Into a PostgreSQL database. */
export async function postgresqlWriter(url: string): Promise<{ write: WriteRows; close(): Promise<void> }> {
  const client = new Client({ connectionString: url });
  await client.connect();
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
      await client.query('VACUUM ANALYZE'); // as autovacuum has, where rows have come in over years
      await client.end();
    },
  };
}

/** Prisma's way to write a time. */
const asSqlite = (value: unknown) =>
  value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value;
