import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { times } from '../../workflows/ledger/fixtures.ts';
import { postEntry } from '../../workflows/ledger/post-entry.ts';
import { verifyLedger } from '../../workflows/ledger/verify.ts';
import { sum, type Unit } from '../../workflows/money/money.ts';
import { books } from '../../workflows/payment/activities/books.ts';
import { charge } from '../../workflows/payment/activities/charge.ts';
import { gate } from '../../workflows/payment/activities/gate.ts';
import { aNewPayment, aWorld, chargeStep, entryKey } from '../../workflows/payment/fixtures.ts';
import { recordBalanceTransactions } from '../../workflows/settlement/activities.ts';
import {
  balanceTransactions,
  type ListBalanceTransactions,
} from '../../workflows/stripe/balance-transactions.ts';
import { Chance, seed } from './seed.ts';

/*
 * What must never happen: architecture, section 7. Its points 1, 2, 3 and 5 on the running product are in
 * demo/e2e/never.test.ts, under its kills in the kill matrix; here is what needs no whole product.
 */

const units: readonly Unit[] = ['USD', 'STAMP', 'MEDIA'];
const codes = [
  'bank',
  'processor_clearing',
  'service_fee_income',
  'stamps_issued',
  'deferred_revenue',
] as const;

/** Lines over some accounts, in any units, that sum to zero in each. */
const balanced = fc
  .array(
    fc.record({
      account: fc.constantFrom(...codes),
      unit: fc.constantFrom(...units),
      amount: fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n }).filter((amount) => amount !== 0n),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((lines) => {
    const last = units.map((unit) => ({
      account: 'bank_in_transit',
      unit,
      amount: -sum(lines.filter((line) => line.unit === unit).map(({ amount }) => amount)),
    }));
    return [...lines, ...last.filter(({ amount }) => amount !== 0n)];
  });

test(`§7.2 no sum is ever off by a cent, in any unit, in any account, at any time (seed ${seed})`, async () => {
  const { db, read } = await aDatabase({ on: 'sqlite' });
  const story = fc.array(balanced, { minLength: 2, maxLength: 8 });
  const property = fc.asyncProperty(story, async (entries) => {
    const { id: agencyId } = await anAgency(db);
    const entry = { agencyId, kind: 'bank_matched', subjectId: 's', ...times } as const;
    const post = (n: number) =>
      db.$transaction((tx) => postEntry(tx, { ...entry, key: `k${n}`, postings: entries[n] ?? [] }));
    const everyOneTwice = [...entries.keys(), ...entries.keys()];
    await Promise.all(everyOneTwice.map(post));
    const accounts = await read.ledgerAccount.findMany({ where: { agencyId }, include: { postings: true } });
    for (const { code, unit, balance, postings } of accounts) {
      const expected = entries.flat().filter((line) => line.account === code && line.unit === unit);
      expect(balance).toBe(sum(expected.map(({ amount }) => amount)));
      const inOrder = postings.toSorted((a, b) => a.accountVersion - b.accountVersion);
      let running = 0n; // at any time: after every line
      for (const { amount, balanceAfter } of inOrder) expect(balanceAfter).toBe((running += amount));
    }
    for (const unit of units)
      expect(sum(accounts.filter((account) => account.unit === unit).map(({ balance }) => balance))).toBe(0n);
  });
  await fc.assert(property, { numRuns: 15, seed });
  expect(await verifyLedger(read)).toEqual([]);
});

test(`§7.4 no acknowledged write is lost when the process is killed at any moment (seed ${seed})`, async () => {
  const chance = new Chance(seed);
  for (let kills = 0; kills < 3; kills++) {
    const { url, read } = await aDatabase({ on: 'sqlite' });
    const writer = fileURLToPath(new URL('../../prisma/fixtures/writer.ts', import.meta.url));
    const child = spawn(process.execPath, [writer, url]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const last = 1 + chance.below(120);
    const acknowledged: string[] = [];
    for await (const id of createInterface({ input: child.stdout })) {
      acknowledged.push(id);
      if (acknowledged.length === last) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const stored = new Set((await read.agency.findMany({ select: { id: true } })).map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThanOrEqual(last);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  }
});

test(`§7.6 no pass says that all is settled after an empty, truncated or unread list (seed ${seed})`, async () => {
  const world = await aWorld({ database: { on: 'sqlite' } });
  onTestFinished(() => world.sandbox.close());
  const chance = new Chance(seed);
  const whole = balanceTransactions(world.stripe);
  const { db } = world.deps;
  const pass = async (list: ListBalanceTransactions) => {
    const deps = { db, list, clock: () => world.now };
    return recordBalanceTransactions(deps, { agencyId: world.agencyId }).catch(() => null);
  };
  const linked = () => db.balanceTransaction.count({ where: { entryId: { not: null } } });
  let captures = 0;
  for (let round = 0; round < 12; round++) {
    for (let n = chance.below(3); n > 0; n--) {
      const choice = { kind: 'other', amountCents: 100 + captures } as const;
      const paymentId = await aNewPayment(world, { choice });
      await gate(world.deps, { paymentId });
      await charge(world.deps, chargeStep(paymentId));
      await books(world.deps, {
        paymentId,
        n: 1,
        result: { kind: 'succeeded' },
        entryKey: entryKey(paymentId),
      });
      captures++;
    }
    const end = await pass(brokenSomehow(whole, chance));
    if (end?.unsettled === 0) expect(await linked()).toBe(captures);
    else if (end) expect(await linked()).toBe(captures - end.unsettled);
    expect(await verifyLedger(world.database.read)).toEqual([]);
  }
  expect(captures).toBeGreaterThan(3);
  expect(await pass(whole)).toMatchObject({ unsettled: 0 });
  expect(await linked()).toBe(captures);
});

/** The same list; or empty, cut off, with holes, or breaking off. */
function brokenSomehow(whole: ListBalanceTransactions, chance: Chance): ListBalanceTransactions {
  const how = chance.of(['whole', 'empty', 'cut off', 'holes', 'breaks off']);
  const length = chance.below(4);
  return async function* list(...asked) {
    let given = 0;
    for await (const facts of whole(...asked)) {
      if (how === 'empty' || (how === 'cut off' && given >= length)) return;
      if (how === 'breaks off' && given >= length) throw new Error('the connection was cut');
      if (how === 'holes' && chance.isTrue(0.5)) continue;
      given++;
      yield facts;
    }
  };
}
