import Sqlite, { type Database } from 'better-sqlite3';

/**
 * Put parts' rows into one database, as they are and in the order in which they were written. No id is in two parts:
 * each has agencies of its own.
 * @param target the first part, to which the others are added
 * @param tables.own of which only the first part's rows are kept
 * @param tables.shared of which a row may be in several parts
 * @param parts paths of databases that nobody has open
 * @throws {Error} where the whole breaks a foreign key, or a part's row is there already
 */
export function putTogether(
  target: string,
  parts: readonly string[],
  tables: { own?: readonly string[]; shared?: readonly string[] },
): void {
  const database = new Sqlite(target, { fileMustExist: true });
  try {
    database.pragma('foreign_keys = OFF'); // tables come in any order; the whole is checked below
    database.pragma('synchronous = OFF');
    for (const part of parts) {
      database.prepare('ATTACH ? AS part').run(part);
      database.transaction(() => withoutTriggers(database, () => addPart(database, tables)))();
      database.exec('DETACH part');
    }
    const broken = database.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`The parts do not fit together: ${JSON.stringify(broken[0])}`);
    database.pragma('synchronous = FULL');
    database.pragma('wal_checkpoint(TRUNCATE)'); // all of it is on the disk from here on
  } finally {
    database.close();
  }
}

function addPart(database: Database, { own = [], shared = [] }: Parameters<typeof putTogether>[2]): void {
  for (const table of tablesOf(database).filter((name) => !own.includes(name))) {
    const columns = columnsOf(database, table)
      .map((name) => `"${name}"`)
      .join(', ');
    database.exec(
      `INSERT ${shared.includes(table) ? 'OR IGNORE ' : ''}INTO main."${table}" (${columns}) SELECT ${columns} FROM part."${table}" ORDER BY rowid`,
    );
  }
}

/** What triggers made of a part's rows is among its rows: it is not made again. They are there again afterwards, the same. */
function withoutTriggers(database: Database, work: () => void): void {
  const triggers = database
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'",
    )
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER main."${name}"`);
  work();
  for (const { sql } of triggers) database.exec(sql);
}

function tablesOf(database: Database): string[] {
  return database
    .prepare<[], { name: string }>(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
    .map(({ name }) => name);
}

/** Without those that the database numbers by itself: the parts' numbers would meet. */
function columnsOf(database: Database, table: string): string[] {
  const { sql } = database
    .prepare<[string], { sql: string }>('SELECT sql FROM main.sqlite_schema WHERE name = ?')
    .get(table) ?? { sql: '' };
  const all = database.pragma(`table_info("${table}")`) as { name: string; pk: number }[];
  const isNumbered = /AUTOINCREMENT/i.test(sql);
  return all.filter(({ pk }) => !isNumbered || pk === 0).map(({ name }) => name);
}
