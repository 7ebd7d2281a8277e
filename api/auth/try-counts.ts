import type { Db } from '../../prisma/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';

/** One thing that is counted, and for how long from its first time. */
export interface Counted {
  /** A digest: whom it is about can not be read from it. */
  key: string;
  seconds: number;
}

/** How often by now, this time included where it was counted, and when the window ends. */
export interface Count {
  count: number;
  endsMs: number;
}

interface Row {
  key: string;
  count: number | bigint;
  endsMs: number | bigint;
}

/**
 * Counts of tries in the database: the same for all apis, and still there after a restart. One statement counts
 * everything that one call tries, so that it is one flush to the disk.
 */
export class TryCounts {
  readonly #deps: { db: Db; read: Db; clock: () => Date };

  constructor(deps: { db: Db; read: Db; clock: () => Date }) {
    this.#deps = deps;
  }

  /** What was counted before, without counting. Keys whose window has ended are not there. */
  async now(keys: readonly string[]): Promise<Map<string, Count>> {
    const where = { key: { in: [...keys] }, endsMs: { gt: BigInt(this.#ms()) } };
    return byKey(await this.#deps.read.tryCount.findMany({ where }));
  }

  /** Count each once more. @param things with different keys */
  async add(things: readonly Counted[]): Promise<Map<string, Count>> {
    const now = this.#ms();
    const sorted = things.toSorted((a, b) => (a.key < b.key ? -1 : 1)); // one order: no two wait for each other
    const rows = sorted.map(({ key, seconds }) => Prisma.sql`(${key}, 1, ${BigInt(now + seconds * 1000)})`);
    const ended = Prisma.sql`"TryCount"."endsMs" <= ${BigInt(now)}`;
    return byKey(
      await queryRows<Row>(this.#deps.db)`
        INSERT INTO "TryCount" ("key", "count", "endsMs") VALUES ${Prisma.join(rows)}
        ON CONFLICT ("key") DO UPDATE SET
          "count" = CASE WHEN ${ended} THEN 1 ELSE "TryCount"."count" + 1 END,
          "endsMs" = CASE WHEN ${ended} THEN excluded."endsMs" ELSE "TryCount"."endsMs" END
        RETURNING "key", "count", "endsMs"`,
    );
  }

  async forget(key: string): Promise<void> {
    await this.#deps.db.tryCount.deleteMany({ where: { key } });
  }

  #ms(): number {
    return this.#deps.clock().getTime();
  }
}

const byKey = (rows: readonly Row[]): Map<string, Count> =>
  new Map(rows.map(({ key, count, endsMs }) => [key, { count: Number(count), endsMs: Number(endsMs) }]));
