import type { Database as SqliteConnection, Statement } from 'better-sqlite3';

/** A payment uses about eighty; lists of other lengths are other statements. */
const MOST = 500;

/**
 * Have a connection compile each statement once. Prisma's adapter prepares, binds and forgets a statement at every
 * call, which costs as much again as a small one takes. What it prepares here is a kept statement; what it binds are
 * only the values for one run. SQLite itself compiles a kept one anew where the schema has changed.
 */
export function cacheStatements(connection: SqliteConnection): void {
  const prepare = connection.prepare.bind(connection);
  const kept = new Map<string, Statement>();
  const statementOf = (sql: string): Statement => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const [oldest] = kept.size >= MOST ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    const statement = prepare(sql);
    if (statement.reader) statement.raw(); // rows as lists, as the adapter asks for
    if (!/^\s*PRAGMA/i.test(sql)) kept.set(sql, statement); // some of those act as they are compiled
    return statement;
  };
  Object.defineProperty(connection, 'prepare', {
    value: (sql: string) => ({
      bind: (values: unknown[]) => bound(statementOf(sql), values),
      run: () => statementOf(sql).run(),
    }),
  });
}

/** What the adapter does with a bound statement, and nothing more: an upgrade that does more must fail, loudly. */
function bound(statement: Statement, values: unknown[]) {
  return {
    reader: statement.reader,
    columns: () => statement.columns(),
    run: () => statement.run(values),
    raw: () => ({ all: () => statement.all(values) }),
  };
}
