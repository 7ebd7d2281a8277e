import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, Tx } from './client.ts';
import { Prisma } from './gen/sqlite/client.ts';
import { telling, withTransaction } from './with-transaction.ts';

const RUNS_MOST = 6;
const FIRST_WAIT_MS = 10;

/**
 * A client whose transactions are run again where PostgreSQL ended them for the sake of another (a deadlock, a
 * serialization failure): nothing of them was kept. A transaction is code over its `tx` alone, so that running it
 * again is the same as running it once. A list of prepared calls is not repeated.
 * @param begun hears of each transaction before its work
 */
export function retrying(db: Db, begun: (tx: Tx) => void = () => {}): Db {
  const run = db.$transaction.bind(db);
  return withTransaction(db, (work, ...options) =>
    typeof work === 'function'
      ? again(() => Reflect.apply(run, undefined, [telling(work, begun), ...options]) as Promise<unknown>)
      : Reflect.apply(run, undefined, [work, ...options]),
  );
}

/** Run until it is not ended for another's sake, at most six times, with waits that double and vary. */
async function again<T>(transaction: () => Promise<T>): Promise<T> {
  for (let run = 1; ; run++) {
    try {
      return await transaction();
    } catch (error) {
      if (!wasEndedForAnother(error) || run === RUNS_MOST) throw error;
      await sleep(FIRST_WAIT_MS * 2 ** (run - 1) * (0.5 + Math.random())); // two who met must not meet again
    }
  }
}

/** P2034, or within a raw statement PostgreSQL's own code: 40001 serialization failure, 40P01 deadlock. */
export function wasEndedForAnother(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2034') return true;
  return (
    error.code === 'P2010' &&
    /\b40(?:001|P01)\b|TransactionWriteConflict/.test(JSON.stringify(error.meta ?? {}))
  );
}
