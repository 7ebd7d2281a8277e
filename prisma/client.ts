import { existsSync } from 'node:fs';
import { PrismaClient, type Prisma } from './gen/sqlite/client.ts';
import { errorFormat } from './error-format.ts';
import { openPostgresql, openPostgresqlReader } from './open-postgresql.ts';
import { probe } from './probe.ts';
import { providerOf } from './provider.ts';
import { goStraight } from './rows.ts';
import { sqlitePath } from './sqlite-path.ts';
import { sharingCommits } from './sharing-commits.ts';
import { SqliteReader, SqliteSafe } from './sqlite-safe.ts';
import type { Trouble } from './trouble.ts';
import { telling, withTransaction } from './with-transaction.ts';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

/** The two ways to the database. Inside `db.$transaction` use only its `tx`: `db` itself waits for its end. */
export interface Database {
  /** The writer. On SQLite one transaction, or one statement, at a time; on PostgreSQL many. */
  db: Db;
  /** Reads only, sees only what is committed, and never waits for a writer. */
  read: Db;
  /** What keeps it from being read or written now; null: nothing. It writes, changes nothing, and never rejects. */
  trouble(): Promise<Trouble | null>;
  close(): Promise<void>;
}

/** Transactions queue for the one writer: the wait may be longer than Prisma's 2 s, the work may not. */
const transactionOptions = { maxWait: 15_000, timeout: 10_000 };
/** For a long read that wants one snapshot. */
const readOptions = { maxWait: 15_000, timeout: 600_000 };

/**
 * Open the database for reading and writing.
 * @param options.url `file:` and a path, or `postgresql://`; `migrate` makes the file and the tables
 * @throws {Error} another kind of URL, nothing there, or settings that do not keep acknowledged writes
 */
export async function openDatabase({ url }: { url: string }): Promise<Database> {
  const path = providerOf(url) === 'sqlite' ? sqlitePath(url) : undefined;
  const { db, read } = await (path === undefined
    ? openPostgresql(url, transactionOptions)
    : openSqlite(path));
  return {
    db,
    read,
    trouble: () => probe({ db, read }, path),
    async close() {
      await read.$disconnect();
      await db.$disconnect();
    },
  };
}

async function openSqlite(path: string): Promise<{ db: Db; read: Db }> {
  if (!existsSync(path))
    throw new Error(`There is no database at ${path}: migrate makes it (npm start does that)`);
  const safe = new SqliteSafe({ path });
  const client = new PrismaClient({ adapter: safe, transactionOptions, errorFormat });
  await client.$connect(); // opens, and asserts what durability needs
  const db = sharingCommits(straightWithin(client, safe));
  goStraight(db, safe.straight);
  const reader = new SqliteReader({ path });
  const read = new PrismaClient({ adapter: reader, transactionOptions: readOptions, errorFormat });
  await read.$connect();
  goStraight(read, reader.straight);
  return { db, read };
}

/** A client in whose transactions written statements go straight to the connection. */
function straightWithin(client: Db, safe: SqliteSafe): Db {
  const run = client.$transaction.bind(client);
  return withTransaction(client, (work, ...options) => {
    const told = typeof work === 'function' ? telling(work, (tx) => goStraight(tx, safe.begun())) : work;
    return Reflect.apply(run, undefined, [told, ...options]);
  });
}

/**
 * Open a read-only client of its own, for a long read that wants one snapshot in a transaction.
 * @param options.url as for `openDatabase`
 */
export function openReadOnly({ url }: { url: string }): Db {
  return providerOf(url) === 'postgresql'
    ? openPostgresqlReader(url, readOptions)
    : new PrismaClient({
        adapter: new SqliteReader({ path: sqlitePath(url) }),
        transactionOptions: readOptions,
        errorFormat,
      });
}
