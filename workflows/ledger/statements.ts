import { Prisma } from '../../prisma/gen/sqlite/client.ts';

/** Both databases take 32,766 parameters in a statement of ours; the widest row has ten. */
const ROWS = 1_000;

/** Prisma takes fewer than 1,000 on SQLite in one of its own. */
const NAMES = 500;

/**
 * Run a statement over rows, a bounded number at a time, in order.
 * @param run given the rows, with commas between
 * @returns what the statements returned, together
 */
export function inChunks<Row>(
  rows: readonly Prisma.Sql[],
  run: (values: Prisma.Sql) => Promise<Row[]>,
): Promise<Row[]> {
  return chunked(rows, ROWS, (some) => run(Prisma.join(some)));
}

/** Read by a list of ids or keys of any length, a bounded number at a time. */
export function byNames<Row>(
  names: readonly string[],
  read: (some: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  return chunked(names, NAMES, read);
}

async function chunked<Item, Row>(
  items: readonly Item[],
  most: number,
  run: (some: Item[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < items.length; at += most) rows.push(...(await run(items.slice(at, at + most))));
  return rows;
}
