import { expect } from 'vitest';
import type { Db } from '../../prisma/client.ts';
import { aDatabase, provider } from '../../prisma/fixtures/database.ts';
import { aCapturedPayment, anAssessedObligation, times } from './fixtures.ts';
import { sealPending } from './seal.ts';
import { verifyLedger } from './verify.ts';

export type Books = Awaited<ReturnType<typeof makeBooks>>;

/** An agency with three payments in sealed books, another with one, and one entry not yet sealed. */
export async function makeBooks() {
  const database = await aDatabase();
  const { db } = database;
  const obligation = await anAssessedObligation(db, { assessedCents: 30_000n });
  const { agencyId } = obligation;
  const seal = (agency: string) => sealPending(db, agency, times.recordedAt);
  const payments = [];
  for (const amountCents of [8_000n, 100n, 1n]) {
    await seal(agencyId); // each on its own, so that the chain has the order of events
    payments.push(await aCapturedPayment(db, { obligation, amountCents }));
  }
  const other = await aCapturedPayment(db);
  for (const agency of [agencyId, other.agencyId]) await seal(agency);
  await anAssessedObligation(db, { agencyId });
  const [payment, , last] = payments;
  if (!payment || !last) throw new Error('no payment');
  await database.read.$disconnect();
  await database.db.$disconnect(); // the last of them, and a writer: leaves everything in the one file
  return { database, agencyId, obligation, payment, last };
}

/** A copy of those books, to be tampered with. */
export async function copyOf({ database, ...rows }: Books) {
  return { ...rows, ...(await aDatabase({ copyOf: database })) };
}

/** As somebody with a hand on the file would: past the triggers and the foreign keys. */
export async function behindTheTriggers(db: Db, ...statements: string[]): Promise<void> {
  await (provider === 'sqlite' ? unguardSqlite(db) : db.$executeRawUnsafe(UNGUARD_POSTGRESQL));
  for (const statement of statements) {
    expect(await db.$executeRawUnsafe(statement)).toBeGreaterThan(0); // the tampering must hit something
  }
}

async function unguardSqlite(db: Db): Promise<void> {
  const triggers = await db.$queryRaw<
    { name: string }[]
  >`SELECT "name" FROM "sqlite_master" WHERE "type" = 'trigger'`;
  for (const { name } of triggers) await db.$executeRawUnsafe(`DROP TRIGGER "${name}"`);
  await db.$executeRawUnsafe('PRAGMA foreign_keys = OFF');
}

const UNGUARD_POSTGRESQL = `DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT tgname, tgrelid::regclass AS place FROM pg_trigger WHERE NOT tgisinternal LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);
  END LOOP;
  FOR one IN SELECT conname, conrelid::regclass AS place FROM pg_constraint WHERE contype = 'f' LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.conname);
  END LOOP;
END $$`;

/** The codes of what the verifier finds, each once, sorted. */
export async function codesFound(read: Db): Promise<string[]> {
  return [...new Set((await verifyLedger(read)).map(({ code }) => code))].toSorted();
}
