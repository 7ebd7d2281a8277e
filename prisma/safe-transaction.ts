import type { SqlDriverAdapter, SqlQuery, SqlResultSet, Transaction } from '@prisma/driver-adapter-utils';
import type { Database as SqliteConnection } from 'better-sqlite3';
import type { Statement, Straight } from './rows.ts';
import type { WrittenStatements } from './written-statements.ts';

/** As Prisma's adapters take one without values. */
export const statement = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] });

/** Prisma sends COMMIT or ROLLBACK as a statement, then calls `commit` or `rollback` to say that it is over. */
export class SafeTransaction implements Transaction, Straight {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly options = { usePhantomQuery: false };
  readonly #inner: SqlDriverAdapter;
  readonly #connection: SqliteConnection;
  readonly #written: WrittenStatements;
  readonly #endTurn: () => void;
  readonly #assertThere: () => void;
  #isOver = false;

  constructor(
    inner: SqlDriverAdapter,
    connection: SqliteConnection,
    {
      written,
      endTurn,
      assertThere,
    }: { written: WrittenStatements; endTurn: () => void; assertThere: () => void },
  ) {
    this.#inner = inner;
    this.#connection = connection;
    this.#written = written;
    this.#endTurn = endTurn;
    this.#assertThere = assertThere;
  }

  async rows(...statement: Statement): Promise<unknown[]> {
    this.#assertOpen();
    return this.#written.rows(...statement);
  }

  async execute(...statement: Statement): Promise<number> {
    this.#assertOpen();
    return this.#written.execute(...statement);
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
    this.#end();
    this.#assertThere();
  }

  /** Prisma also calls this when COMMIT failed: then the transaction is still open, and must not stay so. */
  async rollback(): Promise<void> {
    try {
      if (this.#connection.inTransaction) await this.#inner.executeRaw(statement('ROLLBACK'));
    } finally {
      this.#end();
    }
  }

  #end(): void {
    this.#isOver = true;
    this.#endTurn();
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

  /**
   * A full disk makes SQLite roll back by itself; what follows would then commit one by one. And once it is over, the
   * connection is another's.
   */
  #assertOpen(): void {
    if (this.#isOver) throw new Error('This transaction is over');
    if (!this.#connection.inTransaction)
      throw new Error('The database has already rolled this transaction back');
  }
}
