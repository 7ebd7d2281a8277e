import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import type { Filters, Order } from './payment-filters.ts';
import type { Place } from './payments-cursor.ts';

/** Pieces of SQL that both databases read alike. In all of them the payment is `p`. */
export type Sql = Prisma.Sql;
export { Prisma };
export const { sql, empty } = Prisma;

export const allOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`TRUE` : Prisma.join([...conditions], ' AND ');

export const anyOf = (conditions: readonly Sql[]): Sql => sql`(${Prisma.join([...conditions], ' OR ')})`;

/** What each order goes by, and which way. The id makes it total. */
export function orderSql(order: Order): Sql {
  if (order === 'newest') return sql`p."createdAt" DESC, p."id" DESC`;
  if (order === 'oldest') return sql`p."createdAt" ASC, p."id" ASC`;
  if (order === 'largest') return sql`p."amountCents" DESC, p."createdAt" DESC, p."id" DESC`;
  return sql`p."amountCents" ASC, p."createdAt" ASC, p."id" ASC`;
}

/** What lies beyond a place in an order. */
export const beyond = (order: Order, place: Place): Sql =>
  compared(order, isRising(order) ? '>' : '<', place);

/** What an order has up to a place, the row there included. */
export const upTo = (order: Order, place: Place): Sql =>
  compared(order, isRising(order) ? '<=' : '>=', place);

/** Is this place further on in the order than that one? */
export function isFurther(order: Order, a: Place, b: Place): boolean {
  const further = [
    ...(byAmount(order) ? [[a.amountCents, b.amountCents] as const] : []),
    [a.createdAt.getTime(), b.createdAt.getTime()] as const,
    [a.id, b.id] as const,
  ].find(([x, y]) => x !== y);
  return further !== undefined && further[0] > further[1] === isRising(order);
}

export const byAmount = (order: Order): boolean => order === 'largest' || order === 'smallest';

const isRising = (order: Order): boolean => order === 'oldest' || order === 'smallest';

function compared(order: Order, how: '<' | '>' | '<=' | '>=', { createdAt, amountCents, id }: Place): Sql {
  const than = Prisma.raw(how);
  if (!byAmount(order)) return sql`(p."createdAt", p."id") ${than} (${createdAt}, ${id})`;
  return sql`(p."amountCents", p."createdAt", p."id") ${than} (${amountCents}, ${createdAt}, ${id})`;
}

/** How a column is named in a condition: so that an index may answer it, or so that none is taken for it. */
export type Column = (
  name:
    'agencyId' | 'state' | 'createdAt' | 'amountCents' | 'tender' | 'cardBrand' | 'personId' | 'accountId',
) => Sql;

export const indexed: Column = (name) => Prisma.raw(`p."${name}"`);

/**
 * SQLite, which keeps no figures of what is in a table, would else take any index that fits a test, also one that
 * finds half the table in another order than the list's.
 */
export const tested: Column = (name) => Prisma.raw(`coalesce(p."${name}", NULL)`);

export const ofAgency = (column: Column, agencyId: string): Sql => sql`${column('agencyId')} = ${agencyId}`;

/** The filters' conditions by name. */
export type Narrowing = { [Name in 'state' | 'created' | 'way' | 'amount' | 'kind' | 'office']?: Sql };

/** @param days the local days as instants */
export function narrowing(filters: Filters, days: { from?: Date; before?: Date }, column: Column): Narrowing {
  const { state, way, leastCents, mostCents, kind, office } = filters;
  const created = between(column('createdAt'), days.from, days.before);
  const amount = between(
    column('amountCents'),
    leastCents,
    mostCents === undefined ? undefined : mostCents + 1,
  );
  return {
    ...(state && { state: sql`${column('state')} = ${state}` }),
    ...(created && { created }),
    ...(way && { way: wayOf(way, column) }),
    ...(amount && { amount }),
    ...(kind && {
      kind: thereIs(sql`"PaymentLine" l JOIN "Obligation" o ON o."id" = l."obligationId"
        WHERE l."paymentId" = p."id" AND o."kind" = ${kind}`),
    }),
    ...(office && {
      office: thereIs(sql`"Person" r WHERE r."id" = p."personId" AND r."office" = ${office}`),
    }),
  };
}

/** A way is a tender, or the brand of a card. */
const wayOf = (way: string, column: Column): Sql =>
  TENDERS.has(way) ? sql`${column('tender')} = ${way}` : sql`${column('cardBrand')} = ${way}`;

const TENDERS: ReadonlySet<string> = new Set(['card', 'bank_debit']);

/** These look into other tables for each payment: as many of them take several times as long. */
export const isCostly = ({ kind, office }: Narrowing): boolean => kind !== undefined || office !== undefined;

/**
 * Is there such a row? Asked of one payment after the other: for an EXISTS PostgreSQL would rather go once through all
 * rows of a table, or of two at once, where a page needs a few of them.
 */
export const thereIs = (rows: Sql): Sql => sql`(SELECT 1 FROM ${rows} LIMIT 1) IS NOT NULL`;

/** The people of an office, by their index. */
export const idsOfOffice = (agencyId: string, office: string): Sql =>
  sql`SELECT r."id" FROM "Person" r WHERE r."agencyId" = ${agencyId} AND r."office" = ${office}`;

function between(
  column: Sql,
  from: Date | number | undefined,
  before: Date | number | undefined,
): Sql | undefined {
  if (from === undefined && before === undefined) return undefined;
  return allOf([
    ...(from === undefined ? [] : [sql`${column} >= ${from}`]),
    ...(before === undefined ? [] : [sql`${column} < ${before}`]),
  ]);
}
