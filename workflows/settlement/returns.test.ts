import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { control } from '../../demo/stripe/test-client.ts';
import { anAssessedObligation } from '../ledger/fixtures.ts';
import { spendCredit } from '../obligation/use-credit.ts';
import { receiptOf } from '../payment/receipt.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { slowBanks } from './fixtures.ts';

const on = slowBanks();
const { pass, openTasks, findings, later, record } = on;

/** Every balance of the books that is not zero, but what Stripe kept. */
async function standing(): Promise<Map<string, bigint>> {
  const rows = await on.deps.db.ledgerAccount.findMany({ where: { agencyId: on.world.agencyId } });
  const kept = rows.find(({ code }) => code === 'processor_fees')?.balance ?? 0n;
  const own = rows.filter(({ code }) => code !== 'processor_fees');
  const balances = own.map(({ code, balance }): [string, bigint] => [
    code,
    code === 'processor_clearing' ? balance + kept : balance,
  ]);
  return new Map(balances.filter(([, balance]) => balance !== 0n).toSorted());
}

/** What Stripe's list says of an account's money, and what the books have of it. */
async function money() {
  const { data } = await on.world.stripe.balanceTransactions.list({ limit: 100 });
  const code = 'processor_clearing';
  const account = await on.deps.db.ledgerAccount.findFirst({ where: { agencyId: on.world.agencyId, code } });
  return { stripe: data.reduce((net, one) => net + BigInt(one.net), 0n), books: account?.balance ?? 0n };
}

/** A debit that its bank paid, and that is booked. */
async function paid(
  amountCents: number | 'everything',
  account = 'pm_usBankAccount_dispute',
): Promise<string> {
  const choice =
    amountCents === 'everything' ? { kind: amountCents } : { kind: 'other' as const, amountCents };
  const id = await on.asked({ card: account, choice });
  expect(await on.answer(id)).toEqual({ kind: 'succeeded' });
  await record(id, { kind: 'succeeded' });
  return id;
}

/** Its bank takes it back. */
async function returned(): Promise<void> {
  const count = async () => (await on.world.stripe.disputes.list({ limit: 100 })).data.length;
  const before = await count();
  await control(on.world.sandbox).doNow();
  await vi.waitUntil(async () => (await count()) > before, { timeout: 10_000 });
}

test('a debit that comes back after it was paid is taken back whole, once: owed again, told to payer and staff, and on its receipt', async () => {
  const before = await standing();
  const id = await paid('everything');
  await pass();
  await returned();
  later(3 * 24 * 60);
  expect(await pass()).toEqual({ recorded: 1, waiting: 0, unsettled: 0 });
  for (let again = 0; again < 2; again++) {
    expect(await standing()).toEqual(before);
    expect(await findings()).toEqual([]);
    expect(await money()).toEqual({ stripe: -1_660n, books: -1_660n }); // 1.60 for the debit, 15.00 for its return
    expect(await openTasks()).toMatchObject([{ kind: 'debit_returned', subjectId: id }]);
    later(60);
    expect(await pass()).toEqual({ recorded: 0, waiting: 0, unsettled: 0 });
  }
  const payment = await on.deps.db.payment.findUniqueOrThrow({
    where: { id },
    include: { events: { where: { kind: 'returned' } }, notices: { where: { kind: 'debit_returned' } } },
  });
  expect(payment).toMatchObject({
    state: 'succeeded', // it was: what came later is told beside it
    receiptNumber: 1,
    events: [{ source: 'stripe', detail: { code: 'debit_not_authorized' } }],
    notices: [{ sentAt: null }],
  });
  const receipt = await receiptOf(on.world.database.read, { id }, 'https://onward.example');
  expect(receipt).toMatchObject({ amountCents: 20_000n, takenBackAt: expect.any(Date) as Date });
});

test('two passes at once take it back once', async () => {
  await paid(1_000);
  await returned();
  await Promise.all([pass(), pass()]);
  await pass();
  expect(await on.deps.db.journalEntry.count({ where: { kind: 'reversal' } })).toBe(1);
  expect(await on.deps.db.notice.count({ where: { kind: 'debit_returned' } })).toBe(1);
  expect(await findings()).toEqual([]);
});

test('what cannot be told is not taken back either: nothing is half done, and the next pass does it', async () => {
  const id = await paid(1_000);
  await pass();
  await returned();
  const before = await standing();
  const notice = { id: 'taken', agencyId: on.world.agencyId, paymentId: id, kind: 'debit_returned' };
  await on.deps.db.notice.create({ data: { ...notice, createdAt: on.world.now } });
  await expect(pass()).rejects.toThrow(/unique/i);
  expect([await standing(), await findings(), await openTasks()]).toEqual([before, [], []]);
  await on.deps.db.notice.delete({ where: { id: 'taken' } });
  expect(await pass()).toMatchObject({ recorded: 1 });
  expect(await findings()).toEqual([]);
});

test('a return that Stripe lists before the payment is booked waits for the books', async () => {
  const id = await on.asked({ card: 'pm_usBankAccount_dispute' });
  const before = await standing();
  expect(await on.answer(id)).toEqual({ kind: 'succeeded' });
  await returned();
  later(11);
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 1 });
  expect([await openTasks(), await findings()]).toEqual([[], []]);
  await record(id, { kind: 'succeeded' });
  await pass();
  expect([await standing(), await findings()]).toEqual([before, []]);
});

test.each([
  ['of another amount', { amountCents: -1_049, netCents: -2_549 }],
  ['of another kind', { reportingCategory: 'dispute_reversal' }],
])('a withdrawal %s takes nothing back: people are asked', async (_, over) => {
  await paid(1_000);
  await pass();
  await returned();
  const whole = on.deps.list;
  on.deps.list = async function* (...asked) {
    for await (const facts of whole(...asked)) {
      const isOther = facts.reportingCategory === 'dispute';
      yield isOther ? ({ ...facts, ...over } satisfies BalanceTransactionFacts) : facts;
    }
  };
  later(11);
  const before = await standing();
  await pass();
  expect(await standing()).toEqual(before);
  expect(await openTasks()).toMatchObject([{ kind: 'unplaced_balance_transaction' }]);
});

test('whatever was paid, assessed and spent of its credit meanwhile: after the return no debt is below nothing, no credit either, and the rest is as if it had never been', async () => {
  const cases = fc.record({
    paidCents: fc.integer({ min: 100, max: 30_000 }),
    laterCents: fc.array(fc.integer({ min: 100, max: 9_000 }), { maxLength: 2 }),
  });
  const keeps = { name: 'Bounds', leastCents: 100, mostCents: 100_000, beyondOwed: 'credit' };
  const limit = { id: 'limit 2', agencyId: on.world.agencyId, kind: 'limit', version: 2 };
  await on.deps.db.policyVersion.create({
    data: { ...limit, effectiveFrom: '2020-01-02', rule: keeps, createdAt: on.world.now },
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ paidCents, laterCents }) => {
      await paid(paidCents);
      await pass();
      for (const [n, assessedCents] of laterCents.entries()) {
        await anAssessedObligation(on.deps.db, {
          agencyId: on.world.agencyId,
          personIds: [on.world.personId],
          assessedCents: BigInt(assessedCents),
        });
        const wish = {
          agencyId: on.world.agencyId,
          personId: on.world.personId,
          useId: `use-${on.world.now.getTime()}-${n}`,
        };
        await on.deps.db.$transaction((tx) => spendCredit(tx, wish, on.world.now, 'America/New_York'));
      }
      await returned();
      later(1);
      await pass();
      const balances = await standing();
      for (const [code, balance] of balances) {
        if (code.startsWith('receivable:')) expect(balance).toBeGreaterThanOrEqual(0n);
        if (/^(unapplied|payable_pending):/.test(code)) expect(balance).toBeLessThanOrEqual(0n);
      }
      const owed = [...balances]
        .filter(([code]) => code.startsWith('receivable:'))
        .map(([, balance]) => balance);
      const credit = balances.get(`unapplied:${on.world.personId}`) ?? 0n;
      const all = await on.deps.db.obligation.findMany();
      const assessed = all.reduce((total, { assessedCents }) => total + assessedCents, 0n);
      expect(owed.reduce((total, one) => total + one, 0n) + credit).toBe(assessed); // nothing of it stays paid
      expect(balances.get('processor_clearing')).toBeUndefined();
      expect(balances.get('service_fee_income')).toBeUndefined();
      expect(await findings()).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

test('what Stripe withdraws a second time is not taken back again: people are asked', async () => {
  await paid(1_000);
  await returned();
  await pass();
  const whole = on.deps.list;
  on.deps.list = async function* (...asked) {
    for await (const facts of whole(...asked)) {
      yield facts;
      if (facts.reportingCategory === 'dispute') yield { ...facts, id: 'txn_second' };
    }
  };
  later(11);
  const before = await standing();
  await pass();
  expect(await standing()).toEqual(before);
  expect((await openTasks()).map(({ kind, subjectId }) => [kind, subjectId])).toContainEqual([
    'unplaced_balance_transaction',
    'txn_second',
  ]);
  expect(await findings()).toMatchObject([{ code: 'settlement_unexplained', subject: 'txn_second' }]);
});

test('a return of a debit that is over here, or is not booked within a day, is for people', async () => {
  const id = await paid(1_000);
  await returned();
  const failed = { state: 'failed', receiptNumber: null, receiptToken: null, succeededAt: null };
  await on.deps.db.payment.update({ where: { id }, data: failed });
  await on.deps.db.receiptCounter.deleteMany();
  later(11);
  await pass();
  expect((await openTasks()).map(({ kind }) => kind)).toContain('unplaced_balance_transaction');
  await on.deps.db.staffTask.deleteMany();
  await on.deps.db.payment.update({ where: { id }, data: { state: 'processing' } });
  await on.deps.db.reservation.updateMany({ where: { paymentId: id }, data: { releasedAt: null } });
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 1 });
  expect(await openTasks()).toEqual([]);
  later(24 * 60);
  expect(await pass()).toMatchObject({ recorded: 0, waiting: 0 });
  expect((await openTasks()).map(({ kind }) => kind)).toContain('unplaced_balance_transaction');
});
