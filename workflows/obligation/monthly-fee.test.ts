import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { anObligation } from '../../prisma/fixtures/obligation.ts';
import { inspectLedger } from '../ledger/verify.ts';
import { readWords } from '../own-words.ts';
import { assessMonthlyFees, startMonthlyFee, type NewMonthlyFee } from './monthly-fee.ts';
import { owedBy } from './read.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

/** A supervision fee of $40.00 on the 5th, from December 5 on, of an agency in New York. */
async function aFee(over: Partial<NewMonthlyFee> = {}) {
  const { db } = database;
  const { agencyId, fundId, obligors, shares } = await anObligation(db);
  const personId = obligors[0]?.personId ?? '';
  const fee: NewMonthlyFee = {
    id: randomUUID(),
    agencyId,
    fundId,
    personId,
    kind: 'supervision_fee',
    label: 'Supervision fee',
    amountCents: 4_000n,
    dayOfMonth: 5,
    firstDueOn: '2026-12-05',
    shares: shares.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight })),
    ...over,
  };
  return {
    fee,
    start: () => db.$transaction((tx) => startMonthlyFee(tx, fee, new Date('2026-11-01T12:00:00Z'))),
    pass: (at: string) => assessMonthlyFees(db, new Date(at)),
    owed: async (today: string) =>
      (await owedBy(db, { agencyId, personId, today })).filter(({ id }) => id.startsWith(fee.id)),
  };
}

test('a month is assessed two weeks ahead by the agency’s day, once, and falls due on its own', async () => {
  const { start, pass, owed, fee } = await aFee();
  await start();
  await pass('2026-11-21T04:59:00Z'); // still the 20th in New York
  expect(await owed('2026-11-20')).toEqual([]);
  await pass('2026-11-21T05:00:00Z');
  await Promise.all([pass('2026-11-21T06:00:00Z'), pass('2026-11-21T06:00:00Z')]);
  expect(await owed('2026-11-21')).toMatchObject([
    {
      id: `${fee.id}-2026-12`,
      label: 'Supervision fee, December 2026',
      ledgerCents: 4_000n,
      dueCents: 0n,
      next: { dueOn: '2026-12-05', amountCents: 4_000n },
      assessedOn: '2026-11-21',
    },
  ]);
  expect(await owed('2026-12-06')).toMatchObject([{ dueCents: 4_000n, pastDueCents: 4_000n }]);
  expect((await inspectLedger(database.read)).findings).toEqual([]);
});

test('of a fee that began long ago every month is assessed, over the year’s end and up to its last day', async () => {
  const { start, pass, owed } = await aFee({
    firstDueOn: '2027-11-30',
    lastDueOn: '2028-03-04',
    dayOfMonth: 28,
  });
  await start();
  await pass('2028-06-01T12:00:00Z');
  await pass('2028-07-01T12:00:00Z');
  const all = await owed('2028-06-01');
  expect(all.map(({ dueOn, assessedOn }) => [dueOn, assessedOn])).toEqual(
    ['2027-11-30', '2027-12-28', '2028-01-28', '2028-02-28'].map((day) => [day, day]),
  );
});

test('passes at the same time assess each month once', async () => {
  const { start, pass, owed } = await aFee();
  await start();
  await Promise.all(Array.from({ length: 4 }, () => pass('2027-02-10T12:00:00Z')));
  expect((await owed('2027-02-10')).map(({ label }) => label)).toEqual([
    'Supervision fee, December 2026',
    'Supervision fee, January 2027',
    'Supervision fee, February 2027',
  ]);
});

test('one that fails is told, and keeps no other from it', async () => {
  const broken = await aFee();
  await broken.start();
  await database.db.monthlyFee.update({ where: { id: broken.fee.id }, data: { fundId: 'nowhere' } });
  const good = await aFee();
  await good.start();
  await expect(good.pass('2026-11-25T12:00:00Z')).rejects.toThrow(/1 monthly fees failed/);
  expect(await good.owed('2026-11-25')).toHaveLength(1);
  expect(await broken.owed('2026-11-25')).toEqual([]);
  const { nextDueOn } = await database.db.monthlyFee.findUniqueOrThrow({ where: { id: broken.fee.id } });
  expect(nextDueOn).toBe('2026-12-05'); // its month is not lost
  await database.db.monthlyFee.update({ where: { id: broken.fee.id }, data: { nextDueOn: null } });
});

test.each<[Partial<NewMonthlyFee>, RegExp]>([
  [{ dayOfMonth: 31 }, /schedule.dayOfMonth must be a day from 1 to 28/],
  [{ amountCents: 0n }, /assessedCents must be above zero/],
  [{ firstDueOn: '2026-02-30' }, /must be a day of the calendar/],
  [{ lastDueOn: 'never' }, /must be a day of the calendar/],
  [{ shares: [] }, /shares must say who gets it/],
])('a fee with %o does not begin', async (over, why) => {
  await expect((await aFee(over)).start()).rejects.toThrow(why);
});

test('a month of a fee that is named in both languages has its own name in each', async () => {
  const { start, pass, owed } = await aFee({ label: { en: 'Supervision fee', es: 'Cuota de supervisión' } });
  await start();
  await pass('2026-11-21T05:00:00Z');
  expect((await owed('2026-11-21')).map(({ label }) => readWords(label))).toEqual([
    { en: 'Supervision fee, December 2026', es: 'Cuota de supervisión, diciembre de 2026' },
  ]);
});
