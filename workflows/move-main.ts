import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Client } from 'pg';
import { readConfig } from '../config.ts';
import { openReadOnly } from '../prisma/client.ts';
import { assertEmpty, copyToPostgresql } from '../prisma/copy-to-postgresql.ts';
import { isCurrent, migrate } from '../prisma/migrate.ts';
import { assertSoundFile } from '../prisma/sqlite-file.ts';
import { sqlitePath } from '../prisma/sqlite-path.ts';
import { inspectLedger, type Verification } from './ledger/verify.ts';
import { isFinal, statesOfPayment } from './payment/states.ts';

const USAGE =
  'Usage: DATABASE_URL=postgresql://… npm run db:move -- --from file:.onward/onward.db\n' +
  'Copies everything from the SQLite file into the empty PostgreSQL database. Stop Onward first.';

/** An agency's last seal: the whole chain before it is in its hash. */
type Heads = ReadonlyMap<string, string>;

/**
 * Move from SQLite to PostgreSQL: verify the books, copy every table in one transaction, verify the copy, and
 * compare the heads of the chains. What was under way is driven on by the next start, from the rows.
 * @param on.from `file:` and a path; nothing may have it open
 * @param on.to `postgresql://` of an empty database
 * @throws {Error} a sentence: what is in the way. The file is never changed.
 */
export async function moveDatabase(on: {
  from: string;
  to: string;
  now: Date;
  report: (line: string) => void;
}): Promise<void> {
  const { from, to, now, report } = on;
  const path = sqlitePath(from);
  if (!existsSync(path)) throw new Error(`There is no database at ${path}.`);
  assertSoundFile(path, 'with --from');
  if (!(await isCurrent({ url: from })))
    throw new Error(
      `The database ${path} is of another version. Start this version on it once, then move it; where a newer version has used it, move it with that one.`,
    );
  await assertEmpty(to);
  const before = await sound(from, 'Nothing was moved: the books of the SQLite file are wrong.');
  report(`The books are right: ${saidOf(before)}.`);

  await migrate({ url: to });
  let underWay = 0;
  const copied = await copyToPostgresql(path, to, async (target) => {
    await wishAgain(target, now);
    underWay = await openPayments(target);
  });
  const rows = [...copied.values()].reduce((sum, count) => sum + count, 0);
  report(`Copied ${rows} rows of ${copied.size} tables.`);

  const wrong = 'The copy is wrong. Do not start on it: drop it, and report this.';
  const after = await sound(to, wrong);
  if (saidOf(after) !== saidOf(before)) throw new Error(`${wrong} It has ${saidOf(after)}.`);
  const [theirs, ours] = [await headsOf(to), await headsOf(from)];
  for (const [agencyId, head] of ours) if (theirs.get(agencyId) !== head) throw new Error(wrong);
  report(`The heads of ${ours.size} chains are the same, and the books of the copy are right.`);
  report(`Under way: ${underWay} payments. The next start on the new database drives them on.`);
  report(`Keep ${path} as it is, and never start Onward on it again.`);
}

async function sound(url: string, otherwise: string): Promise<Verification> {
  const verification = await withReader(url, inspectLedger);
  const [first] = verification.findings;
  if (first === undefined) return verification;
  const { code, agencyId, subject, detail } = first;
  throw new Error(
    `${otherwise} ${verification.findings.length} findings, the first: ${code}, agency ${agencyId}, ${subject}: ${detail}`,
  );
}

const saidOf = ({ counts }: Verification) =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');

function headsOf(url: string): Promise<Heads> {
  return withReader(url, async (read) => {
    const seals = await read.ledgerSeal.findMany({
      orderBy: [{ agencyId: 'asc' }, { sequence: 'desc' }],
      distinct: ['agencyId'],
    });
    return new Map(seals.map(({ agencyId, sequence, hash }) => [agencyId, `${sequence} ${hash}`]));
  });
}

async function withReader<T>(
  url: string,
  look: (read: ReturnType<typeof openReadOnly>) => Promise<T>,
): Promise<T> {
  const read = openReadOnly({ url });
  try {
    return await look(read);
  } finally {
    await read.$disconnect();
  }
}

/** A mail that was handed to a Temporal which may stay behind, and was not sent: it is wished for again. */
async function wishAgain(target: Client, now: Date): Promise<void> {
  await target.query(
    `UPDATE "Outbox" SET "doneAt" = NULL, "dueAt" = $1
      WHERE "kind" = 'notice' AND "subjectId" IN (SELECT "id" FROM "Notice" WHERE "sentAt" IS NULL)`,
    [now.toISOString()],
  );
}

/** What the worker's loop finds and drives, from its first turn on. */
async function openPayments(target: Client): Promise<number> {
  const open = statesOfPayment.filter((state) => !isFinal(state) || state === 'needs_repair');
  const { rows } = await target.query<{ count: string }>(
    `SELECT count(*) AS "count" FROM "Payment" WHERE "state" = ANY($1)`,
    [open],
  );
  return Number(rows[0]?.count);
}

async function main(): Promise<void> {
  const { from } = parseArgs({ options: { from: { type: 'string' } } }).values;
  const { databaseUrl: to } = readConfig(process.env);
  if (from === undefined || to.startsWith('file:')) throw new Error(USAGE);
  await moveDatabase({ from, to, now: new Date(), report: (line) => console.log(line) });
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
