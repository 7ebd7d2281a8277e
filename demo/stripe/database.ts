import Sqlite from 'better-sqlite3';

export type Database = Sqlite.Database;

/**
 * Open the sandbox's state, making its tables where they are missing.
 * @param file a path; without it the state is in memory and ends with the process
 * @param options.isThrownAwayIfCut nothing waits for the disk: after a power cut the file is worth nothing
 */
export function openDatabase(file?: string, options: { isThrownAwayIfCut?: boolean } = {}): Database {
  const database = new Sqlite(file ?? ':memory:');
  database.pragma('journal_mode = WAL');
  // an answer that was given survives a power cut
  database.pragma(`synchronous = ${options.isThrownAwayIfCut ? 'OFF' : 'FULL'}`);
  database.exec(TABLES);
  addMissingColumns(database);
  database.exec(INDEXES);
  return preparingOnce(database);
}

/** What a file of an earlier version has not. */
function addMissingColumns(database: Database): void {
  for (const [table, column] of [
    ['fault', 'seen'],
    ['delivery', 'held'],
  ] as const) {
    const known = database.pragma(`table_info(${table})`) as { name: string }[];
    if (!known.some(({ name }) => name === column))
      database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} INTEGER NOT NULL DEFAULT 0`);
  }
}

/** Preparing a statement costs more than running it, and the same few come again and again. */
function preparingOnce(database: Database): Database {
  const prepare = database.prepare.bind(database);
  const known = new Map<string, Sqlite.Statement>();
  return Object.assign(database, {
    prepare(sql: string): Sqlite.Statement {
      const statement = known.get(sql) ?? prepare(sql);
      known.set(sql, statement);
      return statement;
    },
  });
}

/** On columns that a file of an earlier version may have been given just now. */
const INDEXES = 'CREATE INDEX IF NOT EXISTS delivery_held ON delivery (endpoint, id) WHERE held = 1';

/** `hidden` is what the sandbox knows and the API never shows: the test card behind a token, a secret. */
const TABLES = `
CREATE TABLE IF NOT EXISTS account (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS object (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  json TEXT NOT NULL,
  hidden TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX IF NOT EXISTS object_list ON object (account, type, seq);
CREATE INDEX IF NOT EXISTS object_customer ON object (account, type, json_extract(json, '$.customer'));
CREATE INDEX IF NOT EXISTS object_payment_intent ON object (account, type, json_extract(json, '$.payment_intent'));
CREATE INDEX IF NOT EXISTS object_source ON object (account, type, json_extract(json, '$.source'));
CREATE INDEX IF NOT EXISTS object_payout ON object (account, type, json_extract(hidden, '$.payout'));

CREATE TABLE IF NOT EXISTS idempotency (
  account TEXT NOT NULL,
  key TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  params TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  request_id TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (account, key)
) STRICT;

CREATE TABLE IF NOT EXISTS delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed', 'lost')),
  tries INTEGER NOT NULL DEFAULT 0,
  next_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, next_ms);
CREATE INDEX IF NOT EXISTS delivery_event ON delivery (event);

CREATE TABLE IF NOT EXISTS job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  due_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS job_due ON job (due_ms);

CREATE TABLE IF NOT EXISTS fault (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  json TEXT NOT NULL,
  times INTEGER NOT NULL
) STRICT;
`;
