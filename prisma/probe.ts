import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Db } from './client.ts';
import { troubleOf, type Trouble } from './trouble.ts';

/** A disk with less is full: the next larger transaction, or its log, would not fit. */
const LEAST_FREE_BYTES = 8n * 1024n * 1024n;
/** Where the file itself is limited (`max_page_count`): what a payment may need. */
const LEAST_FREE_PAGES = 64n;
/** Options of its own, though none: it shares a commit with nobody, and waits for no group. */
const alone = {};

/**
 * Can the database be read and written now? It writes, in a transaction that ends on the disk, and changes nothing.
 * @param path of the file, where it is SQLite's
 * @returns what is in the way, or null
 */
export async function probe(clients: { db: Db; read: Db }, path?: string): Promise<Trouble | null> {
  const { db, read } = clients;
  try {
    const trouble = await (path === undefined ? writePostgresql(db) : writeSqlite(db, path));
    await read.agency.findFirst({ select: { id: true } });
    return trouble;
  } catch (error) {
    return troubleOf(error) ?? 'unknown';
  }
}

/** A row that is not there is deleted, which a read-only server refuses; a number is taken, which a full one cannot keep. */
async function writePostgresql(db: Db): Promise<null> {
  await db.$transaction([
    db.sessionToken.deleteMany({ where: { hash: 'readiness: a write that changes nothing' } }),
    db.$queryRaw`SELECT pg_current_xact_id()::text`,
  ]);
  return null;
}

/** The same number written again is a page in the log all the same. */
async function writeSqlite(db: Db, path: string): Promise<Trouble | null> {
  const [version, pages, most, free] = await db.$transaction(async (tx) => {
    const valueOf = async (pragma: string) => {
      const [row] = await tx.$queryRawUnsafe<Record<string, bigint>[]>(`PRAGMA ${pragma}`);
      return Object.values(row ?? {})[0] ?? 0n;
    };
    const found = await valueOf('user_version');
    await tx.$executeRawUnsafe(`PRAGMA user_version = ${found}`);
    return [
      found,
      await valueOf('page_count'),
      await valueOf('max_page_count'),
      await valueOf('freelist_count'),
    ];
  }, alone);
  if (version === undefined || pages === undefined || most === undefined || free === undefined)
    return 'unknown';
  if (most - pages + free < LEAST_FREE_PAGES) return 'no_room';
  const { bavail, bsize } = await statfs(dirname(path), { bigint: true });
  return bavail * bsize < LEAST_FREE_BYTES ? 'no_room' : null;
}
