import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Db, Tx } from './client.ts';
import { troubleOf, type Trouble } from './trouble.ts';
import { withTransaction } from './with-transaction.ts';

type Work = (tx: Tx) => Promise<unknown>;

interface Waiting {
  work: Work;
  resolve(result: unknown): void;
  reject(error: unknown): void;
  /** As `performance.now()` counts. */
  giveUpAt: number;
}

/** As long as Prisma lets a transaction wait for the one writer. */
const WAIT_MS = 15_000;

/** Nothing was done: its turn did not come in time. */
class WaitedTooLong extends Error {
  override name = 'WaitedTooLong';
  readonly code = 'P2028'; // Prisma's own for this
}

/** Whoever is alone meets these just the same, and would make the others wait for it. */
const FOR_ALL: readonly (Trouble | null)[] = ['locked', 'read_only', 'moved'];

/** Most transactions in one commit: the next ones wait for it. */
const MOST = 16;

/**
 * A client whose transactions, where several wait for the one writer, are carried out one after the other in one
 * commit: the flush to the disk is paid for once. Each sees what those before it left, as it would have anyway, and
 * is answered after the commit. Where one of them fails, nothing of the group is kept, and each is done again by
 * itself, with its own result or error: a transaction is code over its `tx` alone, so that running it again is the
 * same as running it once. A list of prepared calls, and a
 * transaction with options of its own, share with nobody.
 */
export function sharingCommits(db: Db): Db {
  const run = db.$transaction.bind(db);
  const waiting: Waiting[] = [];
  let isAtWork = false;

  async function workOff(): Promise<void> {
    isAtWork = true;
    while (waiting.length > 0) {
      await turnOfTheLoop(); // a transaction runs without letting anybody in: whoever has come by now joins
      await together(waiting.splice(0, MOST).filter(inTime));
    }
    isAtWork = false; // no await since the queue was seen empty: nobody is left in it
  }

  async function together(group: readonly Waiting[]): Promise<void> {
    const [first, ...others] = group;
    if (first === undefined) return;
    if (others.length === 0) return alone(first);
    try {
      const results = await run((tx) => oneByOne(group, tx));
      group.forEach(({ resolve }, i) => resolve(results[i]));
    } catch (error) {
      if (FOR_ALL.includes(troubleOf(error))) group.forEach(({ reject }) => reject(error));
      else for (const each of group) await alone(each);
    }
  }

  async function alone(one: Waiting): Promise<void> {
    if (inTime(one)) await run(one.work).then(one.resolve, one.reject);
  }

  const share = (work: Work): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject, giveUpAt: performance.now() + WAIT_MS });
      if (!isAtWork) void workOff();
    });

  const transaction = (work: unknown, ...options: unknown[]): unknown =>
    typeof work === 'function' && options.length === 0
      ? share(work as Work)
      : Reflect.apply(run, undefined, [work, ...options]);
  return withTransaction(db, transaction);
}

function inTime({ giveUpAt, reject }: Waiting): boolean {
  const isInTime = performance.now() <= giveUpAt;
  if (!isInTime) reject(new WaitedTooLong('The database was busy for too long'));
  return isInTime;
}

async function oneByOne(group: readonly Waiting[], tx: Tx): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const { work } of group) results.push(await work(tx));
  return results;
}
