import { existsSync } from 'node:fs';
import { PrismaClient, type Prisma } from './gen/sqlite/client.ts';
import { errorFormat } from './error-format.ts';
import { openPostgresql, openPostgresqlReader } from './open-postgresql.ts';
import { probe } from './probe.ts';
import { providerOf } from './provider.ts';
import { sqlitePath } from './sqlite-path.ts';
import { sharingCommits } from './sharing-commits.ts';
import { SqliteReader, SqliteSafe } from './sqlite-safe.ts';
import type { Trouble } from './trouble.ts';

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
  const db = new PrismaClient({ adapter: new SqliteSafe({ path }), transactionOptions, errorFormat });
  await db.$connect(); // opens, and asserts what durability needs
  const read = openReader(path);
  await read.$connect();
  return { db: sharingCommits(db), read };
}

/**
 * Open a read-only client of its own, for a long read that wants one snapshot in a transaction.
 * @param options.url as for `openDatabase`
 */
export function openReadOnly({ url }: { url: string }): Db {
  return providerOf(url) === 'postgresql'
    ? openPostgresqlReader(url, readOptions)
    : openReader(sqlitePath(url));
}

function openReader(path: string): Db {
  const adapter = new SqliteReader({ path });
  return new PrismaClient({ adapter, transactionOptions: readOptions, errorFormat });
}
