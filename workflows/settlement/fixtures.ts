import { afterEach, beforeEach, vi } from 'vitest';
import { control } from '../../demo/stripe/test-client.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { books } from '../payment/activities/books.ts';
import { charge } from '../payment/activities/charge.ts';
import { gate } from '../payment/activities/gate.ts';
import { readBack } from '../payment/activities/read-back.ts';
import { aNewPayment, aWorld, chargeStep, entryKey, type World } from '../payment/fixtures.ts';
import type { TryResult } from '../payment/messages.ts';
import { balanceTransactions } from '../stripe/balance-transactions.ts';
import { recordBalanceTransactions, type SettlementDeps } from './activities.ts';

/** A world of each test's own whose banks answer debits when the test says so, and its settlement pass. */
export function slowBanks() {
  let on: { world: World; deps: SettlementDeps } | undefined;
  const here = () => {
    if (on === undefined) throw new Error('There is a world only while a test runs');
    return on;
  };
  beforeEach(async () => {
    const world = await aWorld();
    const deps = { db: world.deps.db, list: balanceTransactions(world.stripe), clock: () => world.now };
    on = { world, deps };
    await control(world.sandbox).fault({ kind: 'debit_slow', ms: 3_600_000, times: 1_000 });
  });
  afterEach(async () => {
    await here().world.sandbox.close();
  });

  const record = (paymentId: string, result: TryResult) =>
    books(here().world.deps, { paymentId, n: 1, result, entryKey: entryKey(paymentId) });
  return {
    get world() {
      return here().world;
    },
    get deps() {
      return here().deps;
    },
    pass: () => recordBalanceTransactions(here().deps, { agencyId: here().world.agencyId }),
    openTasks: () => here().deps.db.staffTask.findMany({ where: { closedAt: null } }),
    findings: () => verifyLedger(here().world.database.read),
    later(minutes: number): void {
      const { world } = here();
      world.now = new Date(world.now.getTime() + minutes * 60_000);
    },
    record,
    /** A debit that its bank has been asked for, and that is booked as on its way. @returns the payment's id */
    async asked(over: Parameters<typeof aNewPayment>[1]): Promise<string> {
      const { world } = here();
      const id = await aNewPayment(world, over);
      await gate(world.deps, { paymentId: id });
      await charge(world.deps, chargeStep(id));
      await record(id, { kind: 'processing' });
      return id;
    },
    /** The bank answers. @returns what its payment reads at Stripe then */
    async answer(id: string): Promise<TryResult> {
      const { world } = here();
      await control(world.sandbox).doNow();
      const read = () => readBack(world.deps, { paymentId: id, n: 1, cancel: false, cancelKey: 'c' });
      const hasAnswered = async () => {
        const now = await read();
        return now.kind !== 'processing' && now;
      };
      return vi.waitUntil(hasAnswered, { timeout: 10_000 });
    },
  };
}
