import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { anObligation } from '../../prisma/fixtures/obligation.ts';
import { balancesOf } from '../ledger/read.ts';
import { accounts } from '../ledger/accounts.ts';
import { inspectLedger } from '../ledger/verify.ts';
import { assessAll, type Assessment } from './assess.ts';
import { owedBy } from './read.ts';

const MONTHLY = { instalmentCents: 500n, dayOfMonth: 1, firstDueOn: '2026-11-30' };
const NOW = new Date('2026-11-25T18:00:00Z');

let database: TestDatabase;
/** Another obligation of the same person, fund and beneficiaries. */
let another: (over?: Partial<Assessment>) => Assessment;
beforeAll(async () => {
  database = await aDatabase();
  const { agencyId, fundId, obligors, shares } = await anObligation(database.db);
  another = (over) => ({
    id: randomUUID(),
    agencyId,
    fundId,
    kind: 'supervision_fee',
    label: 'Supervision fee',
    assessedCents: 4_000n,
    assessedOn: '2026-11-25',
    dueToDateCents: 0n,
    personIds: obligors.map(({ personId }) => personId),
    shares: shares.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight })),
    ...over,
  });
});

const assess = (all: readonly Assessment[]) =>
  database.db.$transaction((tx) => assessAll(tx, all, NOW, 'America/New_York'));

test('hundreds are assessed in one transaction, each with who owes it, who gets it, and its receivable', async () => {
  const all = Array.from({ length: 300 }, (_, n) => another({ assessedCents: BigInt(n + 1) }));
  const before = await inspectLedger(database.read);
  await assess(all);
  const { findings, counts } = await inspectLedger(database.read);
  expect(findings).toEqual([]);
  expect(counts.entries - before.counts.entries).toBe(300);
  const some = [all[0], all[149], all[299]].flatMap((one) => one ?? []);
  const balances = await balancesOf(
    database.read,
    some[0]?.agencyId ?? '',
    some.map(({ id }) => accounts.receivable(id)),
  );
  expect([...balances.values()]).toEqual([1n, 150n, 300n]);
  for (const { id, personIds, shares } of some) {
    const row = await database.read.obligation.findUnique({
      where: { id },
      include: { obligors: true, shares: true },
    });
    expect(row?.obligors.map(({ personId }) => personId)).toEqual(personIds);
    expect(row?.shares).toMatchObject(shares);
  }
});

test('a debt in instalments falls due by the calendar; the last takes what does not divide', async () => {
  const debt = another({ assessedCents: 1_200n, schedule: MONTHLY });
  await assess([debt]);
  const { agencyId, personIds } = debt;
  const dueOn = async (today: string) => {
    const owed = await owedBy(database.read, { agencyId, personId: personIds[0] ?? '', today });
    return owed.find(({ id }) => id === debt.id);
  };
  expect(await dueOn('2026-11-29')).toMatchObject({
    dueCents: 0n,
    next: { dueOn: '2026-11-30', amountCents: 500n },
  });
  expect(await dueOn('2026-11-30')).toMatchObject({ dueCents: 500n, pastDueCents: 0n });
  expect(await dueOn('2026-12-01')).toMatchObject({
    dueCents: 1_000n,
    pastDueCents: 500n,
    dueOn: '2026-11-30',
    next: { dueOn: '2027-01-01', amountCents: 200n },
  });
});

test.each<[string, (good: Assessment) => Partial<Assessment>, RegExp]>([
  ['whose id is taken', ({ id }) => ({ id }), /Unique constraint/],
  ['of nothing', () => ({ assessedCents: 0n }), /assessedCents must be above zero/],
  ['of which more is due than it is', () => ({ dueToDateCents: 4_001n }), /dueToDateCents must be/],
  ['due on a day that is none', () => ({ dueOn: '2026-02-30' }), /dueOn must be a day of the calendar/],
  [
    'whose shares are all nothing',
    ({ shares }) => ({ shares: shares.map((one) => ({ ...one, weight: 0n })) }),
    /shares must say/,
  ],
  ['that nobody owes', () => ({ personIds: [] }), /personIds must name who owes it/],
  [
    'in instalments on the 31st',
    () => ({ schedule: { ...MONTHLY, dayOfMonth: 31 } }),
    /schedule.dayOfMonth must be a day from 1 to 28/,
  ],
  [
    'in instalments of nothing',
    () => ({ schedule: { ...MONTHLY, instalmentCents: 0n } }),
    /schedule.instalmentCents must be above zero/,
  ],
  [
    'in instalments without end',
    () => ({ schedule: { ...MONTHLY, instalmentCents: 3n } }),
    /schedule.instalmentCents would take more/,
  ],
  [
    'in instalments from no day',
    () => ({ schedule: { ...MONTHLY, firstDueOn: '2027-02-29' } }),
    /schedule.firstDueOn must be a day/,
  ],
  [
    'in instalments and by a day as well',
    () => ({ schedule: MONTHLY, dueToDateCents: 1n }),
    /schedule says what is due/,
  ],
  [
    'of more than a billion dollars',
    () => ({ assessedCents: 100_000_000_001n }),
    /assessedCents must be at most/,
  ],
])('one %s takes all others with it: none is half there', async (_, over, why) => {
  const good = another();
  const before = [await database.read.obligation.count(), await database.read.journalEntry.count()];
  await expect(assess([good, another(over(good))])).rejects.toThrow(why);
  const after = [await database.read.obligation.count(), await database.read.journalEntry.count()];
  expect(after).toEqual(before);
});
