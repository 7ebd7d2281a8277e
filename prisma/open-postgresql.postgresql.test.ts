import { expect, inject, test } from 'vitest';
import { openDatabase, openReadOnly, type Tx } from './client.ts';
import { anAgency } from './fixtures/agency.ts';
import { aDatabase } from './fixtures/database.ts';

/** Write two agencies' names one after the other; the second only when both have written their first. */
function writesInTurn() {
  const { promise: both, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  let runs = 0;
  const write = async (tx: Tx, first: string, then: string, name: string) => {
    runs += 1;
    await tx.agency.update({ where: { id: first }, data: { name } });
    arrived += 1;
    if (arrived === 2) resolve();
    await both;
    await tx.agency.update({ where: { id: then }, data: { name } });
  };
  return { write, runs: () => runs };
}

test('of two transactions that wait for each other one is run again, and both are kept whole', async () => {
  const { db } = await aDatabase();
  const [a, b] = [await anAgency(db), await anAgency(db)];
  const { write, runs } = writesInTurn();
  await Promise.all([
    db.$transaction((tx) => write(tx, a.id, b.id, 'one')),
    db.$transaction((tx) => write(tx, b.id, a.id, 'two')),
  ]);
  const names = await db.agency.findMany({ select: { name: true } });
  expect(runs()).toBe(3);
  expect(new Set(names.map(({ name }) => name)).size).toBe(1); // the last one's, on both
});

test('what a transaction throws by itself is not run again', async () => {
  const { db } = await aDatabase();
  let runs = 0;
  const failed = db.$transaction(async () => {
    runs += 1;
    throw new Error('ours');
  });
  await expect(failed).rejects.toThrow('ours');
  expect(runs).toBe(1);
});

test('a write outside stays when somebody else’s transaction is rolled back, and nobody sees what is not committed', async () => {
  const { db, read } = await aDatabase();
  const failed = db.$transaction(async (tx) => {
    await anAgency(tx);
    expect(await read.agency.count()).toBe(0);
    await anAgency(db);
    throw new Error('undone');
  });
  await expect(failed).rejects.toThrow('undone');
  expect(await read.agency.count()).toBe(1);
});

test('through the reading clients nothing can be written', async () => {
  const { db, read, url } = await aDatabase();
  const { id } = await anAgency(db);
  const alone = openReadOnly({ url });
  for (const client of [read, alone]) {
    await expect(client.agency.update({ where: { id }, data: { name: 'x' } })).rejects.toThrow('read-only');
  }
  await alone.$disconnect();
});

test('what is acknowledged is on disk, and a connection that hangs in a transaction is cut off', async () => {
  const { db } = await aDatabase();
  expect(await db.$queryRaw`SHOW synchronous_commit`).toEqual([{ synchronous_commit: 'on' }]);
  expect(await db.$queryRaw`SHOW idle_in_transaction_session_timeout`).toEqual([
    { idle_in_transaction_session_timeout: '30s' },
  ]);
});

test('the append-only tables refuse a TRUNCATE too', async () => {
  const { db } = await aDatabase();
  for (const table of ['JournalEntry', 'PaymentEvent', 'LedgerAccount', 'StripeEvent']) {
    await expect(db.$executeRawUnsafe(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow(
      /append-only|never deleted/,
    );
  }
});

test('an empty database, and one that is not there, are told in a sentence', async () => {
  const server = inject('postgresql')?.url ?? '';
  await expect(openDatabase({ url: server })).rejects.toThrow('is empty: migrate makes its tables');
  await expect(openDatabase({ url: new URL('/no_such', server).href })).rejects.toThrow(
    'There is no database',
  );
});
