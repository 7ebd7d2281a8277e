import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { sum } from '../money/money.ts';
import { LedgerConflict, LedgerImbalance, type NewEntry } from './entry.ts';
import { times } from './fixtures.ts';
import { postEntry } from './post-entry.ts';
import { reverseEntry } from './reverse-entry.ts';
import { sealPending } from './seal.ts';
import { aStory, atMost, balances, CODES, entryWith, isBalanced, someLines, sumOf } from './test-entries.ts';
import { verifyLedger } from './verify.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

const atOnce = atMost(40);
const post = (entry: NewEntry) => atOnce(() => database.db.$transaction((tx) => postEntry(tx, entry)));

test('posted in any order, with repeats and conflicts, each key counts once and no cent is made or lost', async () => {
  const all = fc.asyncProperty(aStory, async (acts) => {
    const { id: agencyId } = await anAgency(database.db);
    const model = new Map<string, NewEntry['postings']>();
    for (const { key, postings } of acts) {
      const posted = post(entryWith(agencyId, key, postings));
      const stored = model.get(key);
      if (!isBalanced(postings)) await expect(posted).rejects.toThrow(LedgerImbalance);
      else if (stored && JSON.stringify(sumsAndLines(stored)) !== JSON.stringify(sumsAndLines(postings)))
        await expect(posted).rejects.toThrow(LedgerConflict);
      else model.set(key, (await posted).postings);
      expect(await balances(database.read, agencyId)).toEqual(sumOf(model.values())); // after every act, refused ones too
    }
    expect(sum(Object.values(await balances(database.read, agencyId)))).toBe(0n);
  });
  await fc.assert(all, { numRuns: 30 });
  expect(await verifyLedger(database.read)).toEqual([]);
});

const sumsAndLines = (postings: NewEntry['postings']) =>
  postings.map((line) => [line.account, `${line.amount}`]);

test('a storm of 400 posts of 200 events over 5 accounts, at once: each event counts once, in an unbroken row', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const events = fc.sample(someLines, { numRuns: 400, seed: 7 }).filter(isBalanced);
  const entries = events.slice(0, 200).map((postings, n) => entryWith(agencyId, `storm/${n}`, postings));
  const posted = await Promise.all([...entries, ...entries.toReversed()].map(post));

  expect(entries).toHaveLength(200);
  expect(new Set(posted.map(({ id }) => id)).size).toBe(200);
  expect(await balances(database.read, agencyId)).toEqual(sumOf(entries.map(({ postings }) => postings)));
  expect(await verifyLedger(database.read)).toEqual([]);
});

test('a storm of reversals, each asked for twice, with rollbacks between: the books are back where they began', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const pair = (n: number) => [
    { account: CODES[n % 5] ?? '', unit: 'USD' as const, amount: BigInt(n + 1) },
    { account: CODES[(n + 1) % 5] ?? '', unit: 'USD' as const, amount: -BigInt(n + 1) },
  ];
  const posted = await Promise.all(
    Array.from({ length: 100 }, (_, n) => post(entryWith(agencyId, `e/${n}`, pair(n)))),
  );
  const reverse = (entryId: string, fail: boolean) =>
    atOnce(() =>
      database.db.$transaction(async (tx) => {
        await reverseEntry(tx, { agencyId, entryId, key: `reverse/${entryId}`, ...times });
        if (fail) throw new Error('rolled back');
      }),
    );
  const twice = posted.flatMap(({ id }, n) => [reverse(id, n % 3 === 0), reverse(id, false)]);
  const outcomes = await Promise.allSettled(twice);

  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(34);
  expect(Object.values(await balances(database.read, agencyId))).toEqual([0n, 0n, 0n, 0n, 0n]);
  expect(await database.read.journalEntry.count({ where: { agencyId } })).toBe(200);
  expect(await verifyLedger(database.read)).toEqual([]);
});

test('sealers that race with each other and with posts make one chain over every entry', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const posts = Array.from({ length: 60 }, (_, n) => {
    const [a = '', b = ''] = [CODES[n % 5], CODES[(n + 2) % 5]];
    const postings = [
      { account: a, unit: 'USD' as const, amount: 5n },
      { account: b, unit: 'USD' as const, amount: -5n },
    ];
    return post(entryWith(agencyId, randomUUID(), postings));
  });
  const seals = Array.from({ length: 12 }, () => sealPending(database.db, agencyId, times.recordedAt));
  await Promise.all([...posts, ...seals]);
  await sealPending(database.db, agencyId, times.recordedAt);

  const chain = await database.read.ledgerSeal.findMany({
    where: { agencyId },
    orderBy: { sequence: 'asc' },
  });
  expect(chain.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  expect(await sealPending(database.db, agencyId, times.recordedAt)).toBe(0);
  expect(await verifyLedger(database.read)).toEqual([]);
});
