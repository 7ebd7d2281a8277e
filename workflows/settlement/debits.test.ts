import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { control } from '../../demo/stripe/test-client.ts';
import { accounts } from '../ledger/accounts.ts';
import { balancesOf } from '../ledger/read.ts';
import { inspectLedger } from '../ledger/verify.ts';
import { balanceTransactions, type BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { slowBanks } from './fixtures.ts';

const on = slowBanks();
const { pass, openTasks, findings, later, record } = on;
const rows = () =>
  on.deps.db.balanceTransaction.findMany({
    orderBy: [{ recordedAt: 'asc' }, { paymentId: 'asc' }, { amountCents: 'desc' }],
  });
const DAY = 24 * 60;

/** A debit of $10.00 + $0.50 that its bank has been asked for. */
const onItsWay = (account = 'pm_usBankAccount_success'): Promise<string> =>
  on.asked({ card: account, choice: { kind: 'other', amountCents: 1_000 } });

/** The bank answers, and the payment's workflow hears of it. */
const answered = async (id: string): Promise<void> => void (await record(id, await on.answer(id)));

/** What the books have of Stripe's money, and of its fees. */
async function money() {
  const { processorClearing, processorFees } = accounts;
  const balances = await balancesOf(on.deps.db, on.world.agencyId, [processorClearing, processorFees]);
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
  expect((await inspectLedger(on.world.database.read)).unsettled).toEqual([]);
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
  await control(on.world.sandbox).doNow();
  const listed = async () => (await on.world.stripe.balanceTransactions.list()).data;
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
  const whole = balanceTransactions(on.world.stripe);
  on.deps.list = async function* (...asked) {
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
      const { stripePaymentIntentId } = await on.deps.db.payment.findUniqueOrThrow({ where: { id } });
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
  const { createdTo } = await on.deps.db.settlementCursor.findFirstOrThrow();
  const moveCursor = (to: number) => on.deps.db.settlementCursor.updateMany({ data: { createdTo: to } });
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
