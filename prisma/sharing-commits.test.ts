import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Db, Tx } from './client.ts';
import { anAgency } from './fixtures/agency.ts';
import { aDatabase } from './fixtures/database.ts';
import { sqlitePath } from './sqlite-path.ts';

/** Keeps the writer busy until it is let go, so that what is asked meanwhile waits together. */
function occupy(db: Db) {
  const { promise: mayEnd, resolve: letGo } = Promise.withResolvers<void>();
  const ended = db.$transaction(() => mayEnd);
  return async () => {
    letGo();
    await ended;
  };
}

const idsOf = async (db: Db | Tx) =>
  (await db.agency.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id);

test('transactions that wait together share a commit, and none is answered before it', async () => {
  const { db, read } = await aDatabase();
  const letGo = occupy(db);
  const said: string[] = [];
  const first = db
    .$transaction((tx) => anAgency(tx, { id: 'first' }))
    .then(({ id }) => void said.push(`${id} answered`));
  const second = db
    .$transaction(async (tx) => {
      said.push(
        `second sees ${(await idsOf(tx)).join()}, committed is ${(await idsOf(read)).join() || 'nothing'}`,
      );
      await anAgency(tx, { id: 'second' });
    })
    .then(() => void said.push('second answered'));
  await letGo();
  await Promise.all([first, second]);
  expect(said).toEqual(['second sees first, committed is nothing', 'first answered', 'second answered']);
  expect(await idsOf(read)).toEqual(['first', 'second']);
});

test('where one fails, it alone fails: nothing of it is kept, and all of the others', async () => {
  const { db, read } = await aDatabase();
  const letGo = occupy(db);
  const kept = ['a', 'b', 'c', 'd'].map((id) => db.$transaction((tx) => anAgency(tx, { id })));
  const refused = db.$transaction(async (tx) => {
    await anAgency(tx, { id: 'never' });
    throw new Error('on second thoughts');
  });
  const twice = db.$transaction((tx) => anAgency(tx, { id: 'a' })); // the database refuses it
  const outcomes = Promise.allSettled([...kept, refused, twice]);
  await letGo();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    ...kept.map(() => 'fulfilled'),
    'rejected',
    'rejected',
  ]);
  await expect(refused).rejects.toThrow('on second thoughts');
  await expect(twice).rejects.toMatchObject({ code: 'P2002' });
  expect(await idsOf(read)).toEqual(['a', 'b', 'c', 'd']);
});

test('of many that read and then write the same row none is lost', async () => {
  const { db, read } = await aDatabase();
  const { id: agencyId } = await anAgency(db);
  await db.receiptCounter.create({ data: { agencyId, last: 0 } });
  const takeNext = () =>
    db.$transaction(async (tx) => {
      const { last } = await tx.receiptCounter.findUniqueOrThrow({ where: { agencyId } });
      await tx.receiptCounter.update({ where: { agencyId }, data: { last: last + 1 } });
      return last + 1;
    });
  const taken = await Promise.all(Array.from({ length: 50 }, takeNext));
  expect(taken).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect((await read.receiptCounter.findFirstOrThrow()).last).toBe(50);
});

test('while another process holds the database, all who wait together hear it at once, and nothing of them is done later', async () => {
  const { db, read, url } = await aDatabase();
  const holder = new Sqlite(sqlitePath(url));
  holder.exec('BEGIN IMMEDIATE');
  const waiting = ['a', 'b', 'c'].map((id) => db.$transaction((tx) => anAgency(tx, { id })));
  const outcomes = Promise.allSettled(waiting);
  await Promise.any(
    waiting.map((one) =>
      one.then(
        () => Promise.reject(new Error('written')),
        () => 'refused',
      ),
    ),
  );
  holder.exec('COMMIT'); // whoever were tried again by himself would now be let in
  holder.close();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await idsOf(read)).toEqual([]);
});
