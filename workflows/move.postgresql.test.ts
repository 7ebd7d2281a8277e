import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { until } from '../demo/e2e/until.ts';
import { openDatabase, openReadOnly, type Db } from '../prisma/client.ts';
import { aDatabase } from '../prisma/fixtures/database.ts';
import { aPayment } from '../prisma/fixtures/payment.ts';
import { onPostgresql } from '../prisma/fixtures/postgresql-server.ts';
import { leaveRows } from '../prisma/fixtures/postgresql-room.ts';
import { migrate } from '../prisma/migrate.ts';
import { sqlitePath } from '../prisma/sqlite-path.ts';
import { aCapturedPayment, times } from './ledger/fixtures.ts';
import { reverseEntry } from './ledger/reverse-entry.ts';
import { sealPending } from './ledger/seal.ts';
import { verifyLedger } from './ledger/verify.ts';
import { moveDatabase } from './move-main.ts';

const now = new Date('2026-11-20T10:00:00.123Z');

/** An empty database of the run's server, and a look into it. */
async function aTarget() {
  const server = inject('postgresql')?.url ?? '';
  const name = `target_${randomUUID()}`;
  await onPostgresql(server, `CREATE DATABASE "${name}"`);
  onTestFinished(async () => void (await onPostgresql(server, `DROP DATABASE "${name}" WITH (FORCE)`)));
  return new URL(`/${name}`, server).href;
}

/** Books with a payment, a reversal, one under way and a receipt not yet mailed, in a file that nothing has open. */
async function aSource() {
  const { db, read, url } = await aDatabase({ on: 'sqlite' });
  const payment = await aCapturedPayment(db, { feeCents: 9_007_199_254_740_993n % 1_000_003n });
  const { agencyId } = payment;
  const open = await aPayment(db, { state: 'unknown' });
  const notice = { id: 'notice', agencyId, paymentId: payment.id, kind: 'receipt', createdAt: now };
  await db.notice.create({ data: notice });
  const wish = { id: 'wish', agencyId, kind: 'notice', subjectId: 'notice', createdAt: now, dueAt: now };
  await db.outbox.create({ data: { ...wish, doneAt: now } });
  const entry = await db.journalEntry.findFirstOrThrow({ where: { kind: 'obligation_assessed' } });
  await db.$transaction(async (tx) => {
    const back = await reverseEntry(tx, { agencyId, entryId: entry.id, key: 'back', ...times });
    await reverseEntry(tx, { agencyId, entryId: back.id, key: 'forth', ...times });
  });
  await sealPending(db, agencyId, now);
  const rows = await everything(db);
  const stop = async () => {
    await read.$disconnect();
    await db.$disconnect();
  };
  return { url, rows, open, stop, db };
}

/** Each row of each table, as Prisma reads it; the wish for a mail aside, which the move changes. */
async function everything(db: Db) {
  const wishes = await db.outbox.findMany({ where: { id: { not: 'wish' } } });
  return {
    wishes,
    agencies: await db.agency.findMany(),
    people: await db.person.findMany(),
    accounts: await db.payerAccount.findMany({ include: { links: true } }),
    obligations: await db.obligation.findMany({
      include: { obligors: true, shares: true, fund: true },
      orderBy: { id: 'asc' },
    }),
    payments: await db.payment.findMany({
      include: { attempts: true, lines: true, reservations: true },
      orderBy: { id: 'asc' },
    }),
    entries: await db.journalEntry.findMany({
      include: { postings: true, seal: true },
      orderBy: { id: 'asc' },
    }),
    balances: await db.ledgerAccount.findMany({ orderBy: { id: 'asc' } }),
    receipts: await db.receiptCounter.findMany(),
  };
}

const asText = (rows: unknown) =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

test('every row is moved as it was, the books verify, and what was under way is driven on', async () => {
  const [source, to] = [await aSource(), await aTarget()];
  const { agencyId } = await source.db.personOwed.findFirstOrThrow();
  await source.db.personOwed.updateMany({ data: { owedCents: 123n } });
  await source.db.owedMark.create({ data: { agencyId, sequence: 1 } });
  await source.stop();
  const said: string[] = [];
  await moveDatabase({ from: source.url, to, now, report: (line) => void said.push(line) });
  expect(said.join('\n')).toMatch(/heads of 1 chains are the same[\s\S]*Under way: 1 payments/);

  const moved = await openDatabase({ url: to });
  onTestFinished(() => moved.close());
  expect(asText(await everything(moved.db))).toBe(asText(source.rows));
  expect(await verifyLedger(moved.read)).toEqual([]);
  expect(await moved.read.outbox.findUnique({ where: { id: 'wish' } })).toMatchObject({
    doneAt: null,
    dueAt: now,
  });
  const kept = await moved.read.personOwed.findMany();
  expect(kept.length).toBe(await moved.read.person.count());
  expect(kept.every(({ owedCents }) => owedCents === -1n)).toBe(true); // who looks sums everybody anew
});

test('a target with rows or with somebody else’s tables is refused, and stays as it was', async () => {
  const [source, to] = [await aSource(), await aTarget()];
  await source.stop();
  const move = () => moveDatabase({ from: source.url, to, now, report: () => undefined });
  await onPostgresql(to, 'CREATE TABLE "theirs" ("id" TEXT)');
  await expect(move()).rejects.toThrow('has tables that are not Onward’s'.replace('’', "'"));
  expect(await onPostgresql(to, `SELECT 1 FROM pg_class WHERE relname = 'Agency'`)).toEqual([]);
  await onPostgresql(to, 'DROP TABLE "theirs"');
  await move();
  await expect(move()).rejects.toThrow(/is not empty: \w+ has rows/);
  const read = openReadOnly({ url: to });
  expect(await verifyLedger(read)).toEqual([]);
  await read.$disconnect();
});

test('a file that something has open is refused, and nothing is moved', async () => {
  const [source, to] = [await aSource(), await aTarget()];
  const move = () => moveDatabase({ from: source.url, to, now, report: () => undefined });
  await expect(move()).rejects.toThrow('Stop Onward first');
  expect(await onPostgresql(to, 'SELECT 1 FROM "Agency"')).toEqual([]);
  await source.stop();
  await move();
  expect(await onPostgresql(to, 'SELECT 1 FROM "Agency"')).not.toEqual([]);
});

test('books that are wrong are not moved', async () => {
  const [source, to] = [await aSource(), await aTarget()];
  await source.db
    .$executeRaw`UPDATE "LedgerAccount" SET "balance" = "balance" + 1 WHERE "code" = 'processor_clearing'`;
  await source.stop();
  const move = moveDatabase({ from: source.url, to, now, report: () => undefined });
  await expect(move).rejects.toThrow('Nothing was moved: the books of the SQLite file are wrong.');
  expect(await onPostgresql(to, `SELECT 1 FROM pg_class WHERE relname = 'Agency'`)).toEqual([]);
});

test('a move whose server goes, or that is killed, in its middle has moved nothing: the file is as it was, and the same command moves all of it', async () => {
  const [source, to] = [await aSource(), await aTarget()];
  await source.stop();
  await migrate({ url: to });
  const holder = new Client({ connectionString: to });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('BEGIN; LOCK TABLE "Posting" IN SHARE MODE'); // it may be read: only the copy waits
  const atPostings = (what: string) => async () =>
    (
      await onPostgresql(
        to,
        `SELECT ${what} FROM pg_stat_activity WHERE datname = current_database()
          AND wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE "Posting"%'`,
      )
    ).length === 1;
  const move = () => moveDatabase({ from: source.url, to, now, report: () => undefined });

  const goes = until('the copy to be at the postings', atPostings('pg_terminate_backend(pid)'));
  await expect(move()).rejects.toThrow('was lost in the middle. The file is as it was.');
  await goes;

  const main = fileURLToPath(new URL('move-main.ts', import.meta.url));
  const mover = spawn(process.execPath, [main, '--from', source.url], {
    env: { DATABASE_URL: to },
    stdio: 'ignore',
  });
  onTestFinished(() => void mover.kill('SIGKILL'));
  await until('the copy to be at the postings', atPostings('1'));
  mover.kill('SIGKILL');
  await once(mover, 'exit');
  await holder.query('ROLLBACK');

  expect(await onPostgresql(to, 'SELECT 1 FROM "JournalEntry"')).toEqual([]);
  await move();
  const moved = await openDatabase({ url: to });
  onTestFinished(() => moved.close());
  expect(asText(await everything(moved.db))).toBe(asText(source.rows));
  expect(await verifyLedger(moved.read)).toEqual([]);
});

test('a file that is damaged, another kind, of another version or a folder is told in a sentence, before anything is asked of the target', async () => {
  const source = await aSource();
  await source.stop();
  const folder = mkdtempSync(join(tmpdir(), 'onward-move-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'onward.db');
  const to = 'postgresql://somebody@127.0.0.1:1/nowhere';
  const move = (from: string) => moveDatabase({ from: `file:${from}`, to, now, report: () => undefined });
  await expect(move(file)).rejects.toThrow(`There is no database at ${file}`);
  await expect(move(folder)).rejects.toThrow('is a folder, not a database. Name a file with --from.');
  writeFileSync(file, 'This is a letter. '.repeat(300));
  await expect(move(file)).rejects.toThrow('is not a SQLite database. Name another file with --from.');
  copyFileSync(sqlitePath(source.url), file);
  truncateSync(file, 80_000);
  await expect(move(file)).rejects.toThrow(/is damaged .*Go back to a copy/);
  copyFileSync(sqlitePath(source.url), file);
  const older = await openDatabase({ url: `file:${file}` });
  await older.db.$executeRaw`DELETE FROM "_prisma_migrations" WHERE "migration_name" LIKE '20261126%'`;
  await older.close();
  await expect(move(file)).rejects.toThrow('is of another version. Start this version on it once');
});

test('a target whose disk is full in the middle is told in a sentence, and with room the same command moves all of it', async () => {
  const [source, to] = [await aSource(), await aTarget()];
  await source.stop();
  await migrate({ url: to });
  const target = await openDatabase({ url: to });
  onTestFinished(() => target.close());
  const move = () => moveDatabase({ from: source.url, to, now, report: () => undefined });
  await leaveRows(target.db, 10);
  await expect(move()).rejects.toThrow(/has no room left on its disk\. Nothing was moved/);
  expect(await target.read.agency.count()).toBe(0);
  await leaveRows(target.db, null);
  await move();
  expect(asText(await everything(target.db))).toBe(asText(source.rows));
});
