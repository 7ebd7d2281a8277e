import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Db } from '../../prisma/client.ts';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { LedgerConflict, LedgerImbalance, type Entry, type NewEntry } from './entry.ts';
import { poster } from './group-commit.ts';
import { postEntry } from './post-entry.ts';
import { entriesAbout } from './read.ts';
import { reverseEntry } from './reverse-entry.ts';
import { times } from './fixtures.ts';
import { aStory, atMost, balances, entryWith, isBalanced, someLines, sumOf } from './test-entries.ts';
import { verifyLedger } from './verify.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

const pair = (amount: bigint) => [
  { account: 'bank', unit: 'USD' as const, amount },
  { account: 'bank_in_transit', unit: 'USD' as const, amount: -amount },
];

/** A client that counts its transactions; `lose` makes that many of them fail after their commit. */
function watched(db: Db, { lose = 0 } = {}): { db: Db; count: () => number } {
  let count = 0;
  const transaction = async (...args: unknown[]): Promise<unknown> => {
    const mine = ++count;
    const done: unknown = await Reflect.apply(db.$transaction.bind(db), undefined, args);
    if (mine <= lose) throw new Error('the connection was lost after the commit');
    return done;
  };
  const proxy = new Proxy(db, {
    get: (client, name): unknown =>
      name === '$transaction' ? transaction : (Reflect.get(client, name, client) as unknown),
  });
  return { db: proxy, count: () => count };
}

test('sixteen who post at once share one transaction, and each has its own entry once that is committed', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const { db, count } = watched(database.db);
  const { post } = poster(db);
  const posted = await Promise.all(
    Array.from({ length: 16 }, async (_, n) => {
      const entry = await post(entryWith(agencyId, `k/${n}`, pair(BigInt(n + 1))));
      const stored = await database.read.journalEntry.findUnique({ where: { id: entry.id } });
      expect(stored?.key).toBe(`k/${n}`); // by another connection: what is answered is committed
      return entry;
    }),
  );
  expect(count()).toBe(1);
  expect(posted.map(({ key }) => key)).toEqual(Array.from({ length: 16 }, (_, n) => `k/${n}`));
  expect(posted.at(-1)?.postings[0]).toMatchObject({ balanceAfter: 136n, accountVersion: 16 });
});

test('whoever comes while a group is at work, or as it ends, is in the next one: nobody waits for ever', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const { db, count } = watched(database.db);
  const { post } = poster(db);
  const caller = async (name: number) => {
    for (let n = 0; n < 20; n++) await post(entryWith(agencyId, `k/${name}/${n}`, pair(1n)));
  };
  await Promise.all(Array.from({ length: 8 }, (_, name) => caller(name)));
  expect(count()).toBe(20);
  await caller(8);
  expect(await balances(database.read, agencyId)).toEqual({ bank: 180n, bank_in_transit: -180n });
});

test('one that the database refuses fails for its caller alone', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const { post } = poster(database.db);
  const huge = BigInt(Number.MAX_SAFE_INTEGER);
  await post(entryWith(agencyId, 'full', pair(huge)));
  const others = [10n, 20n].map((amount) => [
    { account: 'processor_fees', unit: 'USD' as const, amount },
    { account: 'processor_clearing', unit: 'USD' as const, amount: -amount },
  ]);
  const outcomes = await Promise.allSettled(
    [others[0], pair(1n), others[1]].map((lines, n) => post(entryWith(agencyId, `k/${n}`, lines ?? []))),
  );
  expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected' }, { status: 'fulfilled' }]);
  expect(outcomes[1]).toHaveProperty('reason', expect.any(RangeError));
  expect(await balances(database.read, agencyId)).toMatchObject({ bank: huge, processor_fees: 30n });
});

test('a commit whose answer is lost is found again: each has its entry, stored once', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const { post } = poster(watched(database.db, { lose: 1 }).db);
  const keys = ['a', 'b', 'c'];
  const posted = await Promise.all(keys.map((key) => post(entryWith(agencyId, key, pair(1n)))));
  const stored = await entriesAbout(database.read, agencyId, 'subject');
  expect(stored.map(({ id }) => id).toSorted()).toEqual(posted.map(({ id }) => id).toSorted());
  expect(await balances(database.read, agencyId)).toEqual({ bank: 3n, bank_in_transit: -3n });
});

test('a database that fails for good is each caller’s own error', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const { db, count } = watched(database.db, { lose: Number.POSITIVE_INFINITY });
  const { post } = poster(db);
  const outcomes = await Promise.allSettled(
    ['a', 'b', 'c'].map((key) => post(entryWith(agencyId, key, pair(1n)))),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(count()).toBe(4);
});

/** What a caller must be told, given what was posted before it. */
function expected(model: Map<string, NewEntry['postings']>, { key, postings }: Act): string {
  if (!isBalanced(postings)) return 'LedgerImbalance';
  const stored = model.get(key) ?? postings;
  model.set(key, stored);
  return told(stored) === told(postings) ? key : 'LedgerConflict';
}

interface Act {
  key: string;
  postings: NewEntry['postings'];
}

const told = (postings: NewEntry['postings']) =>
  JSON.stringify(postings.map(({ account, amount }) => [account, `${amount}`]));

test('whoever joins whom, each has what it would have alone in the order of asking, and no cent is made or lost', async () => {
  const moments = fc.array(fc.nat(4), { minLength: 25, maxLength: 25 });
  const all = fc.asyncProperty(aStory, moments, async (acts, pauses) => {
    const { id: agencyId } = await anAgency(database.db);
    const { post } = poster(database.db);
    const model = new Map<string, NewEntry['postings']>();
    const outcomes: Promise<string>[] = [];
    const wanted: string[] = [];
    for (const [index, act] of acts.entries()) {
      wanted.push(expected(model, act));
      outcomes.push(post(entryWith(agencyId, act.key, act.postings)).then(keyOf, nameOf));
      for (let turn = 0; turn < (pauses[index] ?? 0); turn++) await new Promise(setImmediate); // any interleaving
    }
    expect(await Promise.all(outcomes)).toEqual(wanted);
    expect(await balances(database.read, agencyId)).toEqual(sumOf(model.values()));
  });
  await fc.assert(all, { numRuns: 40 });
  expect(await verifyLedger(database.read)).toEqual([]);
});

const keyOf = ({ key }: Entry) => key;
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'not an error');

test('a storm over five accounts: groups of two processes, single posts, bad ones and reversals, with repeats', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const [one, two] = [poster(database.db), poster(database.db)];
  const atOnce = atMost(40);
  const single = {
    post: (entry: NewEntry) => atOnce(() => database.db.$transaction((tx) => postEntry(tx, entry))),
  };
  const lines = fc.sample(someLines, { numRuns: 300, seed: 11 });
  const good = lines.filter(isBalanced).map((postings, n) => entryWith(agencyId, `storm/${n}`, postings));
  const bad = lines
    .filter((some) => !isBalanced(some))
    .map((some, n) => entryWith(agencyId, `bad/${n}`, some));
  const clashes = good.slice(0, 20).map((entry) => ({ ...entry, subjectId: 'another' }));
  const posted = await Promise.all(good.slice(0, 60).map(one.post));

  const by = (n: number) => ([one, two][n % 3] ?? single).post;
  const all = [...good, ...good, ...bad];
  const [acts = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { numRuns: 1, seed: 5 });
  const storm = acts.map((entry, n) => by(n)(entry).then(keyOf, nameOf));
  const conflicts = clashes.map((entry, n) => by(n)(entry).then(keyOf, nameOf));
  const reversals = posted.flatMap(({ id: entryId }) =>
    [1, 2].map(() =>
      atOnce(() =>
        database.db.$transaction((tx) =>
          reverseEntry(tx, { agencyId, entryId, key: `reverse/${entryId}`, ...times }),
        ),
      ),
    ),
  );
  const outcomes = await Promise.all(storm);

  expect(bad.length).toBeGreaterThan(10);
  expect(good.length).toBeGreaterThan(200);
  expect(outcomes.filter((outcome) => outcome === LedgerImbalance.name)).toHaveLength(bad.length);
  expect(outcomes.filter((outcome) => outcome.startsWith('storm/'))).toHaveLength(good.length * 2);
  expect(new Set(await Promise.all(conflicts))).toEqual(new Set([LedgerConflict.name]));
  expect(new Set((await Promise.all(reversals)).map(({ id }) => id)).size).toBe(60);
  const left = sumOf(good.slice(60).map(({ postings }) => postings));
  expect(await balances(database.read, agencyId)).toEqual(left);
  expect(await verifyLedger(database.read)).toEqual([]);
});
