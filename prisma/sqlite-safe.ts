import { setTimeout as sleep } from 'node:timers/promises';
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
import { sameFiles } from './same-files.ts';

/** How long a write waits for another opener of the same file before it gives up. */
const BUSY_WAIT_MS = 5000;
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
 */
export class SqliteSafe implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly #path: string;

  /** @param options.path of the database's file, which must exist */
  constructor(options: { path: string }) {
    this.#path = options.path;
  }

  /** @throws {Error} where the connection does not have the settings that durability needs */
  async connect(): Promise<SqlDriverAdapter> {
    const stock = new PrismaBetterSqlite3({ url: this.#path, fileMustExist: true, timeout: BUSY_BLOCK_MS });
    const adapter = await stock.connect();
    const connection = connectionOf(adapter);
    await whileBusy(async () => setPragmas(connection));
    cacheStatements(connection);
    return new SafeAdapter(adapter, connection, sameFiles(this.#path));
  }
}

/** The stock adapter for reading: it cannot write, so what it lacks does no harm. */
export class SqliteReader implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly #path: string;

  /** @param options.path of the database's file, which must exist */
  constructor(options: { path: string }) {
    this.#path = options.path;
  }

  async connect(): Promise<SqlDriverAdapter> {
    const stock = new PrismaBetterSqlite3({ url: this.#path, readonly: true, fileMustExist: true });
    const adapter = await stock.connect();
    const connection = connectionOf(adapter);
    connection.pragma(PAGE_CACHE);
    cacheStatements(connection);
    return adapter;
  }
}

class SafeAdapter implements SqlDriverAdapter {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly #inner: SqlDriverAdapter;
  readonly #connection: SqliteConnection;
  readonly #assertThere: () => void;
  readonly #turns = new Turns();

  constructor(inner: SqlDriverAdapter, connection: SqliteConnection, assertThere: () => void) {
    this.#inner = inner;
    this.#connection = connection;
    this.#assertThere = assertThere;
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
      return new SafeTransaction(this.#inner, this.#connection, { endTurn, assertThere: this.#assertThere });
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

/** Prisma sends COMMIT or ROLLBACK as a statement, then calls `commit` or `rollback` to say that it is over. */
class SafeTransaction implements Transaction {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly options = { usePhantomQuery: false };
  readonly #inner: SqlDriverAdapter;
  readonly #connection: SqliteConnection;
  readonly #endTurn: () => void;
  readonly #assertThere: () => void;

  constructor(
    inner: SqlDriverAdapter,
    connection: SqliteConnection,
    { endTurn, assertThere }: { endTurn: () => void; assertThere: () => void },
  ) {
    this.#inner = inner;
    this.#connection = connection;
    this.#endTurn = endTurn;
    this.#assertThere = assertThere;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    this.#assertOpen();
    return this.#inner.queryRaw(query);
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    if (query.sql === 'ROLLBACK' && !this.#connection.inTransaction) return 0; // the database was quicker
    this.#assertOpen();
    return this.#inner.executeRaw(query);
  }

  /** Only now is the transaction answered with success. */
  async commit(): Promise<void> {
    this.#endTurn();
    this.#assertThere();
  }

  /** Prisma also calls this when COMMIT failed: then the transaction is still open, and must not stay so. */
  async rollback(): Promise<void> {
    try {
      if (this.#connection.inTransaction) await this.#inner.executeRaw(statement('ROLLBACK'));
    } finally {
      this.#endTurn();
    }
  }

  async createSavepoint(name: string): Promise<void> {
    await this.executeRaw(statement(`SAVEPOINT ${name}`));
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    await this.executeRaw(statement(`ROLLBACK TO ${name}`));
  }

  async releaseSavepoint(name: string): Promise<void> {
    await this.executeRaw(statement(`RELEASE SAVEPOINT ${name}`));
  }

  /** A full disk makes SQLite roll back by itself; what follows would then commit one by one. */
  #assertOpen(): void {
    if (!this.#connection.inTransaction)
      throw new Error('The database has already rolled this transaction back');
  }
}

/** One at a time, in the order of asking. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  /** @returns once it is the caller's turn: the function that ends it (calling it again does nothing) */
  async next(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return resolve;
  }
}

/** Try again while another opener of the file is writing: a busy statement has done nothing. */
async function whileBusy<T>(run: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + BUSY_WAIT_MS;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      await sleep(1 + Math.random() * 4); // two who wait must not meet again each time
    }
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined; // better-sqlite3's own
  const cause: unknown = error.cause; // as Prisma's adapter wraps it
  const kind = typeof cause === 'object' && cause !== null && 'kind' in cause ? cause.kind : undefined;
  return kind === 'SocketTimeout' || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
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

const statement = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] });
