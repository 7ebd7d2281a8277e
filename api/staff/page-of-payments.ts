import type { Db } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import type { List, Part } from './list-payments.ts';
import type { Place } from './payments-cursor.ts';
import { allOf, beyond, byAmount, isFurther, orderSql, Prisma, sql, upTo, type Sql } from './payments-sql.ts';

/** So many rows are tested by one page at most: its time has a bound, whatever is asked. */
const TESTED_MOST = 3_000;
/** Where a test looks into other tables. */
const TESTED_MOST_COSTLY = 1_500;
/** Counted exactly up to here. */
export const COUNTED_MOST = 1_000;

export interface Page {
  /** In the list's order. */
  places: Place[];
  /** Where the next page begins; absent: there is no more. A page can be short, or empty, and yet have a next one. */
  next?: Place;
  /** Of the first page: how many there are, up to COUNTED_MOST, or that there are more; absent where nobody knows even that. */
  total?: { count: number; isMore: boolean };
}

/** What a part gives to a page: its rows are complete up to `end`, or altogether. */
interface Piece {
  places: Place[];
  end?: Place;
  /** More of its rows are beyond where this page looked, whether or not it needed to. */
  isCutShort: boolean;
  where: Sql;
}

/**
 * One page of a list. Places are values, not numbers of rows: while payments come in, pages neither skip nor repeat one.
 * @param at.after the `next` of the page before
 * @param at.testedMost rows to test at most, for a caller who has the time
 * @param at.isCounted false: nobody wants to know how many there are
 */
export async function pageOf(
  read: Db,
  { order, parts }: List,
  at: { after?: Place; limit: number; testedMost?: number; isCounted?: boolean },
): Promise<Page> {
  const pieces: Piece[] = [];
  for (const part of parts) pieces.push(await pieceOf(read, order, part, at));
  const nearer = (a: Place, b: Place) => (isFurther(order, a, b) ? b : a);
  const ends = pieces.flatMap(({ end }) => end ?? []);
  const end = ends.length === 0 ? undefined : ends.reduce(nearer);
  const all = new Map(pieces.flatMap(({ places }) => places.map((place) => [place.id, place])));
  const sorted = [...all.values()].toSorted((a, b) => (isFurther(order, a, b) ? 1 : -1));
  const kept = end === undefined ? sorted : sorted.filter((place) => !isFurther(order, place, end));
  const places = kept.slice(0, at.limit);
  const next = kept.length > at.limit ? places.at(-1) : end;
  // How many lie beyond an end, nobody has looked.
  if (at.after !== undefined || end !== undefined || at.isCounted === false)
    return { places, ...(next && { next }) };
  const total = next ? await totalOf(read, pieces, places.length) : { count: places.length, isMore: false };
  return { places, ...(next && { next }), total };
}

async function pieceOf(
  read: Db,
  order: List['order'],
  { rows, tests, isLong, isCostly }: Part,
  { after, limit, testedMost }: { after?: Place; limit: number; testedMost?: number },
): Promise<Piece> {
  const most = testedMost ?? (isCostly ? TESTED_MOST_COSTLY : TESTED_MOST);
  const within = allOf([rows, ...(after ? [beyond(order, after)] : [])]);
  const [end] =
    isLong && tests.length > 0
      ? await placesOf(read, order, sql`${within} ORDER BY ${orderSql(order)} LIMIT 1 OFFSET ${most - 1}`)
      : [];
  const where = allOf([within, ...(end ? [upTo(order, end)] : []), ...tests]);
  const places = await placesOf(read, order, sql`${where} ORDER BY ${orderSql(order)} LIMIT ${limit + 1}`);
  return { places, where, isCutShort: end !== undefined, ...(end && places.length <= limit && { end }) };
}

/**
 * Counted together, for two ways can find the same payment. Where a part was not gone through to its end, it is not for
 * this either: there are more than the page has.
 */
async function totalOf(
  read: Db,
  pieces: readonly Piece[],
  onPage: number,
): Promise<NonNullable<Page['total']>> {
  if (pieces.some(({ isCutShort }) => isCutShort)) return { count: onPage, isMore: true };
  const each = pieces.map(
    ({ where }) =>
      sql`SELECT "id" FROM (SELECT p."id" FROM "Payment" p WHERE ${where} LIMIT ${COUNTED_MOST + 1}) part`,
  );
  const [found] = await queryRows<{ n: bigint }>(read)`
    SELECT count(*) AS "n" FROM (${Prisma.join(each, ' UNION ')}) together`;
  const count = Number(found?.n ?? 0);
  return count > COUNTED_MOST ? { count: COUNTED_MOST, isMore: true } : { count, isMore: false };
}

/** An order by time needs no amount: so the index of a list has all that its places are made of, and rows stay unread. */
async function placesOf(read: Db, order: List['order'], where: Sql): Promise<Place[]> {
  const amount = byAmount(order) ? sql`p."amountCents"` : sql`0 AS "amountCents"`;
  const rows = await queryRows<{ id: string; createdAt: Date | string; amountCents: bigint | number }>(read)`
    SELECT p."id", p."createdAt", ${amount} FROM "Payment" p WHERE ${where}`;
  return rows.map(({ id, createdAt, amountCents }) => ({
    id,
    createdAt: new Date(createdAt),
    amountCents: BigInt(amountCents),
  }));
}
