import { expect, onTestFinished, test } from 'vitest';
import { accounts } from '../../ledger/accounts.ts';
import { balancesOf } from '../../ledger/read.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { receiptOf } from '../receipt.ts';
import { aNewPayment, aWorld, chargeStep, entryKey } from '../fixtures.ts';
import { books } from './books.ts';
import { charge } from './charge.ts';
import { gate } from './gate.ts';

/** Of $200.00 owed, and an agency with this on overpayment. */
async function aWorldThat(over: object) {
  const world = await aWorld();
  onTestFinished(() => world.sandbox.close());
  const { db } = world.deps;
  const { agencyId, now } = world;
  const limit = (version: number, rule: object) =>
    db.policyVersion.create({
      data: {
        id: `limit ${version}`,
        agencyId,
        kind: 'limit',
        version,
        effectiveFrom: `2020-01-0${version}`,
        rule: { name: 'Bounds', leastCents: 100, mostCents: 100_000, ...rule },
        createdAt: now,
      },
    });
  await limit(2, over);
  return { world, limit };
}

test('what is paid beyond all that is owed becomes the person’s credit: charged, booked, receipted and verified', async () => {
  const { world } = await aWorldThat({ beyondOwed: 'credit' });
  const { agencyId, personId, deps, database } = world;
  const paymentId = await aNewPayment(world, { choice: { kind: 'other', amountCents: 25_001 } });
  expect(await gate(deps, { paymentId })).toMatchObject({ state: 'charging' });
  expect(await charge(deps, chargeStep(paymentId))).toEqual({ kind: 'succeeded' });
  const step = { paymentId, n: 1, result: { kind: 'succeeded' }, entryKey: entryKey(paymentId) } as const;
  expect([await books(deps, step), await books(deps, step)]).toEqual(['succeeded', 'succeeded']);
  const credit = accounts.unapplied(personId);
  const balances = await balancesOf(deps.db, agencyId, [accounts.processorClearing, credit]);
  expect([...balances.values()]).toEqual([25_326n, -5_001n]);
  expect(await receiptOf(deps.db, { id: paymentId }, 'https://pay.example')).toMatchObject({
    amountCents: 25_001n,
    creditCents: 5_001n,
    stillOwedCents: 0n,
  });
  expect(await verifyLedger(database.read)).toEqual([]);
});

test('a policy that changes between quote and gate decides at the gate: nothing is charged', async () => {
  const { world, limit } = await aWorldThat({ beyondOwed: 'credit' });
  const paymentId = await aNewPayment(world, { choice: { kind: 'other', amountCents: 25_001 } });
  await limit(3, {});
  expect(await gate(world.deps, { paymentId })).toMatchObject({ state: 'denied' });
  const row = await world.deps.db.payment.findUniqueOrThrow({ where: { id: paymentId } });
  expect(row).toMatchObject({ denial: 'quote_changed', stripePaymentIntentId: null });
});

test('beyond what is owed, by an agency that refuses it, there is no quote', async () => {
  const { world } = await aWorldThat({});
  const tooMuch = aNewPayment(world, { choice: { kind: 'other', amountCents: 20_001 } });
  await expect(tooMuch).rejects.toThrow('amount_too_large');
});
