import { setImmediate as turnOfTheLoop, setTimeout as pause } from 'node:timers/promises';
import type { Db, Tx } from './client.ts';

/** What became of one of several: what it asked for, or why that was refused, while the others go on. */
export type Settled<Done> = { done: Done; refused?: undefined } | { done?: undefined; refused: Error };

/** Most items in one transaction: others wait for it, and it must stay far below its time limit. */
const MOST = 128;

interface Waiting<Item, Done> {
  item: Item;
  resolve(done: Done): void;
  reject(error: unknown): void;
}

/**
 * Group commit: callers who wait at the same moment share one transaction, so that its statements and its flush to
 * the disk are paid for once. Each still gets its own answer, after the commit. While a group is at work the next
 * one gathers. Where a group fails as a whole (one item that the database refuses, a commit that failed), each of it
 * is done again in a transaction of its own, and has its own result or error.
 * @param work settles each item, in order. It must be keyed: done again, it answers with what is stored, also where
 *   a commit was lost on its way back to us
 * @param options.gatherMs how long a group waits for others, in milliseconds; absent: for one turn of the event loop
 */
export function joining<Item, Done>(
  db: Db,
  work: (tx: Tx, items: readonly Item[]) => Promise<readonly Settled<Done>[]>,
  { gatherMs }: { gatherMs?: number } = {},
): (item: Item) => Promise<Done> {
  const waiting: Waiting<Item, Done>[] = [];
  let isAtWork = false;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await (gatherMs === undefined ? turnOfTheLoop() : pause(gatherMs)); // whoever comes meanwhile joins
      await together(waiting.splice(0, MOST));
    }
    isAtWork = false; // no await since the queue was seen empty: nobody is left in it
  }

  async function together(group: readonly Waiting<Item, Done>[]): Promise<void> {
    try {
      const settled = await db.$transaction((tx) =>
        work(
          tx,
          group.map(({ item }) => item),
        ),
      );
      group.forEach((one, index) => answer(one, settled[index]));
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else await Promise.all(group.map((one) => together([one])));
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isAtWork) return;
      isAtWork = true;
      void run();
    });
}

function answer<Item, Done>(
  { resolve, reject }: Waiting<Item, Done>,
  settled: Settled<Done> | undefined,
): void {
  if (settled === undefined) reject(new Error('The work settled fewer than it was given'));
  else if (settled.refused === undefined) resolve(settled.done);
  else reject(settled.refused);
}
