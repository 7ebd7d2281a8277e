import type { Db, Tx } from './client.ts';
import { Prisma } from './gen/sqlite/client.ts';

/** As a tag is called: the same strings at each call of one place. */
export type Statement = [strings: TemplateStringsArray, ...values: readonly unknown[]];

/** A way to the database beside Prisma's, of a client or of one transaction: see `written-statements.ts`. */
export interface Straight {
  rows(...statement: Statement): Promise<unknown[]>;
  execute(...statement: Statement): Promise<number>;
}

const ways = new WeakMap<Db | Tx, Straight>();

/** From now on this client's, or this transaction's, written statements take that way. */
export const goStraight = (client: Db | Tx, way: Straight): void => void ways.set(client, way);

/**
 * Run a statement that is written out, and read its rows: ``queryRows<{ id: string }>(tx)`SELECT "id" FROM … WHERE "x" = ${x}` ``.
 * On SQLite it goes straight to the connection that the client or the transaction stands for, which costs a tenth of
 * what Prisma takes for it; on PostgreSQL it is Prisma's raw query. Out come the same types: text, Date, parsed JSON,
 * number for INTEGER and bigint for BIGINT; what is computed is bigint on SQLite, bigint or number on PostgreSQL.
 * @returns the tag for the statement; values are text, number, bigint, boolean, Date, null or `Prisma.sql`
 * @throws the database's own error: whether a unique key was taken, `isTaken` tells; what else, `troubleOf`
 */
export const queryRows =
  <Row>(client: Db | Tx) =>
  async (...statement: Statement): Promise<Row[]> => {
    const way = ways.get(client);
    return way === undefined
      ? client.$queryRaw<Row[]>(...statement)
      : ((await way.rows(...statement)) as Row[]);
  };

/** As `queryRows`, for a statement that returns none. @returns how many rows it wrote */
export const execute =
  (client: Db | Tx) =>
  async (...statement: Statement): Promise<number> => {
    const way = ways.get(client);
    return way === undefined ? client.$executeRaw(...statement) : way.execute(...statement);
  };

/**
 * Columns and what they are set to, for an UPDATE. Their names are written by us, never taken from outside.
 * @param columns at least one; JSON as its text
 */
export const assignments = (columns: Readonly<Record<string, unknown>>): Prisma.Sql =>
  Prisma.join(
    Object.entries(columns).map(([column, value]) => Prisma.sql`${Prisma.raw(`"${column}"`)} = ${value}`),
  );
