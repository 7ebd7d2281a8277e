import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Db, type Tx } from './client.ts';
import { anAgency } from './fixtures/agency.ts';
import { aDatabase } from './fixtures/database.ts';
import { PrismaClient } from './gen/sqlite/client.ts';

/** A transaction that waits in its middle until it is told to roll back. */
function openTransaction(db: Db, work: (tx: Tx) => Promise<unknown>) {
  const begun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const ended = db.$transaction(async (tx) => {
    await work(tx);
    begun.resolve();
    await mayEnd.promise;
    throw new Error('rolled back on purpose');
  });
  return {
    begun: begun.promise,
    async rollBack() {
      mayEnd.resolve();
      await expect(ended).rejects.toThrow('rolled back on purpose');
    },
  };
}

async function stockClient(url: string): Promise<Db> {
  const db = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url }) });
  onTestFinished(() => db.$disconnect());
  return db;
}

test("the stock adapter loses an acknowledged write in another's rollback: why we have our own", async () => {
  const db = await stockClient((await aDatabase()).url);
  const transaction = openTransaction(db, (tx) => anAgency(tx, { id: 'theirs' }));
  await transaction.begun;
  await anAgency(db, { id: 'ours' }); // answered with success
  await transaction.rollBack();
  expect(await db.agency.findUnique({ where: { id: 'ours' } })).toBeNull(); // once this fails, ours can go
});

test("an acknowledged write survives another's rollback", async () => {
  const { db } = await aDatabase();
  const transaction = openTransaction(db, (tx) => anAgency(tx, { id: 'theirs' }));
  await transaction.begun;
  const written = anAgency(db, { id: 'ours' }); // waits for its turn
  await transaction.rollBack();
  await written;
  expect(await db.agency.findMany({ select: { id: true } })).toEqual([{ id: 'ours' }]);
});

test('the read client sees committed rows only, and does not wait for an open transaction', async () => {
  const { db, read } = await aDatabase();
  await anAgency(db, { id: 'committed' });
  const transaction = openTransaction(db, (tx) => anAgency(tx, { id: 'uncommitted' }));
  await transaction.begun;
  expect(await read.agency.findMany({ select: { id: true } })).toEqual([{ id: 'committed' }]);
  await transaction.rollBack();
});

test('the read client cannot write', async () => {
  const { read } = await aDatabase();
  await expect(anAgency(read)).rejects.toThrow(/readonly/);
});

test('two openers of one file take turns: no increment is lost and none fails', async () => {
  const one = await aDatabase();
  const two = await openDatabase({ url: one.url });
  onTestFinished(() => two.close());
  await one.db.receiptCounter.create({ data: { agencyId: 'a', last: 0 } });
  const increment = (db: Db) =>
    db.$transaction(async (tx) => {
      const { last } = await tx.receiptCounter.findUniqueOrThrow({ where: { agencyId: 'a' } }); // reads first
      await tx.receiptCounter.update({ where: { agencyId: 'a' }, data: { last: last + 1 } });
    });
  await Promise.all(Array.from({ length: 60 }, (_, n) => increment(n % 2 ? one.db : two.db)));
  expect(await one.read.receiptCounter.findMany()).toEqual([{ agencyId: 'a', last: 60 }]);
});

test('a COMMIT that fails leaves no transaction open: the next write is kept', async () => {
  const { db, read } = await aDatabase();
  const dangling = {
    id: 'p',
    agencyId: 'nobody',
    agencyPersonId: '1',
    birthDate: '1990-01-31',
    office: 'Main',
  };
  const refused = db.$transaction(async (tx) => {
    await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`; // so that the COMMIT is what fails
    await tx.person.create({ data: { ...dangling, givenName: 'Sample', familyName: 'Person' } });
  });
  await expect(refused).rejects.toThrow(/ForeignKey/);
  await anAgency(db, { id: 'next' });
  expect(await read.agency.count()).toBe(1);
  expect(await read.person.count()).toBe(0);
});

test('after the database has rolled back by itself, the rest of the transaction is not committed piece by piece', async () => {
  const { db, read } = await aDatabase();
  await db.$executeRaw`CREATE TRIGGER "full_disk" BEFORE INSERT ON "ReceiptCounter" BEGIN SELECT RAISE(ROLLBACK, 'full'); END`;
  const refused = db.$transaction(async (tx) => {
    await tx.receiptCounter.create({ data: { agencyId: 'a', last: 0 } }).catch(() => undefined);
    await anAgency(tx, { id: 'piece' });
  });
  await expect(refused).rejects.toThrow('already rolled this transaction back');
  expect(await read.agency.count()).toBe(0);
});

test('every commit waits for the disk, and foreign keys hold', async () => {
  const { db } = await aDatabase();
  expect(await db.$queryRaw`PRAGMA synchronous`).toEqual([{ synchronous: 2n }]);
  expect(await db.$queryRaw`PRAGMA journal_mode`).toEqual([{ journal_mode: 'wal' }]);
  expect(await db.$queryRaw`PRAGMA foreign_keys`).toEqual([{ foreign_keys: 1n }]);
});

test('the page cache of both connections is bounded', async () => {
  const { db, read } = await aDatabase();
  for (const connection of [db, read])
    expect(await connection.$queryRaw`PRAGMA cache_size`).toEqual([{ cache_size: -8000n }]);
});

test('what was acknowledged is there after kill -9', async () => {
  const { url, read } = await aDatabase();
  const writer = spawn(process.execPath, [
    fileURLToPath(new URL('./fixtures/writer.ts', import.meta.url)),
    url,
  ]);
  onTestFinished(() => void writer.kill('SIGKILL'));
  const acknowledged: string[] = [];
  for await (const id of createInterface({ input: writer.stdout })) {
    acknowledged.push(id);
    if (acknowledged.length === 50) writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  const stored = new Set((await read.agency.findMany({ select: { id: true } })).map(({ id }) => id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(50);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
});

test('a database that nobody migrated is not opened', async () => {
  await expect(openDatabase({ url: 'file:/tmp/onward-no-such.db' })).rejects.toThrow(
    'There is no database at',
  );
  await expect(openDatabase({ url: 'file::memory:' })).rejects.toThrow('path of a SQLite file');
  await expect(openDatabase({ url: 'mysql://u:secret@h/d' })).rejects.toThrow(/not: mysql:…$/);
});
