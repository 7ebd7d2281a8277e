import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyLedger, inspectLedger } from '../ledger/verify.ts';
import { books } from '../payment/activities/books.ts';
import { charge } from '../payment/activities/charge.ts';
import { gate } from '../payment/activities/gate.ts';
import { aFault, aNewPayment, aWorld, chargeStep, entryKey, type World } from '../payment/fixtures.ts';
import { balanceTransactions, type ListBalanceTransactions } from '../stripe/balance-transactions.ts';
import { recordBalanceTransactions, SettlementTruncated, type SettlementDeps } from './activities.ts';

let world: World;
let whole: ListBalanceTransactions;
beforeEach(async () => {
  world = await aWorld();
  whole = balanceTransactions(world.stripe);
});
afterEach(async () => {
  await world.sandbox.close();
});

const pass = (list: ListBalanceTransactions = whole) => {
  const deps: SettlementDeps = { db: world.deps.db, list, clock: () => world.now };
  return recordBalanceTransactions(deps, { agencyId: world.agencyId });
};
const cursor = () => world.deps.db.settlementCursor.findUnique({ where: { agencyId: world.agencyId } });
const later = (minutes: number) => {
  world.now = new Date(world.now.getTime() + minutes * 60_000);
};
const openTasks = () =>
  world.deps.db.staffTask.count({ where: { kind: 'capture_unsettled', closedAt: null } });
const codes = async () => (await verifyLedger(world.database.read)).map(({ code }) => code);

async function paid(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await book(await charged(1_000 + n));
  }
}

async function charged(amountCents: number): Promise<string> {
  const id = await aNewPayment(world, { choice: { kind: 'other', amountCents } });
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  return id;
}
const book = (id: string) =>
  books(world.deps, { paymentId: id, n: 1, result: { kind: 'succeeded' }, entryKey: entryKey(id) });

/** The payment's row so often, as if each was booked and Stripe's list had none of them. */
async function alsoUnsettled(count: number): Promise<void> {
  const { obligationIds, choice, division: _, ...row } = await world.deps.db.payment.findFirstOrThrow();
  const rows = Array.from({ length: count }, (_each, n) => ({
    ...row,
    obligationIds: obligationIds ?? [],
    choice: choice ?? {},
    id: `more_${n}`,
    stripePaymentIntentId: `pi_more_${n}`,
    stripeChargeId: `ch_more_${n}`,
    receiptNumber: n + 1_000,
    receiptToken: `more_${n}`,
  }));
  await world.deps.db.payment.createMany({ data: rows });
}

/** The same list, as far as a broken source gives it. */
const only = (count: number, then?: () => never): ListBalanceTransactions =>
  async function* list(...asked) {
    let left = count;
    for await (const facts of whole(...asked)) {
      if (left-- <= 0) break;
      yield facts;
    }
    then?.();
  };

test('an empty list where captures are booked is not “all settled”: counted, then told to people, then a finding', async () => {
  await paid(2);
  expect(await pass(only(0))).toEqual({ recorded: 0, waiting: 0, unsettled: 2 });
  expect([await openTasks(), await codes()]).toEqual([0, []]); // Stripe's list may be a moment late
  later(11);
  expect(await pass(only(0))).toMatchObject({ unsettled: 2 });
  expect([await openTasks(), await codes()]).toEqual([2, ['settlement_missing', 'settlement_missing']]);
  expect(await pass()).toEqual({ recorded: 2, waiting: 0, unsettled: 0 });
  expect([await openTasks(), await codes()]).toEqual([0, []]);
});

test('a list that is cut off: what it left out is read again, however far the cursor has moved', async () => {
  await paid(3);
  expect(await pass(only(1))).toEqual({ recorded: 1, waiting: 0, unsettled: 2 });
  const { createdTo } = (await cursor()) ?? { createdTo: 0 };
  const where = { agencyId: world.agencyId };
  await world.deps.db.settlementCursor.update({ where, data: { createdTo: createdTo + 24 * 60 * 60 } });
  expect(await pass()).toEqual({ recorded: 2, waiting: 0, unsettled: 0 });
});

test('a list without what it had before does not count: nothing moves, and the next whole one does', async () => {
  await paid(2);
  await pass();
  const before = await cursor();
  later(1);
  for (const list of [only(0), only(1)]) {
    await expect(pass(list)).rejects.toThrow(SettlementTruncated);
    expect(await cursor()).toEqual(before);
  }
  await expect(pass()).resolves.toEqual({ recorded: 0, waiting: 0, unsettled: 0 });
  expect((await cursor())?.readAt).toEqual(world.now);
});

test('a list that breaks off is no pass, and the next whole one has everything', async () => {
  await paid(2);
  const breaks = () => {
    throw new Error('cut off');
  };
  await expect(pass(only(1, breaks))).rejects.toThrow('cut off');
  expect(await cursor()).toBeNull();
  expect(await pass()).toEqual({ recorded: 2, waiting: 0, unsettled: 0 });
});

test.each([
  ['does not answer', { kind: 'cut', times: 9 }],
  ['answers with an error', { kind: 'fail_before', times: 9 }],
])(
  'a Stripe that %s is an unread source: the pass fails, and nothing says that it was read',
  async (_, fault) => {
    await paid(1);
    await aFault(world, { ...fault, match: { method: 'GET', path: '/v1/balance_transactions' } });
    await expect(pass()).rejects.toMatchObject({ type: expect.stringMatching(/^Stripe/) as string });
    expect(await cursor()).toBeNull();
    expect((await inspectLedger(world.database.read)).unsettled).toMatchObject([
      { captures: 1, readAt: null },
    ]);
  },
);

test('however many captures are unsettled, the pass reads its list, tells people, and tells them once it is over', async () => {
  await paid(1);
  await alsoUnsettled(1_000);
  expect(await pass(only(0))).toMatchObject({ unsettled: 1_000 }); // as many as are told of at once
  later(11);
  await pass(only(0));
  expect(await openTasks()).toBe(1_000);
  const { id: subjectId } = await world.deps.db.payment.findFirstOrThrow({
    where: { id: { not: { startsWith: 'more' } } },
  });
  const about = { kind: 'capture_unsettled', subjectId };
  await world.deps.db.staffTask.deleteMany({ where: about });
  await world.deps.db.staffTask.create({
    data: { ...about, id: 'one', agencyId: world.agencyId, reason: '', createdAt: world.now },
  });
  expect(await pass()).toMatchObject({ recorded: 1 });
  expect(await world.deps.db.staffTask.findUnique({ where: { id: 'one' } })).toMatchObject({
    closedAt: world.now,
  });
});

test('a charge that is recorded with another amount is no reason to read again from there, and stays unsettled', async () => {
  await paid(2);
  const froms: number[] = [];
  const other: ListBalanceTransactions = async function* list(agency, from) {
    froms.push(from);
    for await (const facts of whole(agency, from)) {
      yield { ...facts, amountCents: facts.amountCents + 1, netCents: facts.netCents + 1 };
    }
  };
  later(11);
  expect(await pass(other)).toMatchObject({ recorded: 0, unsettled: 2 });
  const { createdTo } = (await cursor()) ?? { createdTo: 0 };
  expect(createdTo).toBeGreaterThan(0);
  const day = 24 * 60 * 60;
  await world.deps.db.settlementCursor.updateMany({ data: { createdTo: createdTo + day } });
  expect(await pass(other)).toMatchObject({ unsettled: 2 });
  expect(froms).toEqual([0, createdTo + day - 60 * 60]);
  expect(await openTasks()).toBe(2);
});

test('a capture that is booked long after its charge was recorded is read again and linked', async () => {
  await paid(1);
  const id = await charged(2_000);
  later(11);
  expect(await pass()).toMatchObject({ recorded: 1, unsettled: 0 });
  const { createdTo } = (await cursor()) ?? { createdTo: 0 };
  const day = 24 * 60 * 60;
  await world.deps.db.settlementCursor.updateMany({ data: { createdTo: createdTo + day } });
  await book(id);
  expect(await pass()).toMatchObject({ recorded: 1, unsettled: 0 });
  expect(await codes()).toEqual([]);
});

test('what the books refuse for long is told to people by its number, as are captures that the list lacks', async () => {
  await paid(3);
  const ids: string[] = [];
  const bad: ListBalanceTransactions = async function* list(...asked) {
    for await (const facts of only(2)(...asked)) {
      yield ids.push(facts.id) === 1 ? { ...facts, feeCents: -1 } : facts; // no fee is below zero
    }
  };
  later(11);
  await expect(pass(bad)).rejects.toThrow(RangeError);
  const refused = { kind: 'unplaced_balance_transaction' };
  const tasks = () => world.deps.db.staffTask.findMany({ where: { ...refused, closedAt: null } });
  expect(await tasks()).toMatchObject([
    { subjectId: ids[0], reason: 'Stripe lists money that the books refuse to record' },
  ]);
  expect(await openTasks()).toBe(2);
  expect(await pass()).toMatchObject({ recorded: 2, unsettled: 0 });
  expect([await tasks(), await openTasks()]).toEqual([[], 0]);
});
