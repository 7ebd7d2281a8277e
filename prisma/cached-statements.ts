import type { ColumnDefinition, Database as SqliteConnection, Statement } from 'better-sqlite3';

/** A statement as it is compiled. */
export interface Kept {
  statement: Statement;
  /** Names and declared types: Prisma names each column, so a kept statement always has the same. */
  columns: ColumnDefinition[];
}

/** A payment uses about eighty; lists of other lengths are other statements. */
const MOST = 500;
/** A longer text is a list that hardly comes in the same length again, and a large one is large in memory. */
const LONGEST = 4000;

/**
 * Have a connection compile each statement once. Prisma's adapter prepares, binds and forgets a statement at every
 * call, which costs as much again as a small one takes. What it prepares here is a kept statement; what it binds are
 * only the values for one run. SQLite itself compiles a kept one anew where the schema has changed.
 * @returns the kept statement of a text, compiled where it is new
 */
export function cacheStatements(connection: SqliteConnection): (sql: string) => Kept {
  const prepare = connection.prepare.bind(connection);
  const kept = new Map<string, Kept>();
  const statementOf = (sql: string): Kept => {
    const known = kept.get(sql);
    if (known !== undefined) {
      kept.delete(sql);
      kept.set(sql, known); // the one that was not used for longest is forgotten first
      return known;
    }
    const [oldest] = kept.size >= MOST ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    const statement = prepare(sql);
    const made = { statement, columns: statement.reader ? statement.raw().columns() : [] }; // rows as lists, as the adapter asks for
    const isKept = sql.length <= LONGEST && !/^\s*PRAGMA/i.test(sql); // some of those act as they are compiled
    if (isKept) kept.set(sql, made);
    return made;
  };
  Object.defineProperty(connection, 'prepare', {
    value: (sql: string) => ({
      bind: (values: unknown[]) => bound(statementOf(sql), values),
      run: () => statementOf(sql).statement.run(),
    }),
  });
  return statementOf;
}

/** What the adapter does with a bound statement, and nothing more: an upgrade that does more must fail, loudly. */
function bound({ statement, columns }: Kept, values: unknown[]) {
  return {
    reader: statement.reader,
    columns: () => columns,
    run: () => statement.run(values),
    raw: () => ({ all: () => statement.all(values) }),
  };
}
