import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aCapturedPayment, anAssessedObligation } from '../ledger/fixtures.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { waived } from '../ledger/posting-rules.ts';
import { entriesAbout } from '../ledger/read.ts';
import { inspectLedger } from '../ledger/verify.ts';
import { actOn, type Act } from './act.ts';
import { owedBy } from './read.ts';

const NOW = new Date('2026-11-26T03:00:00Z'); // still the 25th in New York
const today = '2026-11-25';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

/** A debt of $80.00, all due, and what staff do to it. */
async function aDebt(over: Parameters<typeof anAssessedObligation>[1] = {}) {
  const { db } = database;
  const obligation = await anAssessedObligation(db, over);
  const { id: obligationId, agencyId } = obligation;
  const wish = (act: Act, id: string = randomUUID()) => ({
    id,
    agencyId,
    obligationId,
    staffId: 'staff',
    note: 'Order of the court.',
    act,
  });
  return {
    obligation,
    act: (act: Act, id?: string) =>
      db.$transaction((tx) => actOn(tx, wish(act, id), NOW, 'America/New_York')),
    wish,
    owed: async () => {
      const personId = obligation.obligors[0]?.personId ?? '';
      return (await owedBy(db, { agencyId, personId, today }))[0];
    },
    entries: () => entriesAbout(db, agencyId, obligationId),
    acts: () => db.obligationAct.findMany({ where: { obligationId }, orderBy: { at: 'asc' } }),
  };
}

const done = { ok: true, isNew: true };
const adjust = (fromCents: bigint, toCents: bigint): Act => ({ kind: 'adjusted', fromCents, toCents });
const waive = (amountCents: bigint): Act => ({ kind: 'waived', amountCents });
const hold: Act = { kind: 'held', reason: 'appeal' };
const release: Act = { kind: 'released' };

test('a hold is set once and released once, and nothing of it is in the books', async () => {
  const { act, owed, entries, acts } = await aDebt();
  expect(await act(release)).toEqual({ ok: false, refusal: { code: 'not_held' } });
  expect(await act(hold)).toEqual(done);
  expect(await act({ kind: 'held', reason: 'bankruptcy' })).toEqual({
    ok: false,
    refusal: { code: 'held_already' },
  });
  expect(await owed()).toMatchObject({
    hold: { reason: 'appeal', since: NOW },
    ledgerCents: 8_000n,
    dueCents: 0n,
  });
  expect(await act(release)).toEqual(done);
  expect(await owed()).toMatchObject({ hold: null, dueCents: 8_000n });
  expect(await entries()).toHaveLength(1);
  expect(await acts()).toMatchObject([{ kind: 'held', note: 'Order of the court.' }, { kind: 'released' }]);
});

test('an adjustment and a waiver are entries of the ledger, on the agency’s day, with who and why beside them', async () => {
  const { act, owed, entries, acts } = await aDebt();
  expect(await act(adjust(8_000n, 12_000n))).toEqual(done);
  expect(await owed()).toMatchObject({ chargedCents: 12_000n, ledgerCents: 12_000n, dueCents: 12_000n });
  expect(await act(adjust(12_000n, 7_000n))).toEqual(done);
  expect(await owed()).toMatchObject({ chargedCents: 7_000n, ledgerCents: 7_000n });
  expect(await act(waive(2_500n))).toEqual(done);
  expect(await owed()).toMatchObject({ assessedCents: 8_000n, chargedCents: 7_000n, ledgerCents: 4_500n });
  const [, ...posted] = await entries();
  expect(posted.map(({ kind, accountingDate }) => [kind, accountingDate]).toSorted()).toEqual([
    ['obligation_adjusted', today],
    ['obligation_adjusted', today],
    ['obligation_waived', today],
  ]);
  const who = { staffId: 'staff', note: 'Order of the court.', at: NOW };
  const amounts = (await acts()).map(({ amountCents }) => amountCents);
  expect(amounts.toSorted()).toEqual([-5_000n, 2_500n, 4_000n].toSorted());
  for (const one of await acts()) expect(one).toMatchObject(who);
  expect((await inspectLedger(database.read)).findings).toEqual([]);
});

test('what was paid cannot be adjusted or waived away: the refusal says how low it may go', async () => {
  const { act, obligation, owed } = await aDebt();
  await aCapturedPayment(database.db, { obligation, amountCents: 5_000n });
  expect(await act(adjust(8_000n, 4_999n))).toEqual({
    ok: false,
    refusal: { code: 'below_paid', field: 'toCents', leastCents: 5_000n },
  });
  expect(await act(waive(3_001n))).toEqual({
    ok: false,
    refusal: { code: 'more_than_owed', field: 'amountCents', mostCents: 3_000n },
  });
  expect(await act(adjust(8_000n, 5_000n))).toEqual(done);
  const paid = { ok: false, refusal: { code: 'nothing_owed' } };
  expect([await act(waive(1n)), await act(hold)]).toEqual([paid, paid]);
  expect(await owed()).toMatchObject({ ledgerCents: 0n, dueCents: 0n });
});

test('of two adjustments at once one is made, and the other hears what it is now', async () => {
  const { act, owed } = await aDebt();
  const answers = await Promise.all([act(adjust(8_000n, 9_000n)), act(adjust(8_000n, 7_000n))]);
  expect(answers).toContainEqual(done);
  const { chargedCents } = (await owed()) ?? {};
  expect(answers).toContainEqual({
    ok: false,
    refusal: { code: 'changed_meanwhile', field: 'fromCents', isCents: chargedCents },
  });
  expect(await act(adjust(chargedCents ?? 0n, chargedCents ?? 0n))).toEqual({
    ok: false,
    refusal: { code: 'same_amount', field: 'toCents' },
  });
});

test('the same wish, many times at once, is carried out once; another under its id is refused', async () => {
  const { act, owed, acts } = await aDebt();
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => act(waive(1_000n), id)));
  expect(answers.filter((answer) => answer?.ok === true && answer.isNew)).toHaveLength(1);
  expect(answers.every((answer) => answer?.ok === true)).toBe(true);
  expect(await act(waive(1_001n), id)).toEqual({ ok: false, refusal: { code: 'act_reused', field: 'id' } });
  expect(await act(hold, id)).toEqual({ ok: false, refusal: { code: 'act_reused', field: 'id' } });
  expect(await owed()).toMatchObject({ ledgerCents: 7_000n });
  expect(await acts()).toHaveLength(1);
});

test('another agency’s debt is not found, and an act is never changed or taken away', async () => {
  const { wish, act, obligation } = await aDebt();
  const { db } = database;
  const other = { ...wish(hold), agencyId: 'another' };
  expect(await db.$transaction((tx) => actOn(tx, other, NOW, 'America/New_York'))).toBeNull();
  await act(hold);
  const where = { obligationId: obligation.id };
  await expect(db.obligationAct.updateMany({ where, data: { note: 'No.' } })).rejects.toThrow(Error);
  await expect(db.obligationAct.deleteMany({ where })).rejects.toThrow(Error);
});

test('a debt larger than a billion dollars is refused by its field, and the largest one can be paid off', async () => {
  const { act, owed } = await aDebt();
  const most = 100_000_000_000n;
  expect(await act(adjust(8_000n, most + 1n))).toEqual({
    ok: false,
    refusal: { code: 'beyond_the_books', field: 'toCents', mostCents: most },
  });
  expect(await act(adjust(8_000n, most))).toEqual(done);
  expect(await owed()).toMatchObject({ ledgerCents: most, dueCents: most });
  expect(await act(waive(most))).toEqual(done);
});

test('what a payment under way holds can be waived: due is never below nothing', async () => {
  const { act, obligation, owed } = await aDebt();
  await aPayment(database.db, { obligation, amountCents: 6_000n, state: 'charging' });
  expect(await act(waive(5_000n))).toEqual(done);
  expect(await owed()).toMatchObject({
    ledgerCents: 3_000n,
    balanceCents: 0n,
    dueCents: 0n,
    pastDueCents: 0n,
  });
});

test('the ledger’s verifier finds an act, or a use of credit, that has no entry of its amount, and such an entry without it', async () => {
  const own = await aDatabase();
  const { db } = own;
  const found = async () =>
    (await inspectLedger(own.read)).findings.map(({ code, subject }) => [code, subject]);
  const obligation = await anAssessedObligation(db);
  const { id: obligationId, agencyId, fundId } = obligation;
  const wish = { id: randomUUID(), agencyId, obligationId, staffId: 'staff', note: 'Order of the court.' };
  await db.$transaction((tx) => actOn(tx, { ...wish, act: adjust(8_000n, 7_000n) }, NOW, 'UTC'));
  const waiver = { ...wish, id: randomUUID(), act: waive(500n) };
  await db.$transaction((tx) => actOn(tx, waiver, NOW, 'UTC'));
  expect(await found()).toEqual([]);

  const row = { agencyId, obligationId, at: NOW };
  const act = { ...row, id: randomUUID(), kind: 'waived', note: 'Mine.', staffId: 'staff', amountCents: 1n };
  await db.obligationAct.create({ data: act });
  const use = { ...row, personId: 'person', amountCents: 1n, allocationPolicyId: 'rule', division: {} };
  await db.creditUse.create({ data: use });
  const key = `obligation/${obligationId}:act/${randomUUID()}`;
  const times = { occurredAt: NOW, recordedAt: NOW, accountingDate: today };
  const entry = { agencyId, key, kind: 'obligation_waived', subjectId: obligationId, ...times } as const;
  const postings = waived({ obligationId, fundId, amountCents: 2n });
  await db.$transaction((tx) => postEntry(tx, { ...entry, postings }));
  expect((await found()).toSorted()).toEqual(
    [
      ['obligation_rows', key],
      ['obligation_rows', `obligation/${obligationId}:act/${act.id}`],
      ['obligation_rows', `obligation/${obligationId}:credit/person`],
    ].toSorted(),
  );
});
