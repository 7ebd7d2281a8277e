import { beforeAll, expect, test } from 'vitest';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import type { NewEntry } from './entry.ts';
import { times } from './fixtures.ts';
import { postEntry } from './post-entry.ts';
import { payoutIssued } from './posting-rules.ts';
import { sealPending } from './seal.ts';
import { verifyLedger } from './verify.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

const now = times.recordedAt;
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** One entry for each time given. */
async function post(agencyId: string, ...recorded: Date[]): Promise<void> {
  const postings = payoutIssued({ amountCents: 1n });
  const entries = recorded.map((recordedAt, n): NewEntry => {
    const key = `payout/${recordedAt.getTime()}-${n}`;
    return { agencyId, key, kind: 'payout_issued', subjectId: key, ...times, recordedAt, postings };
  });
  await Promise.all(entries.map((entry) => database.db.$transaction((tx) => postEntry(tx, entry))));
}

/** The keys of an agency's sealed entries, in the order of the chain. */
async function chain(agencyId: string): Promise<string[]> {
  const where = { agencyId };
  const seals = await database.read.ledgerSeal.findMany({
    where,
    orderBy: { sequence: 'asc' },
    include: { entry: true },
  });
  return seals.map(({ entry }) => entry.key);
}

test('more entries than fit a batch are sealed in the order of their recording', async () => {
  const { id: agencyId } = await anAgency(database.db);
  await post(agencyId, ...Array.from({ length: 210 }, (_, n) => before(n / 60)));
  expect(await sealPending(database.db, agencyId, now)).toBe(210);
  const keys = await chain(agencyId);
  expect(keys).toHaveLength(210);
  expect(keys[0]).toMatch(/-209$/); // the oldest
  expect(keys.at(-1)).toMatch(/-0$/);
  expect(await verifyLedger(database.read)).toEqual([]);
});

test('an entry that was committed late goes on the end of the chain, which never changes', async () => {
  const { id: agencyId } = await anAgency(database.db);
  await post(agencyId, now);
  await sealPending(database.db, agencyId, now);
  const sealed = await chain(agencyId);
  await post(agencyId, before(30));
  expect(await sealPending(database.db, agencyId, now)).toBe(1);
  expect(await chain(agencyId)).toEqual([...sealed, expect.stringContaining(String(before(30).getTime()))]);
});

test('an entry recorded by a clock that was hours behind is found by a pass over everything', async () => {
  const { id: agencyId } = await anAgency(database.db);
  await post(agencyId, now);
  await sealPending(database.db, agencyId, now);
  await post(agencyId, before(600));
  expect(await sealPending(database.db, agencyId, now)).toBe(0);
  expect(await sealPending(database.db, agencyId, now, { everything: true })).toBe(1);
  expect(await verifyLedger(database.read)).toEqual([]);
});

test('an entry recorded by a clock that was ahead does not hide those after it', async () => {
  const { id: agencyId } = await anAgency(database.db);
  await post(agencyId, before(-6_000));
  await sealPending(database.db, agencyId, now);
  await post(agencyId, now);
  expect(await sealPending(database.db, agencyId, now)).toBe(1);
});

test('each agency has a chain of its own', async () => {
  const [one, two] = [await anAgency(database.db), await anAgency(database.db)];
  await post(one.id, now);
  await post(two.id, now);
  expect(await sealPending(database.db, one.id, now)).toBe(1);
  expect(await chain(two.id)).toEqual([]);
  expect(await sealPending(database.db, two.id, now)).toBe(1);
});
