import { beforeAll, expect, test } from 'vitest';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
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

/** One entry for each time given, in one transaction. */
async function post(agencyId: string, ...recorded: Date[]): Promise<void> {
  await database.db.$transaction(async (tx) => {
    for (const [n, recordedAt] of recorded.entries()) {
      const key = `payout/${recordedAt.getTime()}-${n}`;
      const postings = payoutIssued({ amountCents: 1n });
      await postEntry(tx, {
        agencyId,
        key,
        kind: 'payout_issued',
        subjectId: key,
        ...times,
        recordedAt,
        postings,
      });
    }
  });
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
  await post(agencyId, ...Array.from({ length: 420 }, (_, n) => before(n / 60)));
  expect(await sealPending(database.db, agencyId, now)).toBe(420);
  const keys = await chain(agencyId);
  expect(keys).toHaveLength(420);
  expect(keys[0]).toMatch(/-419$/); // the oldest
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
