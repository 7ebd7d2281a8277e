import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../prisma/client.ts';
import { MADE_AT } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { anObligation, aBeneficiary } from '../../prisma/fixtures/obligation.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { accounts } from '../ledger/accounts.ts';
import { aCredit } from '../ledger/fixtures.ts';
import { balancesOf, entriesAbout } from '../ledger/read.ts';
import { inspectLedger } from '../ledger/verify.ts';
import { sum } from '../money/money.ts';
import { storedExplanation } from '../policy/explanation-schema.ts';
import { actOn, type Act } from './act.ts';
import { assessAll, type Assessment } from './assess.ts';
import { spendCredit } from './use-credit.ts';

const NOW = new Date('2026-11-25T18:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

/** An agency with a rule (restitution first), and a person; what is assessed to them, and what credit they have. */
async function aPersonWithCredit(
  creditCents: bigint,
  steps: readonly object[] = [{ pay: ['restitution'], by: 'balance' }],
) {
  const { db } = database;
  const { agencyId, fundId, obligors } = await anObligation(db);
  const personId = obligors[0]?.personId ?? '';
  const rule = { chosenBy: 'payment_date', dueFirst: false, cases: 'together', name: 'Ours' };
  const row = { agencyId, version: 1, effectiveFrom: '2020-01-01', createdAt: MADE_AT };
  const fee = { family: 'tiers', name: 'Card', tiers: [{ upToCents: 100_000, feeCents: 325 }] };
  const limit = { name: 'Bounds', leastCents: 100, mostCents: 100_000 };
  await db.policyVersion.createMany({
    data: [
      { ...row, id: randomUUID(), kind: 'allocation', rule: { ...rule, steps } },
      { ...row, id: randomUUID(), kind: 'fee', rule: fee },
      { ...row, id: randomUUID(), kind: 'limit', rule: limit },
    ],
  });
  const give = (to: string, cents: bigint) => aCredit(db, { agencyId, personId: to, cents });
  if (creditCents > 0n) await give(personId, creditCents);
  const shares = await Promise.all(
    Array.from({ length: 25 }, async () => ({ beneficiaryId: await aBeneficiary(db, agencyId), weight: 1n })),
  );
  const debt = (over: Partial<Assessment> = {}): Assessment => ({
    id: randomUUID(),
    agencyId,
    fundId,
    kind: 'supervision_fee',
    label: 'Supervision fee',
    assessedCents: 4_000n,
    assessedOn: '2026-11-25',
    personIds: [personId],
    shares,
    ...over,
  });
  const balance = async (account: string) => (await balancesOf(db, agencyId, [account])).get(account);
  return {
    agencyId,
    personId,
    give,
    debt,
    assess: (...all: Assessment[]) => db.$transaction((tx) => assessAll(tx, all, NOW, 'America/New_York')),
    credit: async (of = personId) => -((await balance(accounts.unapplied(of))) ?? 0n),
    owed: (id: string) => balance(accounts.receivable(id)),
    uses: () => db.creditUse.findMany({ where: { agencyId }, orderBy: { amountCents: 'desc' } }),
  };
}

test('credit pays what is assessed next, by the agency’s rule, with its explanation; the rest stays owed', async () => {
  const { agencyId, debt, assess, credit, owed, uses } = await aPersonWithCredit(5_000n);
  const [fee, restitution] = [debt(), debt({ kind: 'restitution', assessedCents: 4_500n })];
  await assess(fee, restitution);
  expect([await owed(restitution.id), await owed(fee.id), await credit()]).toEqual([0n, 3_500n, 0n]);
  const [first, second] = await uses();
  expect([first?.amountCents, second?.amountCents]).toEqual([4_500n, 500n]);
  expect(storedExplanation(first?.division)).toMatchObject({
    amountCents: 5_000n,
    byRule: [{ name: 'Ours', versionId: first?.allocationPolicyId }],
  });
  const entries = await entriesAbout(database.db, agencyId, restitution.id);
  expect(entries.map(({ kind, key }) => [kind, key]).toSorted()).toEqual([
    ['obligation_assessed', `obligation/${restitution.id}:assessed`],
    ['unapplied_used', `obligation/${restitution.id}:credit/${first?.personId}`],
  ]);
});

test('credit that is there pays nothing that was assessed before it', async () => {
  const { personId, give, debt, assess, owed, credit } = await aPersonWithCredit(1n);
  const [old, fresh] = [debt({ assessedCents: 9_000n }), debt()];
  await assess(old);
  await give(personId, 6_000n);
  await assess(fresh);
  expect([await owed(old.id), await owed(fresh.id), await credit()]).toEqual([8_999n, 0n, 2_000n]);
});

test('what a rule lets wait for something else that is due, credit does not pay before it either', async () => {
  const surchargeLast = [
    { pay: ['supervision_fee'], by: 'balance' },
    { pay: ['supervision_surcharge'], by: 'balance', after: ['supervision_fee'] },
  ];
  const { personId, give, debt, assess, owed, credit } = await aPersonWithCredit(1n, surchargeLast);
  const month = debt({ dueOn: '2026-11-01', dueToDateCents: 4_000n });
  await assess(month);
  await give(personId, 500n);
  const surcharge = debt({ charge: 'supervision_surcharge', assessedCents: 200n });
  await assess(surcharge);
  expect([await owed(month.id), await owed(surcharge.id), await credit()]).toEqual([3_999n, 200n, 500n]);
});

test('one cent of credit to one of twenty-five payees; what is left after a small debt stays credit', async () => {
  const one = await aPersonWithCredit(1n);
  const fee = one.debt();
  await one.assess(fee);
  expect([await one.owed(fee.id), await one.credit()]).toEqual([3_999n, 0n]);
  const rich = await aPersonWithCredit(10_000n);
  const small = rich.debt({ assessedCents: 7n });
  await rich.assess(small);
  expect([await rich.owed(small.id), await rich.credit()]).toEqual([0n, 9_993n]);
});

test('a joint debt is paid by each obligor’s credit in turn, never by more than is owed', async () => {
  const { agencyId, personId, give, debt, assess, credit, owed } = await aPersonWithCredit(3_000n);
  const { id: other } = await aPerson(database.db, { agencyId });
  await give(other, 3_000n);
  const joint = debt({ personIds: [personId, other] });
  await assess(joint);
  expect(await owed(joint.id)).toBe(0n);
  expect((await credit()) + (await credit(other))).toBe(2_000n);
});

test('however many decide about one person’s credit at once, all end, and no cent of it is used twice', async () => {
  const { agencyId, personId, give, debt, assess, credit, owed } = await aPersonWithCredit(0n);
  const { id: other } = await aPerson(database.db, { agencyId });
  const onHold = Array.from({ length: 4 }, (_, i) =>
    debt({ personIds: i % 2 ? [personId, other] : [personId] }),
  );
  const [older, fresh] = [debt(), Array.from({ length: 12 }, () => debt())];
  await assess(older, ...onHold);
  await database.db.obligationHold.createMany({
    data: onHold.map(({ id: obligationId }) => ({ obligationId, agencyId, reason: 'appeal', since: NOW })),
  });
  await give(personId, 30_001n);
  await give(other, 500n);
  const within = <T>(act: (tx: Tx) => Promise<T>) => database.db.$transaction(act);
  const at = [NOW, 'America/New_York'] as const;
  const by = { agencyId, staffId: 'staff', note: 'By order.' };
  const release = (obligationId: string) =>
    within((tx) => actOn(tx, { ...by, id: randomUUID(), obligationId, act: { kind: 'released' } }, ...at));
  const spend = () => within((tx) => spendCredit(tx, { agencyId, personId, useId: randomUUID() }, ...at));
  await Promise.all([
    ...fresh.map((one) => assess(one)),
    ...onHold.map(({ id }) => release(id)),
    ...Array.from({ length: 6 }, spend),
    ...Array.from({ length: 6 }, () => give(personId, 1n)), // as payments do, that do not ask what there is
  ]);
  const all = [older, ...onHold, ...fresh];
  const standing = await Promise.all(all.map(({ id }) => owed(id)));
  expect(standing.every((cents) => cents !== undefined && cents >= 0n)).toBe(true);
  const paid = BigInt(all.length) * 4_000n - sum(standing.map((cents) => cents ?? 0n));
  expect(paid + (await credit()) + (await credit(other))).toBe(30_507n);
  expect((await credit()) + (await credit(other))).toBeLessThanOrEqual(506n);
  const codes = (await inspectLedger(database.read)).findings.map(({ code }) => code);
  expect(codes.filter((code) => code !== 'capture_unpaid')).toEqual([]); // the credit came from no payment here
});

test('a debt off its hold is paid by what became credit meanwhile, each time, and no other debt is', async () => {
  const { agencyId, personId, give, debt, assess, owed, credit } = await aPersonWithCredit(1n);
  const [held, other] = [debt(), debt({ assessedCents: 9_000n })];
  await assess(held, other);
  const before = (await owed(other.id)) ?? 0n;
  const act = (what: Act) =>
    database.db.$transaction((tx) =>
      actOn(
        tx,
        { id: randomUUID(), agencyId, obligationId: held.id, staffId: 'staff', note: 'By order.', act: what },
        NOW,
        'America/New_York',
      ),
    );
  const isOwed = (await owed(held.id)) ?? 0n;
  for (const paid of [1_500n, 2_000n]) {
    await act({ kind: 'held', reason: 'appeal' });
    await give(personId, paid === 1_500n ? 1_500n : 500n);
    await act({ kind: 'released' });
    expect([await owed(held.id), await owed(other.id), await credit()]).toEqual([isOwed - paid, before, 0n]);
  }
  const findings = (await inspectLedger(database.read)).findings.filter(
    ({ code }) => code !== 'capture_unpaid',
  );
  expect(findings).toEqual([]);
});

test('at the wish of staff credit pays older debts by the rule, but none on hold, once for each wish', async () => {
  const { agencyId, personId, give, debt, assess, owed, credit } = await aPersonWithCredit(1n);
  const [fee, restitution, held] = [debt(), debt({ kind: 'restitution', assessedCents: 500n }), debt()];
  await assess(fee, restitution, held);
  await database.db.obligationHold.create({
    data: { obligationId: held.id, agencyId, reason: 'appeal', since: NOW },
  });
  await give(personId, 2_000n);
  const wish = { agencyId, personId, useId: randomUUID() };
  const spend = (useId = wish.useId) =>
    database.db.$transaction((tx) => spendCredit(tx, { ...wish, useId }, NOW, 'America/New_York'));
  const total = async () => ((await owed(fee.id)) ?? 0n) + ((await owed(restitution.id)) ?? 0n);
  const [all, onHold] = [await total(), await owed(held.id)];
  expect([await spend(), await spend()]).toEqual(['used', 'used_before']);
  expect([await owed(restitution.id), await total(), await owed(held.id)]).toEqual([
    0n,
    all - 2_000n,
    onHold,
  ]);
  expect(await credit()).toBe(0n);
  expect(await spend(randomUUID())).toBe('no_credit');
  const findings = (await inspectLedger(database.read)).findings.filter(
    ({ code }) => code !== 'capture_unpaid',
  );
  expect(findings).toEqual([]);
});
