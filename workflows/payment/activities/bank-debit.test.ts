import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accounts } from '../../ledger/accounts.ts';
import { balancesOf, entriesAbout } from '../../ledger/read.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { aNewPayment, aWorld, chargeStep, entryKey, type World } from '../fixtures.ts';
import type { TryResult } from '../messages.ts';
import { books } from './books.ts';
import { charge } from './charge.ts';
import { gate } from './gate.ts';
import { readBack } from './read-back.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(async () => {
  await world.sandbox.close();
});

const stored = (id: string) =>
  world.deps.db.payment.findUniqueOrThrow({
    where: { id },
    include: { attempts: true, reservations: true, notices: { orderBy: { kind: 'asc' } } },
  });
const record = (paymentId: string, result: TryResult) =>
  books(world.deps, { paymentId, n: 1, result, entryKey: entryKey(paymentId) });
const read = (paymentId: string) =>
  readBack(world.deps, { paymentId, n: 1, cancel: false, cancelKey: `payment/${paymentId}:cancel:1` });
const kinds = async (id: string) => (await stored(id)).notices.map(({ kind }) => kind);

/** A debit that its bank has been asked for, and is recorded as such. */
async function onItsWay(account: string): Promise<string> {
  const id = await aNewPayment(world, { card: account });
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'charging' });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'processing' });
  expect(await record(id, { kind: 'processing' })).toBe('processing');
  return id;
}

/** What Stripe says when the bank has answered. */
const answered = (id: string) =>
  vi.waitUntil(
    async () => {
      const result = await read(id);
      return result.kind !== 'processing' && result;
    },
    { timeout: 10_000 },
  );

test('a debit books nothing until its bank has paid, holds what it is to pay, and its payer is told by mail', async () => {
  const id = await onItsWay('pm_usBankAccount_success');
  const before = await stored(id);
  expect(before).toMatchObject({
    tender: 'bank_debit',
    feeCents: 50n,
    cardBrand: null,
    cardLast4: '6789',
    receiptNumber: null,
    attempts: [{ state: 'processing', endedAt: null }],
  });
  expect(before.reservations.every(({ releasedAt }) => releasedAt === null)).toBe(true);
  expect(await entriesAbout(world.deps.db, world.agencyId, id)).toEqual([]);
  expect(await record(id, { kind: 'processing' })).toBe('processing'); // said again: no second mail
  expect(await kinds(id)).toEqual(['debit_started']);

  expect(await answered(id)).toEqual({ kind: 'succeeded' });
  expect(await record(id, { kind: 'succeeded' })).toBe('succeeded');
  const after = await stored(id);
  expect(after).toMatchObject({ receiptNumber: 1, cardBrand: null, cardLast4: '6789' });
  expect(after.reservations.every(({ releasedAt }) => releasedAt !== null)).toBe(true);
  expect(await kinds(id)).toEqual(['debit_started', 'receipt']);
  const balances = await balancesOf(world.deps.db, world.agencyId, [
    accounts.processorClearing,
    accounts.serviceFeeIncome,
    accounts.receivable(world.feeId),
    accounts.receivable(world.restitutionId),
  ]);
  expect([...balances.values()]).toEqual([20_050n, -50n, 0n, 0n]);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('a debit was paid when its bank said so, not when it was asked for, and reading it again does not move that', async () => {
  const id = await onItsWay('pm_usBankAccount_success');
  const heard = new Date(world.now.getTime() + 4 * 24 * 3_600_000);
  world.now = heard;
  await answered(id);
  expect((await stored(id)).attempts[0]?.endedAt).toEqual(heard);
  world.now = new Date(heard.getTime() + 60_000);
  await read(id);
  expect((await stored(id)).attempts[0]?.endedAt).toEqual(heard);
  await record(id, { kind: 'succeeded' });
  expect((await stored(id)).succeededAt).toEqual(heard);
});

test.each([
  ['pm_usBankAccount_accountClosed', 'account_closed'],
  ['pm_usBankAccount_insufficientFunds', 'insufficient_funds'],
])(
  'a debit of %s that comes back days later fails: nothing is booked, all is free again, and a mail says so',
  async (account, code) => {
    const id = await onItsWay(account);
    expect(await answered(id)).toEqual({ kind: 'declined' });
    expect(await record(id, { kind: 'declined' })).toBe('failed');
    const payment = await stored(id);
    expect(payment).toMatchObject({ receiptNumber: null, attempts: [{ state: 'declined', code }] });
    expect(payment.reservations.every(({ releasedAt }) => releasedAt !== null)).toBe(true);
    expect(await entriesAbout(world.deps.db, world.agencyId, id)).toEqual([]);
    expect(await kinds(id)).toEqual(['debit_failed', 'debit_started']);
    expect(await record(id, { kind: 'declined' })).toBe('failed'); // run again: told once
    expect(await kinds(id)).toEqual(['debit_failed', 'debit_started']);
  },
);

test('a debit that is refused at once is over: no other try follows, and no mail', async () => {
  const id = await aNewPayment(world, { card: 'pm_usBankAccount_success' });
  await gate(world.deps, { paymentId: id });
  expect(await record(id, { kind: 'declined' })).toBe('failed');
  expect(await kinds(id)).toEqual([]);
});

test('a debit that no bank answers goes to people, keeps what it holds, and is booked when the money comes after all', async () => {
  const id = await onItsWay('pm_usBankAccount_success');
  expect(await record(id, { kind: 'gave_up' })).toBe('needs_repair');
  expect((await stored(id)).reservations.every(({ releasedAt }) => releasedAt === null)).toBe(true);
  expect(await world.deps.db.staffTask.findMany()).toMatchObject([
    { kind: 'payment_needs_repair', subjectId: id },
  ]);
  await answered(id);
  expect(await record(id, { kind: 'succeeded' })).toBe('succeeded');
});

test('the payment is made for bank accounts alone, linked at once, under the mandate of its payer', async () => {
  const id = await onItsWay('pm_usBankAccount_success');
  const { stripePaymentIntentId } = await stored(id);
  const intent = await world.stripe.paymentIntents.retrieve(String(stripePaymentIntentId), {
    expand: ['latest_charge'],
  });
  expect(intent).toMatchObject({
    payment_method_types: ['us_bank_account'],
    payment_method_options: { us_bank_account: { verification_method: 'instant' } },
    latest_charge: {
      payment_method_details: { us_bank_account: { mandate: expect.stringMatching(/^mandate_/) } },
    },
  });
});
