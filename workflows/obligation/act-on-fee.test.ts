import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { anObligation } from '../../prisma/fixtures/obligation.ts';
import { inspectLedger } from '../ledger/verify.ts';
import { actOnFee, startFee, type FeeAct } from './act-on-fee.ts';
import { assessMonthlyFees } from './monthly-fee.ts';
import { owedBy } from './read.ts';

/** A fee of $40.00 on the 5th, from November 5 on, begun by staff. */
async function aFee() {
  const database = await aDatabase();
  const { db } = database;
  const { agencyId, fundId, obligors, shares } = await anObligation(db);
  const personId = obligors[0]?.personId ?? '';
  const id = randomUUID();
  const by = { staffId: randomUUID(), note: 'By order.' };
  const fee = {
    id,
    agencyId,
    fundId,
    personId,
    kind: 'supervision_fee',
    label: 'Supervision fee',
    amountCents: 4_000n,
    dayOfMonth: 5,
    firstDueOn: '2026-11-05',
    shares: shares.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight })),
  } as const;
  await db.$transaction((tx) => startFee(tx, { ...by, fee }, new Date('2026-11-01T12:00:00Z')));
  return {
    database,
    act: (act: FeeAct, wishId: string = randomUUID()) =>
      db.$transaction((tx) =>
        actOnFee(tx, { ...by, id: wishId, agencyId, feeId: id, act }, new Date('2026-11-20T12:00:00Z')),
      ),
    pass: (at: string) => assessMonthlyFees(db, new Date(at)),
    months: async () =>
      (await owedBy(db, { agencyId, personId, today: '2026-11-20' }))
        .filter((owed) => owed.id.startsWith(id))
        .map(({ assessedCents }) => assessedCents),
  };
}

const done = { ok: true, isNew: true };

test('a change counts from the next month that is assessed; an end leaves what was assessed', async () => {
  const { database, act, pass, months } = await aFee();
  await pass('2026-11-10T12:00:00Z');
  expect(await act({ kind: 'changed', fromCents: 4_000n, toCents: 5_500n })).toEqual(done);
  await pass('2026-12-01T12:00:00Z');
  expect(await act({ kind: 'ended', lastDueOn: '2027-01-31' })).toEqual(done);
  await pass('2027-06-01T12:00:00Z');
  expect(await months()).toEqual([4_000n, 5_500n, 5_500n]);
  expect(await act({ kind: 'ended', lastDueOn: '2027-02-28' })).toMatchObject({
    refusal: { code: 'ended_already' },
  });
  expect((await inspectLedger(database.read)).findings).toEqual([]);
});

test('a month that is assessed while its fee is changed is assessed as it was or as it is, once', async () => {
  const { act, pass, months } = await aFee();
  await Promise.all([
    pass('2026-11-10T12:00:00Z'),
    act({ kind: 'changed', fromCents: 4_000n, toCents: 5_500n }),
    pass('2026-11-10T12:00:00Z'),
  ]);
  await pass('2026-11-10T12:00:00Z');
  const [first, ...others] = await months();
  expect([4_000n, 5_500n]).toContain(first);
  expect(others).toEqual([]);
});

test('a wish is done once for each id; what is stale, the same, or beyond the bound is refused by its field', async () => {
  const { database, act } = await aFee();
  const id = randomUUID();
  const change = { kind: 'changed', fromCents: 4_000n, toCents: 5_500n } as const;
  expect([await act(change, id), await act(change, id)]).toEqual([done, { ok: true, isNew: false }]);
  expect(await database.db.monthlyFeeAct.count()).toBe(2);
  const refusalOf = async (wish: FeeAct, wishId?: string) => {
    const answer = await act(wish, wishId);
    return answer?.ok === false ? answer.refusal : answer;
  };
  expect(await refusalOf({ ...change, toCents: 1n }, id)).toMatchObject({ code: 'act_reused' });
  expect(await refusalOf({ ...change, toCents: 1n })).toMatchObject({
    code: 'changed_meanwhile',
    isCents: 5_500n,
  });
  const now = { kind: 'changed', fromCents: 5_500n } as const;
  expect(await refusalOf({ ...now, toCents: 5_500n })).toMatchObject({ code: 'same_amount' });
  for (const toCents of [0n, -1n, 100_000_000_001n])
    expect(await refusalOf({ ...now, toCents })).toMatchObject({ problems: [{ field: 'toCents' }] });
  expect(await refusalOf({ kind: 'ended', lastDueOn: '2027-02-30' })).toMatchObject({
    problems: [{ field: 'lastDueOn' }],
  });
  await expect(database.db.monthlyFeeAct.updateMany({ data: { note: 'No.' } })).rejects.toThrow(Error);
  await expect(database.db.monthlyFeeAct.deleteMany()).rejects.toThrow(Error);
});
