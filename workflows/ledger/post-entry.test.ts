import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { LedgerConflict, LedgerImbalance, type NewEntry } from './entry.ts';
import { times } from './fixtures.ts';
import { postEntry } from './post-entry.ts';
import { balancesOf, entriesAbout } from './read.ts';
import { reverseEntry } from './reverse-entry.ts';
import { verifyLedger } from './verify.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

/** One dollar between two accounts at an agency of its own. */
async function anEntry(over: Partial<NewEntry> = {}): Promise<NewEntry> {
  const { id: agencyId } = await anAgency(database.db);
  const subjectId = randomUUID();
  const postings = [
    { account: 'processor_clearing', unit: 'USD', amount: 100n },
    { account: 'payable_pending:b', unit: 'USD', amount: -100n },
  ] as const;
  return {
    agencyId,
    key: `bank-line/${subjectId}:match`,
    kind: 'bank_matched',
    subjectId,
    ...times,
    postings,
    ...over,
  };
}

const post = (entry: NewEntry) => database.db.$transaction((tx) => postEntry(tx, entry));

/** Every row of the ledger, to the last byte. */
async function everything(): Promise<string> {
  const { read } = database;
  const rows = [
    await read.journalEntry.findMany({ orderBy: { id: 'asc' } }),
    await read.posting.findMany({ orderBy: [{ entryId: 'asc' }, { n: 'asc' }] }),
    await read.ledgerAccount.findMany({ orderBy: { id: 'asc' } }),
  ];
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}

test('an entry is stored with its lines in order and the balance each leaves', async () => {
  const entry = await anEntry();
  await post(entry);
  const { postings } = await post({ ...entry, key: 'second' });
  expect(postings).toMatchObject([
    { n: 1, account: 'processor_clearing', amount: 100n, balanceAfter: 200n, accountVersion: 2 },
    { n: 2, account: 'payable_pending:b', amount: -100n, balanceAfter: -200n, accountVersion: 2 },
  ]);
  const stored = await entriesAbout(database.read, entry.agencyId, entry.subjectId);
  expect(stored).toHaveLength(2);
  expect(stored.find(({ key }) => key === 'second')?.postings).toEqual(postings);
});

test('the same key and content again is the stored entry, and nothing moves', async () => {
  const entry = await anEntry();
  const first = await post(entry);
  const before = await everything();
  expect(await post(entry)).toEqual(first);
  expect(await everything()).toBe(before);
});

test('the same event told again after midnight is the stored entry, with its first day', async () => {
  const entry = await anEntry();
  const first = await post(entry);
  const nextDay = { recordedAt: new Date('2026-11-17T05:00:01Z'), accountingDate: '2026-11-17' };
  expect(await post({ ...entry, ...nextDay })).toEqual(first);
});

test('the same key is free at another agency', async () => {
  const entry = await anEntry();
  await post(entry);
  const { id: agencyId } = await anAgency(database.db);
  expect(await post({ ...entry, agencyId })).toMatchObject({
    agencyId,
    postings: [{ balanceAfter: 100n }, {}],
  });
});

test('two lines of an entry on one account stay two, each with its balance', async () => {
  const entry = await anEntry();
  const two = [
    { account: 'assessed:f', unit: 'USD', amount: -70n },
    { account: 'receivable:o', unit: 'USD', amount: 100n },
    { account: 'assessed:f', unit: 'USD', amount: -30n },
  ] as const;
  expect((await post({ ...entry, postings: two })).postings).toMatchObject([
    { account: 'assessed:f', balanceAfter: -70n, accountVersion: 1 },
    { account: 'receivable:o', balanceAfter: 100n, accountVersion: 1 },
    { account: 'assessed:f', balanceAfter: -100n, accountVersion: 2 },
  ]);
});

test('an entry may move several units, each of which sums to zero', async () => {
  const entry = await anEntry();
  const sale = [
    { account: 'processor_clearing', unit: 'USD', amount: 60n },
    { account: 'deferred_revenue', unit: 'USD', amount: -60n },
    { account: 'stamps_issued', unit: 'STAMP', amount: 2n },
    { account: 'stamps:a', unit: 'STAMP', amount: -2n },
  ] as const;
  await post({ ...entry, postings: sale });
  const balances = await balancesOf(database.read, entry.agencyId, ['stamps:a', 'never_used'], 'STAMP');
  expect(balances).toEqual(
    new Map([
      ['stamps:a', -2n],
      ['never_used', 0n],
    ]),
  );
});

const usd = (amount: bigint, account = 'processor_clearing') => ({ account, unit: 'USD', amount }) as const;
const huge = BigInt(Number.MAX_SAFE_INTEGER);

test.each<[string, Partial<NewEntry>, new (...args: never[]) => Error]>([
  ['no lines', { postings: [] }, RangeError],
  ['a line of zero', { postings: [usd(1n), usd(-1n, 'bank'), usd(0n)] }, RangeError],
  ['a sum that is off by a cent', { postings: [usd(100n), usd(-99n, 'bank')] }, LedgerImbalance],
  [
    'a cent of one unit against another',
    { postings: [usd(1n), { ...usd(-1n), unit: 'STAMP' }] },
    LedgerImbalance,
  ],
  ['an amount the wire cannot hold', { postings: [usd(huge + 1n), usd(-huge - 1n, 'bank')] }, RangeError],
  ['an e-mail address for a subject', { subjectId: 'sample@payer.example' }, RangeError],
  ['a name in a key', { key: 'Sample Person' }, RangeError],
  ['a moment for a day', { accountingDate: '2026-11-16T00:00' }, RangeError],
])('%s is refused, and every row stays as it was', async (_, over, error) => {
  const entry = await anEntry();
  await post(entry);
  const before = await everything();
  await expect(post({ ...entry, key: 'another', ...over })).rejects.toThrow(error);
  expect(await everything()).toBe(before);
});

test('other content under a key that is taken is a conflict, and every row stays as it was', async () => {
  const entry = await anEntry();
  await post(entry);
  const before = await everything();
  await expect(post({ ...entry, postings: [usd(1n), usd(-1n, 'bank')] })).rejects.toThrow(LedgerConflict);
  await expect(post({ ...entry, occurredAt: new Date(0) })).rejects.toThrow(LedgerConflict);
  expect(await everything()).toBe(before);
});

test('a balance that the wire could not hold is refused, and every row stays as it was', async () => {
  const entry = await anEntry();
  await post({ ...entry, postings: [usd(huge), usd(-huge, 'bank')] });
  const before = await everything();
  await expect(post({ ...entry, key: 'one-more', postings: [usd(1n), usd(-1n, 'bank')] })).rejects.toThrow(
    RangeError,
  );
  expect(await everything()).toBe(before);
});

test('an entry ends with the transaction that posted it', async () => {
  const entry = await anEntry();
  const before = await everything();
  const failed = database.db.$transaction(async (tx) => {
    await postEntry(tx, entry);
    throw new Error('the books failed after the entry');
  });
  await expect(failed).rejects.toThrow('the books failed');
  expect(await everything()).toBe(before);
});

test('entries, lines and seals cannot be changed or deleted through the client', async () => {
  const { id } = await post(await anEntry());
  const { db } = database;
  const changes = [
    db.journalEntry.update({ where: { id }, data: { kind: 'reversal' } }),
    db.posting.updateMany({ where: { entryId: id }, data: { amount: 1n } }),
    db.posting.deleteMany({ where: { entryId: id } }),
    db.journalEntry.delete({ where: { id } }),
    db.ledgerAccount.deleteMany(),
  ];
  for (const change of changes)
    await expect(change).rejects.toThrow(/Foreign key|is append-only|are never deleted/); // the first is Prisma's name for SQLite's ABORT
});

test('a reversal is the exact mirror, once', async () => {
  const entry = await anEntry();
  const { id: entryId, agencyId } = await post(entry);
  const reversal = { agencyId, entryId, key: 'refund/r:failed', ...times };
  const reverse = (over = {}) => database.db.$transaction((tx) => reverseEntry(tx, { ...reversal, ...over }));
  const posted = await reverse();
  expect(posted).toMatchObject({ kind: 'reversal', reversesId: entryId, subjectId: entry.subjectId });
  expect(posted.postings.map(({ account, amount }) => [account, amount])).toEqual([
    ['processor_clearing', -100n],
    ['payable_pending:b', 100n],
  ]);
  expect(await reverse()).toEqual(posted);
  const before = await everything();
  await expect(reverse({ key: 'refund/r:failed-again' })).rejects.toThrow(LedgerConflict);
  const { id: stranger } = await anAgency(database.db);
  await expect(reverse({ agencyId: stranger, key: 'theirs' })).rejects.toThrow('No record was found');
  expect(await everything()).toBe(before);
});

test('whatever the tests above did, the books of the whole database verify', async () => {
  expect(await verifyLedger(database.read)).toEqual([]);
});
