import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { control } from '../../demo/stripe/test-client.ts';
import { accounts } from '../ledger/accounts.ts';
import { balancesOf } from '../ledger/read.ts';
import { inspectLedger, verifyLedger } from '../ledger/verify.ts';
import { books } from '../payment/activities/books.ts';
import { charge } from '../payment/activities/charge.ts';
import { gate } from '../payment/activities/gate.ts';
import { readBack } from '../payment/activities/read-back.ts';
import { aNewPayment, aWorld, chargeStep, entryKey, type World } from '../payment/fixtures.ts';
import type { TryResult } from '../payment/messages.ts';
import { balanceTransactions, type BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { recordBalanceTransactions, type SettlementDeps } from './activities.ts';

let world: World;
let deps: SettlementDeps;
beforeEach(async () => {
  world = await aWorld();
  deps = { db: world.deps.db, list: balanceTransactions(world.stripe), clock: () => world.now };
  await control(world.sandbox).fault({ kind: 'debit_slow', ms: 3_600_000, times: 1_000 }); // until the test says so
});
afterEach(async () => {
  await world.sandbox.close();
});

const pass = () => recordBalanceTransactions(deps, { agencyId: world.agencyId });
const rows = () =>
  deps.db.balanceTransaction.findMany({
    orderBy: [{ recordedAt: 'asc' }, { paymentId: 'asc' }, { amountCents: 'desc' }],
  });
const openTasks = () => deps.db.staffTask.findMany({ where: { closedAt: null } });
const findings = () => verifyLedger(world.database.read);
const later = (minutes: number) => {
  world.now = new Date(world.now.getTime() + minutes * 60_000);
};
const DAY = 24 * 60;

const record = (paymentId: string, result: TryResult) =>
  books(world.deps, { paymentId, n: 1, result, entryKey: entryKey(paymentId) });

/** A debit of $10.00 + $0.50 that its bank has been asked for. */
async function onItsWay(account = 'pm_usBankAccount_success'): Promise<string> {
  const id = await aNewPayment(world, { card: account, choice: { kind: 'other', amountCents: 1_000 } });
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  await record(id, { kind: 'processing' });
  return id;
}

/** The bank answers, and the payment's workflow hears of it. */
async function answered(id: string): Promise<void> {
  await control(world.sandbox).doNow();
  const read = () => readBack(world.deps, { paymentId: id, n: 1, cancel: false, cancelKey: 'c' });
  const result = await vi.waitUntil(
    async () => {
      const now = await read();
      return now.kind !== 'processing' && now;
    },
    { timeout: 10_000 },
  );
  await record(id, result);
}

/** What the books have of Stripe's money, and of its fees. */
async function money() {
  const { processorClearing, processorFees } = accounts;
  const balances = await balancesOf(deps.db, world.agencyId, [processorClearing, processorFees]);
  return [balances.get(processorClearing) ?? 0n, balances.get(processorFees) ?? 0n];
}

test('money of a debit on its way is no riddle: nobody is asked, and its capture is linked once its bank has paid, days later', async () => {
  const id = await onItsWay();
  for (const minutes of [0, 11, 8 * DAY]) {
    later(minutes);
    expect(await pass()).toEqual({ recorded: 0, waiting: 0, unsettled: 0 });
    expect(await rows()).toMatchObject([
      { type: 'payment', paymentId: id, entryId: null, amountCents: 1_050n, feeCents: 8n },
    ]);
    expect([await openTasks(), await findings(), await money()]).toEqual([[], [], [0n, 0n]]);
  }
  later(DAY);
  await answered(id);
  expect(await pass()).toEqual({ recorded: 1, waiting: 0, unsettled: 0 });
  expect(await rows()).toMatchObject([{ paymentId: id, entryId: expect.any(String) as string }]);
  expect([await openTasks(), await findings(), await money()]).toEqual([[], [], [1_042n, 8n]]);
  expect((await inspectLedger(world.database.read)).unsettled).toEqual([]);
});

test('a debit that its bank does not pay leaves two records and no entry, whichever of us hears of it first', async () => {
  const heard = await onItsWay('pm_usBankAccount_insufficientFunds');
  await pass();
  await answered(heard); // and only then the pass
  for (const minutes of [0, 11, DAY]) {
    later(minutes);
    expect([await openTasks(), await findings()]).toEqual([[], []]);
    expect(await pass()).toEqual({ recorded: 0, waiting: 0, unsettled: 0 });
  }
  const unheard = await onItsWay('pm_usBankAccount_noAccount');
  await control(world.sandbox).doNow();
  const listed = async () => (await world.stripe.balanceTransactions.list()).data;
  await vi.waitUntil(async () => (await listed()).length === 4, { timeout: 10_000 });
  await pass(); // while the payment is still processing here
  expect([await openTasks(), await findings()]).toEqual([[], []]);
  await answered(unheard);
  later(DAY);
  await pass();
  const taken = { amountCents: -1_050n, feeCents: -8n, entryId: null, reportingCategory: 'charge_failure' };
  expect(await rows()).toMatchObject([
    { paymentId: heard, amountCents: 1_050n, entryId: null },
    { ...taken, paymentId: heard },
    { paymentId: unheard, amountCents: 1_050n, entryId: null },
    { ...taken, paymentId: unheard },
  ]);
  expect([await openTasks(), await findings(), await money()]).toEqual([[], [], [0n, 0n]]);
});

/** Stripe's list, with what a source says otherwise. */
function listing(change: (facts: BalanceTransactionFacts) => readonly BalanceTransactionFacts[]): void {
  const whole = balanceTransactions(world.stripe);
  deps.list = async function* (...asked) {
    for await (const facts of whole(...asked)) yield* change(facts);
  };
}

test('what of a fee does not come back with a debit is booked once, whatever it is and in whatever order it is read', async () => {
  const keptOf = new Map<string | null, number>();
  listing((facts) => {
    const kept = keptOf.get(facts.intentId);
    if (facts.reportingCategory !== 'charge_failure' || kept === undefined) return [facts];
    return [{ ...facts, feeCents: kept - 8, netCents: facts.amountCents - (kept - 8) }];
  });
  const cases = fc.tuple(fc.nat(400), fc.boolean(), fc.boolean());
  await fc.assert(
    fc.asyncProperty(cases, async ([kept, isKnownBefore, isTwice]) => {
      const id = await onItsWay('pm_usBankAccount_accountClosed');
      const { stripePaymentIntentId } = await deps.db.payment.findUniqueOrThrow({ where: { id } });
      keptOf.set(stripePaymentIntentId, kept);
      if (isKnownBefore) await pass();
      await answered(id);
      await pass();
      if (isTwice) await pass();
      const all = [...keptOf.values()].reduce((total, one) => total + BigInt(one), 0n);
      expect(await money()).toEqual([0n - all, all]);
      expect(await findings()).toEqual([]);
    }),
    { numRuns: 6 },
  );
});

test('a debit that is over while Stripe still lists its money is told to people, and no longer once that is taken back', async () => {
  const id = await onItsWay('pm_usBankAccount_accountClosed');
  await pass();
  listing((facts) => (facts.reportingCategory === 'charge_failure' ? [] : [facts]));
  await answered(id);
  await pass();
  expect([await openTasks(), await findings()]).toEqual([[], []]); // a list may be a moment late
  later(11);
  const { createdTo } = await deps.db.settlementCursor.findFirstOrThrow();
  const moveCursor = (to: number) => deps.db.settlementCursor.updateMany({ data: { createdTo: to } });
  await moveCursor(createdTo + 86_400); // the record was read days ago
  await pass();
  expect(await openTasks()).toMatchObject([
    { kind: 'unplaced_balance_transaction', subjectId: (await rows())[0]?.id },
  ]);
  expect(await findings()).toMatchObject([{ code: 'settlement_unexplained' }]);
  listing((facts) => [facts]);
  await moveCursor(createdTo);
  await pass();
  expect([await openTasks(), await findings()]).toEqual([[], []]);
});

test('what Stripe takes back of a debit that is booked as paid is no debit that came to nothing: people are asked', async () => {
  const id = await onItsWay();
  await answered(id);
  await pass();
  const back = { amountCents: -1_050, feeCents: -8, netCents: -1_042 };
  listing((facts) => [{ ...facts, ...back, id: 'txn_back', reportingCategory: 'charge_failure' }, facts]);
  later(11);
  await pass();
  expect(await openTasks()).toMatchObject([{ subjectId: 'txn_back' }]);
  expect(await findings()).toMatchObject([{ code: 'settlement_unexplained', subject: 'txn_back' }]);
});
