import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from '@prisma/driver-adapter-utils';
import type { Database as SqliteConnection } from 'better-sqlite3';
import { cacheStatements } from './cached-statements.ts';
import type { Statement, Straight } from './rows.ts';
import { sameFiles } from './same-files.ts';
import { SafeTransaction, statement } from './safe-transaction.ts';
import { Turns } from './turns.ts';
import { whileBusy } from './while-busy.ts';
import { WrittenStatements } from './written-statements.ts';

/** better-sqlite3 waits with the whole process; so it waits for a moment only, and we wait asynchronously. */
const BUSY_BLOCK_MS = 20;

/**
 * Prisma's adapter for better-sqlite3, made safe for money.
 *
 * The stock adapter has one connection and lets every plain statement run at any moment, also in the middle
 * of somebody else's open transaction: a `create` that was answered with success is undone by that
 * transaction's rollback. And it begins transactions deferred, so that one which reads first can fail at its
 * first write. Here one transaction, or one statement outside of any, has the connection at a time, in the
 * order of asking; transactions begin IMMEDIATE; and what an acknowledged write needs to survive a power cut
 * (WAL, `synchronous=FULL`) is set and asserted when the connection opens.
 *
 * A statement that is written out needs nothing of Prisma: it can go straight to the connection, in its turn like any
 * other (`straight`), or within a transaction (`begun`).
 */
export class SqliteSafe implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly #path: string;
  #adapter: SafeAdapter | undefined;

  /** @param options.path of the database's file, which must exist */
  constructor(options: { path: string }) {
    this.#path = options.path;
  }

  /** For a statement outside of any transaction. */
  get straight(): Straight {
    return this.#connected();
  }

  /**
   * For the statements of the transaction that has just begun. Prisma calls the code of a transaction before anything
   * else can happen; so whoever asks first has it, and nobody else.
   */
  begun(): Straight {
    return this.#connected().begun();
  }

  #connected(): SafeAdapter {
    if (this.#adapter === undefined) throw new Error('The database is not open');
    return this.#adapter;
  }

  /** @throws {Error} where the connection does not have the settings that durability needs */
  async connect(): Promise<SqlDriverAdapter> {
    const stock = new PrismaBetterSqlite3({ url: this.#path, fileMustExist: true, timeout: BUSY_BLOCK_MS });
    const adapter = await stock.connect();
    const connection = connectionOf(adapter);
    await whileBusy(async () => setPragmas(connection));
    const written = new WrittenStatements(cacheStatements(connection));
    this.#adapter = new SafeAdapter(adapter, connection, { written, assertThere: sameFiles(this.#path) });
    return this.#adapter;
  }
}

/** The stock adapter for reading: it cannot write, so what it lacks does no harm. */
export class SqliteReader implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly #path: string;
  #straight: Straight | undefined;

  /** @param options.path of the database's file, which must exist */
  constructor(options: { path: string }) {
    this.#path = options.path;
  }

  /** For a statement that is written out. */
  get straight(): Straight {
    if (this.#straight === undefined) throw new Error('The database is not open');
    return this.#straight;
  }

  async connect(): Promise<SqlDriverAdapter> {
    const stock = new PrismaBetterSqlite3({ url: this.#path, readonly: true, fileMustExist: true });
    const adapter = await stock.connect();
    const connection = connectionOf(adapter);
    connection.pragma(PAGE_CACHE);
    const written = new WrittenStatements(cacheStatements(connection));
    this.#straight = {
      rows: async (...statement) => written.rows(...statement),
      execute: async (...statement) => written.execute(...statement),
    };
    return adapter;
  }
}

class SafeAdapter implements SqlDriverAdapter, Straight {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly #inner: SqlDriverAdapter;
  readonly #connection: SqliteConnection;
  readonly #assertThere: () => void;
  readonly #written: WrittenStatements;
  readonly #turns = new Turns();
  #begun: SafeTransaction | undefined;

  constructor(
    inner: SqlDriverAdapter,
    connection: SqliteConnection,
    { written, assertThere }: { written: WrittenStatements; assertThere: () => void },
  ) {
    this.#inner = inner;
    this.#connection = connection;
    this.#written = written;
    this.#assertThere = assertThere;
  }

  rows(...statement: Statement): Promise<unknown[]> {
    return this.#alone(() => whileBusy(async () => this.#written.rows(...statement)));
  }

  execute(...statement: Statement): Promise<number> {
    return this.#alone(() => whileBusy(async () => this.#written.execute(...statement)));
  }

  begun(): Straight {
    const transaction = this.#begun;
    this.#begun = undefined;
    if (transaction === undefined) throw new Error('No transaction has just begun');
    return transaction;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#alone(() => whileBusy(() => this.#inner.queryRaw(query)));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#alone(() => whileBusy(() => this.#inner.executeRaw(query)));
  }

  executeScript(script: string): Promise<void> {
    return this.#alone(() => this.#inner.executeScript(script)); // never again: it may have got half way
  }

  async startTransaction(isolation?: IsolationLevel): Promise<Transaction> {
    if (isolation !== undefined && isolation !== 'SERIALIZABLE') {
      throw new Error(`SQLite has one isolation level, SERIALIZABLE; asked for ${isolation}`);
    }
    const endTurn = await this.#turns.next();
    try {
      this.#assertThere();
      await whileBusy(() => this.#inner.executeRaw(statement('BEGIN IMMEDIATE')));
      this.#begun = new SafeTransaction(this.#inner, this.#connection, {
        written: this.#written,
        assertThere: this.#assertThere,
        endTurn,
      });
      return this.#begun;
    } catch (error) {
      endTurn();
      throw error;
    }
  }

  dispose(): Promise<void> {
    return this.#inner.dispose();
  }

  async #alone<T>(run: () => Promise<T>): Promise<T> {
    const endTurn = await this.#turns.next();
    try {
      const result = await run();
      this.#assertThere();
      return result;
    } finally {
      endTurn();
    }
  }
}

/**
 * In KiB, for each of the two connections. SQLite as it is built here would take 16 MB for each, little by little, as
 * the file grows: the process would never be seen to stop growing. The system keeps the file's pages as well.
 */
const PAGE_CACHE = 'cache_size = -8000';

/** recursive_triggers: so that a REPLACE, too, meets the triggers that forbid a delete. */
function setPragmas(connection: SqliteConnection): void {
  connection.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON',
  );
  connection.pragma(PAGE_CACHE);
  connection.prepare('SELECT 1 FROM "sqlite_master" LIMIT 1').get(); // opens the log's file
  const wanted = { journal_mode: 'wal', synchronous: 2n, foreign_keys: 1n, recursive_triggers: 1n };
  for (const [name, value] of Object.entries(wanted)) {
    const found = connection.pragma(name, { simple: true });
    if (found !== value) throw new Error(`SQLite keeps ${name}=${String(found)} where money needs ${value}`);
  }
}

type WithConnection = SqlDriverAdapter & { client: SqliteConnection };

function hasConnection(adapter: SqlDriverAdapter): adapter is WithConnection {
  return 'client' in adapter && typeof adapter.client === 'object';
}

/** The stock adapter's connection: not in its types, so an upgrade that renames it must fail here, loudly. */
function connectionOf(adapter: SqlDriverAdapter): SqliteConnection {
  if (!hasConnection(adapter))
    throw new Error('This version of the SQLite adapter does not show its connection');
  return adapter.client;
}
