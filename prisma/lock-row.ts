import type { Tx } from './client.ts';
import { Prisma } from './gen/sqlite/client.ts';
import { isPostgresql } from './open-postgresql.ts';

/** NO KEY: rows that name the locked one can still be written meanwhile. */
const LOCK = Prisma.sql`FOR NO KEY UPDATE`;

/**
 * Hold a row until the transaction ends, so that whoever decides by it waits, and then reads what we left. To be
 * the transaction's first statement. On SQLite the transaction itself is that lock.
 */
export async function lockRow(
  tx: Tx,
  table: 'Payment' | 'PayerAccount' | 'StaffMember',
  id: string,
): Promise<void> {
  if (!isPostgresql(tx)) return;
  await tx.$queryRaw`SELECT 1 FROM ${Prisma.raw(`"${table}"`)} WHERE "id" = ${id} ${LOCK}`;
}

/**
 * Hold people until the transaction ends: for whoever decides by their credit. In one order
 * for all, and before any obligation (docs/decisions/0011-postgresql-by-locks.md), so that no two wait for each other.
 * On SQLite the transaction itself is that lock.
 */
export async function lockPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  if (!isPostgresql(tx) || ids.length === 0) return;
  await tx.$queryRaw`SELECT 1 FROM "Person" WHERE "id" IN (${Prisma.join(ids)}) ORDER BY "id" ${LOCK}`;
}

/**
 * Hold what people are listed as owing (api/staff/owed-order.ts) until the transaction ends, in one order for all.
 * On SQLite the transaction itself is that lock.
 */
export async function lockOwed(tx: Tx, ids: readonly string[]): Promise<void> {
  if (!isPostgresql(tx) || ids.length === 0) return;
  await tx.$queryRaw`SELECT 1 FROM "PersonOwed" WHERE "personId" IN (${Prisma.join([...ids])})
    ORDER BY "personId" ${LOCK}`;
}

/**
 * Hold an agency's obligations until the transaction ends, in one order for all, so that no two wait for each other.
 * On SQLite the transaction itself is that lock.
 */
export async function lockObligations(tx: Tx, agencyId: string, ids: readonly string[]): Promise<void> {
  if (!isPostgresql(tx) || ids.length === 0) return;
  await tx.$queryRaw`SELECT 1 FROM "Obligation" WHERE "agencyId" = ${agencyId} AND "id" IN (${Prisma.join(ids)})
    ORDER BY "id" ${LOCK}`;
}
