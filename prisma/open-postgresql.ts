import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { DatabaseError } from 'pg';
import type { Db, Tx } from './client.ts';
import { errorFormat } from './error-format.ts';
import { PrismaClient } from './gen/postgresql/client.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { CONNECT_MS, connectTo, placeOf } from './postgresql-connect.ts';
import { retrying } from './retrying.ts';

/** A process has two pools, one to write and one to read: PostgreSQL's usual 100 connections serve four processes. */
const POOL = 10;
/** Statements kept prepared on each connection. Lists of any length make any number of texts: the rest go unprepared. */
const PREPARED_MOST = 500;
/** A longer text has a list of rows, which hardly comes in the same length again. */
const PREPARED_LONGEST = 4_000;

const NO_SUCH_TABLE = '42P01';

/** For one connection of a process that hangs or is cut off, or a lock that somebody's tool holds, others must not wait for ever. */
const SETTINGS = ['synchronous_commit=on', 'idle_in_transaction_session_timeout=30s', 'lock_timeout=8s'];

/** Of reads for whoever waits: short, and many at a time. Neither several processes nor compiling makes them quicker. */
const SHORT_READS = ['default_transaction_read_only=on', 'max_parallel_workers_per_gather=0', 'jit=off'];

/**
 * Clients that write and that read. Transactions are READ COMMITTED: what a decision depends on is locked by their
 * first statement (docs/decisions/0011-postgresql-by-locks.md), and one that PostgreSQL ends to break a deadlock is run again.
 * @throws {MigrationRefused} where it cannot be reached, with the way out
 */
export async function openPostgresql(
  url: string,
  transactionOptions: { maxWait: number; timeout: number },
): Promise<{ db: Db; read: Db }> {
  const probe = await connectTo(url);
  try {
    await probe.query('SELECT 1 FROM "_prisma_migrations" LIMIT 1');
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== NO_SUCH_TABLE) throw error;
    throw new Error(`The database ${placeOf(url)} is empty: migrate makes its tables (npm start does that)`, {
      cause: error,
    });
  } finally {
    await probe.end();
  }
  const db = retrying(asDb(clientOf(url, SETTINGS, transactionOptions)), (tx) => void clients.add(tx));
  clients.add(db);
  return { db, read: asDb(clientOf(url, [...SETTINGS, ...SHORT_READS], transactionOptions)) };
}

/** A client through which nothing can be changed. It connects when it is first used. */
export function openPostgresqlReader(
  url: string,
  transactionOptions: { maxWait: number; timeout: number },
): Db {
  return asDb(clientOf(url, [...SETTINGS, 'default_transaction_read_only=on'], transactionOptions));
}

function clientOf(
  url: string,
  settings: readonly string[],
  transactionOptions: { maxWait: number; timeout: number },
): PrismaClient {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: POOL,
      connectionTimeoutMillis: CONNECT_MS,
      options: settings.map((setting) => `-c ${setting}`).join(' '),
    },
    { statementNameGenerator: statementNames() },
  );
  return new PrismaClient({ adapter: new OneAtATime(adapter), transactionOptions, errorFormat });
}

/** Name a statement by its text, so that each connection prepares it once. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= PREPARED_MOST || sql.length > PREPARED_LONGEST)
      return known ?? '';
    const name = createHash('sha256').update(sql).digest('base64url').slice(0, 24);
    names.set(sql, name);
    return name;
  };
}

const clients = new WeakSet<Db | Tx>();

/**
 * Is this client PostgreSQL's, or one of its writer's transactions? For the few conditions that the two databases write
 * differently, and for locks.
 */
export const isPostgresql = (db: Db | Tx): boolean => clients.has(db);

/**
 * The one place where PostgreSQL's client passes for SQLite's. Both are generated from the same models, so that
 * every call the code makes is the same; PostgreSQL's knows some more, which nothing uses. Their union could not be
 * called: the two types differ in each model's generic arguments.
 */
function asDb(client: PrismaClient): Db {
  const untyped: unknown = client;
  const db = untyped as Db;
  clients.add(db);
  return db;
}
