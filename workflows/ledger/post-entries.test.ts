import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../prisma/client.ts';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import type { Settled } from '../../prisma/joining.ts';
import type { Unit } from '../money/money.ts';
import { LedgerConflict, LedgerImbalance, type Entry, type NewEntry, type NewPosting } from './entry.ts';
import { postEntries } from './post-entries.ts';
import { postEntry } from './post-entry.ts';
import { entriesAbout } from './read.ts';
import { aStory, balances, entryWith, sumOf } from './test-entries.ts';
import { verifyLedger } from './verify.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

const all = (entries: readonly NewEntry[]) => database.db.$transaction((tx) => postEntries(tx, entries));
const one = (entry: NewEntry) => database.db.$transaction((tx) => postEntry(tx, entry));

const usd = (account: string, amount: bigint): NewPosting => ({ account, unit: 'USD', amount });
const pair = (amount: bigint) => [usd('bank', amount), usd('bank_in_transit', -amount)];

async function agencyId(): Promise<string> {
  return (await anAgency(database.db)).id;
}

test('several at once are as they would be one after the other, refusals and all', async () => {
  const any = fc.asyncProperty(aStory, async (acts) => {
    const [together, apart] = [await agencyId(), await agencyId()];
    const told = (settled: Partial<Settled<Entry>>) => settled.done?.postings ?? settled.refused?.name;
    const inOne = await all(acts.map(({ key, postings }) => entryWith(together, key, postings)));
    for (const [index, { key, postings }] of acts.entries()) {
      const alone = await one(entryWith(apart, key, postings)).then(
        (done) => ({ done }),
        (error: unknown) => ({ refused: error instanceof Error ? error : undefined }),
      );
      expect(inOne.map(told)[index]).toEqual(told(alone));
    }
    expect(await balances(database.read, together)).toEqual(await balances(database.read, apart));
  });
  await fc.assert(any, { numRuns: 30 });
  expect(await verifyLedger(database.read)).toEqual([]);
});

const BARTER = JSON.parse('"BARTER"') as Unit; // the types forbid it; the database would, for all beside it

const refused: [string, (entry: NewEntry) => Partial<NewEntry>, new (...args: never[]) => Error][] = [
  ['no lines', () => ({ postings: [] }), RangeError],
  [
    'a cent too many',
    () => ({ postings: [usd('bank', 100n), usd('bank_in_transit', -99n)] }),
    LedgerImbalance,
  ],
  ['an account that names somebody', () => ({ postings: [usd('A B', 1n), usd('bank', -1n)] }), RangeError],
  [
    'a unit that is none',
    () => ({ postings: pair(1n).map((line) => ({ ...line, unit: BARTER })) }),
    RangeError,
  ],
  ['a time that is none', () => ({ occurredAt: new Date(Number.NaN) }), RangeError],
  ['a time of recording that is none', () => ({ recordedAt: new Date(Number.NaN) }), RangeError],
  ['a year of five digits', () => ({ occurredAt: new Date(Date.UTC(12_345, 0)) }), RangeError],
  ['a day that is none', () => ({ accountingDate: 'today' }), RangeError],
  ['an entry to take back that nobody has', () => ({ reversesId: 'nowhere' }), RangeError],
  ['the key of another that came before', () => ({ key: 'first' }), LedgerConflict],
];

test.each(refused)('%s is refused alone: those beside it are posted', async (_, over, error) => {
  const agency = await agencyId();
  const [first, last] = [entryWith(agency, 'first', pair(5n)), entryWith(agency, 'last', pair(7n))];
  const bad = entryWith(agency, 'bad', pair(100n));
  const [before, none, after] = await all([first, { ...bad, ...over(bad) }, last]);
  expect(none?.refused).toBeInstanceOf(error);
  expect([before?.done?.key, after?.done?.key]).toEqual(['first', 'last']);
  expect(after?.done?.postings).toMatchObject([{ balanceAfter: 12n, accountVersion: 2 }, {}]);
  expect(await entriesAbout(database.read, agency, 'subject')).toHaveLength(2);
});

test('an entry of one agency cannot take back another’s, and two cannot take back the same', async () => {
  const [agency, stranger] = [await agencyId(), await agencyId()];
  const original = await one(entryWith(agency, 'original', pair(9n)));
  const back = (over: Partial<NewEntry>): NewEntry => ({
    ...entryWith(agency, 'back', pair(-9n)),
    kind: 'reversal',
    reversesId: original.id,
    ...over,
  });
  const [theirs, ours, again, other] = await all([
    back({ agencyId: stranger }),
    back({}),
    back({}),
    back({ key: 'z-back' }),
  ]);
  expect(theirs?.refused).toBeInstanceOf(RangeError);
  expect(ours?.done?.reversesId).toBe(original.id);
  expect(again?.done?.id).toBe(ours?.done?.id);
  expect(other?.refused).toBeInstanceOf(LedgerConflict);
  expect(await balances(database.read, agency)).toEqual({ bank: 0n, bank_in_transit: 0n });
  expect(await balances(database.read, stranger)).toEqual({});
});

test('one key told in two ways: where the first cannot be posted, the second has its turn', async () => {
  const agency = await agencyId();
  const original = await one(entryWith(agency, 'original', pair(9n)));
  const reversal = { kind: 'reversal', reversesId: original.id } as const;
  await one({ ...entryWith(agency, 'back', pair(-9n)), ...reversal });
  const [first, second] = await all([
    { ...entryWith(agency, 'k', pair(-9n)), ...reversal },
    entryWith(agency, 'k', pair(1n)),
  ]);
  expect(first?.refused).toBeInstanceOf(LedgerConflict);
  expect(second?.done?.postings).toMatchObject([{ balanceAfter: 1n }, { balanceAfter: -1n }]);
});

test('however many they are, three statements; hundreds of them are posted right, and found again', async () => {
  const agency = await agencyId();
  const entries = Array.from({ length: 1_050 }, (_, n) => entryWith(agency, `k/${n}`, pair(BigInt(n + 1))));
  const statements: string[] = [];
  const posted = await database.db.$transaction((tx) =>
    postEntries(counting(tx, statements), entries.slice(0, 100)),
  );
  expect(posted).toHaveLength(100);
  expect(statements).toEqual(['$queryRaw', '$queryRaw', '$queryRaw']);
  await all(entries.slice(50, 650)); // more lines than a statement takes
  await all(entries.slice(600));
  const again = await all(entries.toReversed()); // more keys than Prisma takes
  expect(again.map(({ done }) => done?.key)).toEqual(entries.map(({ key }) => key).toReversed());
  expect(await balances(database.read, agency)).toEqual(sumOf(entries.map(({ postings }) => postings)));
  expect(await verifyLedger(database.read)).toEqual([]);
});

/** The transaction, with the name of each call upon it written down. */
function counting(tx: Tx, calls: string[]): Tx {
  return new Proxy(tx, {
    get(client, name): unknown {
      const member: unknown = Reflect.get(client, name, client);
      if (typeof member !== 'function') return member;
      calls.push(String(name));
      return member.bind(client) as unknown;
    },
  });
}

test('a balance that no account can hold ends the transaction, on the way up too', async () => {
  const agency = await agencyId();
  const huge = BigInt(Number.MAX_SAFE_INTEGER);
  const entries = [pair(huge), pair(1n), pair(-2n)].map((lines, n) => entryWith(agency, `k/${n}`, lines));
  await expect(all(entries)).rejects.toThrow(RangeError);
  expect(await balances(database.read, agency)).toEqual({});
});
