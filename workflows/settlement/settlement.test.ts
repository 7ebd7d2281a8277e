import { Client } from '@temporalio/client';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TASK_QUEUE, workflowClient } from '../client.ts';
import { accounts } from '../ledger/accounts.ts';
import { balancesOf } from '../ledger/read.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { books } from '../payment/activities/books.ts';
import { charge } from '../payment/activities/charge.ts';
import { gate } from '../payment/activities/gate.ts';
import { aNewPayment, aWorld, chargeStep, entryKey, type World } from '../payment/fixtures.ts';
import { recordHistory } from '../record-history.ts';
import { aTemporalServer } from '../server/test-server.ts';
import { balanceTransactions, type BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { connectTemporal } from '../worker.ts';
import { workflowCode } from '../workflow-code.ts';
import { recordBalanceTransactions, settlementActivities, type SettlementDeps } from './activities.ts';
import { settlementId } from './messages.ts';
import { recordAll } from './record.ts';

let world: World;
let deps: SettlementDeps;
beforeEach(async () => {
  world = await aWorld();
  deps = { db: world.deps.db, list: balanceTransactions(world.stripe), clock: () => world.now };
});
afterEach(async () => {
  await world.sandbox.close();
});

const pass = () => recordBalanceTransactions(deps, { agencyId: world.agencyId });
const rows = () => deps.db.balanceTransaction.findMany({ orderBy: { id: 'asc' } });
const clearing = async () =>
  (await balancesOf(deps.db, world.agencyId, [accounts.processorClearing])).get(accounts.processorClearing);

/** A payment of $10.00 + $3.25, charged; in the books unless said otherwise. */
async function aCharge({ booked = true } = {}): Promise<string> {
  const id = await aNewPayment(world, { choice: { kind: 'other', amountCents: 1_000 } });
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  if (booked) await book(id);
  return id;
}
const later = (minutes: number) => {
  world.now = new Date(world.now.getTime() + minutes * 60_000);
};
const book = (id: string) =>
  books(world.deps, { paymentId: id, n: 1, result: { kind: 'succeeded' }, entryKey: entryKey(id) });

test('each balance transaction is recorded once, linked to its capture, and posts only the fee', async () => {
  const ids = [await aCharge(), await aCharge()];
  expect(await pass()).toMatchObject({ recorded: 2, waiting: 0 });
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 0 });
  const recorded = await rows();
  expect(recorded.map(({ paymentId }) => paymentId).toSorted()).toEqual(ids.toSorted());
  expect(recorded.every(({ entryId, amountCents }) => entryId !== null && amountCents === 1_325n)).toBe(true);
  const { data } = await world.stripe.balanceTransactions.list();
  expect(await clearing()).toBe(BigInt(data.reduce((net, row) => net + row.net, 0)));
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('two passes at once record nothing twice', async () => {
  await aCharge();
  await Promise.all([pass(), pass()]);
  await pass();
  expect(await rows()).toHaveLength(1);
  expect(await deps.db.journalEntry.count({ where: { kind: 'processor_fee' } })).toBe(1);
});

test('a charge whose capture is not booked yet waits, and is recorded when it is', async () => {
  const id = await aCharge({ booked: false });
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 1 });
  await book(id);
  expect(await pass()).toMatchObject({ recorded: 1, waiting: 0 });
});

test('money that nothing explains is recorded without an entry, and people are asked once', async () => {
  await world.stripe.paymentIntents.create({
    amount: 777,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 1 });
  later(11);
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 0 });
  await pass();
  expect(await rows()).toMatchObject([{ entryId: null, paymentId: null, amountCents: 777n }]);
  expect(await deps.db.staffTask.findMany()).toMatchObject([
    { kind: 'unplaced_balance_transaction', closedAt: null },
  ]);
  expect(await clearing()).toBe(0n);
  expect(await verifyLedger(world.database.read)).toMatchObject([{ code: 'settlement_unexplained' }]);
});

test.each(['refund', 'dispute'])(
  'a %s of a card’s charge that was made at Stripe alone moves nothing in the books: people are asked, and the verifier finds it',
  async (reportingCategory) => {
    await aCharge();
    const whole = deps.list;
    deps.list = async function* (...asked) {
      for await (const facts of whole(...asked)) {
        const taken = { amountCents: -1_325, feeCents: 0, netCents: -1_325, sourceId: 'other' };
        yield { ...facts, ...taken, id: 'txn_taken', type: 'adjustment', reportingCategory };
        yield facts;
      }
    };
    expect(await pass()).toMatchObject({ recorded: 1, waiting: 1 });
    const before = await clearing();
    later(11);
    await pass();
    expect(await clearing()).toBe(before);
    expect(await deps.db.staffTask.findMany()).toMatchObject([
      { kind: 'unplaced_balance_transaction', subjectId: 'txn_taken', closedAt: null },
    ]);
    expect(await verifyLedger(world.database.read)).toMatchObject([
      { code: 'settlement_unexplained', subject: 'txn_taken' },
    ]);
  },
);

test('a capture that is booked late is linked, its fee posted and the task closed', async () => {
  const id = await aCharge({ booked: false });
  later(11);
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 0 });
  await book(id);
  expect(await pass()).toMatchObject({ recorded: 1, waiting: 0 });
  expect(await rows()).toMatchObject([{ paymentId: id }]);
  expect((await deps.db.staffTask.findFirstOrThrow()).closedAt).not.toBeNull();
  const { data } = await world.stripe.balanceTransactions.list();
  expect(await clearing()).toBe(BigInt(data.reduce((net, row) => net + row.net, 0)));
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('one that cannot be recorded stops no other, and the pass says so; it is recorded when it can be', async () => {
  await aCharge();
  await aCharge();
  const { list } = deps;
  deps.list = async function* (...args) {
    let isFirst = true;
    for await (const facts of list(...args)) {
      yield isFirst ? { ...facts, feeCents: -1 } : facts; // no fee is below zero
      isFirst = false;
    }
  };
  await expect(pass()).rejects.toThrow(RangeError);
  expect(await rows()).toHaveLength(1);
  expect(await deps.db.settlementCursor.count()).toBe(0);
  deps.list = list;
  expect(await pass()).toEqual({ recorded: 1, waiting: 0, unsettled: 0 });
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('a page is recorded by a transaction, not by one for each of its rows', async () => {
  for (let n = 0; n < 5; n++) await aCharge();
  let transactions = 0;
  const { db } = deps;
  const counted = new Proxy(db, {
    get(client, name): unknown {
      if (name === '$transaction') transactions++;
      return Reflect.get(client, name, client) as unknown;
    },
  });
  const done = await recordBalanceTransactions({ ...deps, db: counted }, { agencyId: world.agencyId });
  expect(done).toEqual({ recorded: 5, waiting: 0, unsettled: 0 });
  expect(transactions).toBe(1);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

/** What Stripe lists, recorded by hand; `over` is what it says otherwise. */
async function record(over: Partial<BalanceTransactionFacts> = {}) {
  const agency = await deps.db.agency.findUniqueOrThrow({ where: { id: world.agencyId } });
  const facts: BalanceTransactionFacts[] = [];
  for await (const one of deps.list(agency, 0)) facts.push({ ...one, ...over });
  return deps.db.$transaction((tx) => recordAll(tx, agency, facts, world.now));
}

test('recorded again, as after a commit whose answer was lost, all stays as it was', async () => {
  await aCharge();
  await aCharge();
  const outcomes = await record();
  expect(outcomes).toEqual([{ done: 'recorded' }, { done: 'recorded' }]);
  const before = [await rows(), await clearing()];
  later(1);
  expect(await record()).toEqual(outcomes);
  expect([await rows(), await clearing()]).toEqual(before);
});

test('a capture of another amount explains nothing', async () => {
  await aCharge();
  const other = { amountCents: 1_324, feeCents: 0, netCents: 1_324 };
  expect(await record(other)).toEqual([{ done: 'waiting' }]);
  later(11);
  expect(await record(other)).toEqual([{ done: 'unexplained' }]);
  expect(await rows()).toMatchObject([{ entryId: null, amountCents: 1_324n }]);
});

test('a fee that was not posted is found', async () => {
  const id = await aCharge();
  const [{ id: txn } = { id: '' }] = (await world.stripe.balanceTransactions.list()).data;
  const entry = await deps.db.journalEntry.findFirstOrThrow({ where: { subjectId: id } });
  await deps.db.balanceTransaction.create({
    data: {
      agencyId: world.agencyId,
      id: txn,
      type: 'charge',
      reportingCategory: 'charge',
      amountCents: 1_325n,
      feeCents: 68n,
      netCents: 1_257n,
      currency: 'usd',
      entryId: entry.id,
      occurredAt: world.now,
      availableOn: world.now,
      recordedAt: world.now,
    },
  });
  const detail = '0 booked, 68 kept by the processor';
  expect(await verifyLedger(world.database.read)).toMatchObject([{ code: 'settlement_fees', detail }]);
});

test('what is recorded of Stripe’s money is not changed again', async () => {
  await aCharge();
  await pass();
  await expect(
    deps.db.balanceTransaction.updateMany({ data: { feeCents: 0n, netCents: 1_325n } }),
  ).rejects.toMatchObject({ name: 'PrismaClientKnownRequestError' });
});

test('the pass runs by schedule on a real server', async () => {
  await aCharge();
  const server = await aTemporalServer();
  const connection = await connectTemporal(server.address);
  const worker = await Worker.create({
    connection,
    namespace: server.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowCode(),
    activities: settlementActivities(deps),
  });
  const ended = worker.run();
  const workflows = workflowClient({ connection, namespace: server.namespace });
  await workflows.scheduleSettlement(world.agencyId, 60);
  await workflows.scheduleSettlement(world.agencyId, 1); // made already: only its interval changes
  await expect.poll(async () => (await rows()).length, { timeout: 20_000 }).toBe(1);
  const [firstRun] = await scheduledRuns(connection, server.namespace);
  const folder = new URL('histories/', import.meta.url);
  await recordHistory({ connection, namespace: server.namespace }, firstRun ?? '', {
    folder,
    name: 'a pass by schedule',
  });
  worker.shutdown();
  await ended;
  await connection.close();
  await server.stop();
});

/** Ids of the runs that the schedule has made, by its own account. */
async function scheduledRuns(connection: NativeConnection, namespace: string): Promise<string[]> {
  const { info } = await new Client({ connection, namespace }).schedule
    .getHandle(settlementId(world.agencyId))
    .describe();
  return info.recentActions.map(({ action }) => action.workflow.workflowId);
}
