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
import { verifyLedger } from './verify.ts';

const CODES = ['bank', 'bank_in_transit', 'processor_clearing', 'processor_fees', 'service_fee_income'];

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

const account = fc.constantFrom(...CODES);
const amount = fc.bigInt({ min: -10_000n, max: 10_000n }).filter((cents) => cents !== 0n);
const anyLines = fc.array(fc.record({ account, unit: fc.constant('USD' as const), amount }), {
  minLength: 1,
  maxLength: 5,
});
/** Most are made to balance by a last line; the rest are mostly off. */
const lines = fc.tuple(anyLines, account, fc.integer({ min: 0, max: 9 })).map(([some, last, off]) => {
  const left = -sum(some.map((line) => line.amount));
  return off === 0 || left === 0n ? some : [...some, { account: last, unit: 'USD' as const, amount: left }];
});
/** Few keys, so that many come twice, with the same content or another. */
const act = fc.record({ key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6'), content: fc.nat(3) });
const story = fc.record({
  contents: fc.array(lines, { minLength: 4, maxLength: 4 }),
  acts: fc.array(act, { maxLength: 25 }),
});

const entryOf = (agencyId: string, key: string, postings: NewEntry['postings']): NewEntry => ({
  agencyId,
  key,
  kind: 'bank_matched',
  subjectId: 'subject',
  ...times,
  postings,
});

const post = (entry: NewEntry) => database.db.$transaction((tx) => postEntry(tx, entry));

async function balances(agencyId: string): Promise<Record<string, bigint>> {
  const rows = await database.read.ledgerAccount.findMany({ where: { agencyId }, orderBy: { code: 'asc' } });
  return Object.fromEntries(rows.map(({ code, balance }) => [code, balance]));
}

function sumOf(entries: Iterable<NewEntry['postings']>): Record<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { account: code, amount: cents } of [...entries].flat())
    sums.set(code, (sums.get(code) ?? 0n) + cents);
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

test('posted in any order, with repeats and conflicts, each key counts once and no cent is made or lost', async () => {
  const all = fc.asyncProperty(story, async ({ contents, acts }) => {
    const { id: agencyId } = await anAgency(database.db);
    const model = new Map<string, NewEntry['postings']>();
    for (const { key, content } of acts) {
      const postings = contents[content] ?? [];
      const posted = post(entryOf(agencyId, key, postings));
      const stored = model.get(key);
      if (sum(postings.map((line) => line.amount)) !== 0n)
        await expect(posted).rejects.toThrow(LedgerImbalance);
      else if (stored && JSON.stringify(sumsAndLines(stored)) !== JSON.stringify(sumsAndLines(postings)))
        await expect(posted).rejects.toThrow(LedgerConflict);
      else model.set(key, (await posted).postings);
      expect(await balances(agencyId)).toEqual(sumOf(model.values())); // after every act, refused ones too
    }
    expect(sum(Object.values(await balances(agencyId)))).toBe(0n);
  });
  await fc.assert(all, { numRuns: 30 });
  expect(await verifyLedger(database.read)).toEqual([]);
});

const sumsAndLines = (postings: NewEntry['postings']) =>
  postings.map((line) => [line.account, `${line.amount}`]);

test('a storm of 400 posts of 200 events over 5 accounts, at once: each event counts once, in an unbroken row', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const events = fc
    .sample(lines, { numRuns: 400, seed: 7 })
    .filter((some) => sum(some.map((line) => line.amount)) === 0n);
  const entries = events.slice(0, 200).map((postings, n) => entryOf(agencyId, `storm/${n}`, postings));
  const posted = await Promise.all([...entries, ...entries.toReversed()].map(post));

  expect(entries).toHaveLength(200);
  expect(new Set(posted.map(({ id }) => id)).size).toBe(200);
  expect(await balances(agencyId)).toEqual(sumOf(entries.map(({ postings }) => postings)));
  expect(await verifyLedger(database.read)).toEqual([]);
});

test('a storm of reversals, each asked for twice, with rollbacks between: the books are back where they began', async () => {
  const { id: agencyId } = await anAgency(database.db);
  const pair = (n: number) => [
    { account: CODES[n % 5] ?? '', unit: 'USD' as const, amount: BigInt(n + 1) },
    { account: CODES[(n + 1) % 5] ?? '', unit: 'USD' as const, amount: -BigInt(n + 1) },
  ];
  const posted = await Promise.all(
    Array.from({ length: 100 }, (_, n) => post(entryOf(agencyId, `e/${n}`, pair(n)))),
  );
  const reverse = (entryId: string, fail: boolean) =>
    database.db.$transaction(async (tx) => {
      await reverseEntry(tx, { agencyId, entryId, key: `reverse/${entryId}`, ...times });
      if (fail) throw new Error('rolled back');
    });
  const twice = posted.flatMap(({ id }, n) => [reverse(id, n % 3 === 0), reverse(id, false)]);
  const outcomes = await Promise.allSettled(twice);

  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(34);
  expect(Object.values(await balances(agencyId))).toEqual([0n, 0n, 0n, 0n, 0n]);
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
    return post(entryOf(agencyId, randomUUID(), postings));
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
