import type { Db, Tx } from './client.ts';
import { Prisma } from './gen/sqlite/client.ts';
import { isPostgresql } from './open-postgresql.ts';

/**
 * Hold a row until the transaction ends, so that whoever decides by it waits, and then reads what we left. To be
 * the transaction's first statement. On SQLite the transaction itself is that lock.
 */
export async function lockRow(
  db: Db,
  tx: Tx,
  table: 'Payment' | 'PayerAccount' | 'StaffMember',
  id: string,
): Promise<void> {
  if (!isPostgresql(db)) return;
  // NO KEY: rows that name this one can still be written meanwhile.
  await tx.$queryRaw`SELECT 1 FROM ${Prisma.raw(`"${table}"`)} WHERE "id" = ${id} FOR NO KEY UPDATE`;
}

/**
 * Hold an agency's obligations until the transaction ends, in one order for all, so that no two wait for each other.
 * On SQLite the transaction itself is that lock.
 */
export async function lockObligations(
  db: Db,
  tx: Tx,
  agencyId: string,
  ids: readonly string[],
): Promise<void> {
  if (!isPostgresql(db) || ids.length === 0) return;
  await tx.$queryRaw`SELECT 1 FROM "Obligation" WHERE "agencyId" = ${agencyId} AND "id" IN (${Prisma.join(ids)})
    ORDER BY "id" FOR NO KEY UPDATE`;
}
