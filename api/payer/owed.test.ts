import { expect, test } from 'vitest';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { ca } from '../../workflows/policy/presets/ca.ts';
import { aCapturedPayment, aCredit, anAssessedObligation } from '../../workflows/ledger/fixtures.ts';
import { aWorld, given, OWN_ORIGIN, signedIn } from '../test-world.ts';

/** The payer of agency A, who owes restitution of $150.00 ($50.00 due) and a fee of $80.00, all due. */
async function aPayer() {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { person, id: agencyId } = world.a;
  return {
    world,
    agencyId,
    person,
    db: world.database.db,
    owed: async () => given(await world.call('payer', 'owed', { personId: person.id }, payer)),
  };
}

test('each debt says its balance, what is due and past due, what comes next, and as of when', async () => {
  const { world, agencyId, person, db, owed } = await aPayer();
  const instalments = { dueToDateCents: 0n, instalmentCents: 2_000n, dueDayOfMonth: 16 };
  const { id } = await anAssessedObligation(db, {
    ...instalments,
    agencyId,
    personIds: [person.id],
    assessedCents: 9_000n,
    dueOn: '2026-10-16',
  });
  const view = await owed();
  expect(view.obligations.find((one) => one.id === id)).toMatchObject({
    balanceCents: 9_000,
    dueCents: 4_000,
    pastDueCents: 2_000,
    pastDue: true,
    dueOn: '2026-10-16',
    next: { dueOn: '2026-12-16', amountCents: 2_000 },
  });
  expect(view).toMatchObject({
    balanceCents: 32_000,
    dueCents: 17_000,
    payableCents: 32_000,
    dueOn: '2026-10-16',
    asOf: world.now().toISOString(),
  });
});

test('a debt on hold is shown with the reason in both languages, and is in no amount that is asked for', async () => {
  const { world, agencyId, db, owed } = await aPayer();
  const { restitution } = world.a;
  await db.obligationHold.create({
    data: { obligationId: restitution.id, agencyId, reason: 'appeal', since: world.now() },
  });
  const view = await owed();
  expect(view).toMatchObject({
    balanceCents: 23_000,
    dueCents: 8_000,
    payableCents: 8_000,
    mostCents: 8_000,
  });
  expect(view.obligations.find(({ id }) => id === restitution.id)).toMatchObject({
    balanceCents: 15_000,
    dueCents: 0,
    onHold: { en: expect.stringContaining('appeal'), es: expect.stringContaining('apelación') },
  });
});

test('the agency’s rule on paying ahead is in what can be paid; credit is told', async () => {
  const { world, agencyId, person, db, owed } = await aPayer();
  const rule = { name: 'Limits', leastCents: 500, mostCents: 50_000, ahead: 'none' };
  const row = { agencyId, kind: 'limit', version: 2, effectiveFrom: '2026-01-02', createdAt: world.now() };
  await db.policyVersion.create({ data: { id: 'ahead', ...row, rule } });
  await aCredit(db, { agencyId, personId: person.id, cents: 1_234n });
  expect(await owed()).toMatchObject({
    balanceCents: 23_000,
    dueCents: 13_000,
    payableCents: 13_000,
    mostCents: 13_000,
    credit: { en: expect.stringContaining('$12.34') },
  });
});

test('what was received in the last half hour is told with its receipt, the newest alone', async () => {
  const { world, person, db, owed } = await aPayer();
  const { account, fee, restitution } = world.a;
  const ago = (minutes: number) => new Date(world.now().getTime() - minutes * 60_000);
  const mine = { accountId: account.id, personId: person.id };
  await aCapturedPayment(db, { ...mine, obligation: fee, amountCents: 1_000n, succeededAt: ago(30) });
  expect(await owed()).not.toHaveProperty('paidJustNow');
  const first = { ...mine, obligation: fee, amountCents: 2_000n, succeededAt: ago(29) };
  const { receiptToken } = await aCapturedPayment(db, first);
  const receipt = { number: 2, url: `${OWN_ORIGIN}/r/${receiptToken}`, paidAt: ago(29).toISOString() };
  expect((await owed()).paidJustNow).toMatchObject({ totalCents: 2_200, receipt });
  await aCapturedPayment(db, { ...mine, obligation: restitution, amountCents: 3_000n, succeededAt: ago(1) });
  expect((await owed()).paidJustNow).toMatchObject({ totalCents: 3_200, receipt: { number: 3 } });
});

test('what another account, or for another person, paid just now is told to nobody else', async () => {
  const { world, agencyId, person, db, owed } = await aPayer();
  const { account, fee } = world.a;
  const succeededAt = world.now();
  const other = await aPayerAccount(db, { agencyId, personId: person.id, relation: 'sender' });
  const paid = { obligation: fee, amountCents: 1_000n, succeededAt };
  await aCapturedPayment(db, { ...paid, accountId: other.id, personId: person.id });
  const { id: personId } = await aPerson(db, { agencyId });
  const theirs = await anAssessedObligation(db, { agencyId, personIds: [personId] });
  await aCapturedPayment(db, { ...paid, obligation: theirs, accountId: account.id, personId });
  expect(await owed()).not.toHaveProperty('paidJustNow');
  const payerOfB = await signedIn(world, world.b);
  const asked = await world.call('payer', 'owed', { personId: world.b.person.id }, payerOfB);
  expect(given(asked)).not.toHaveProperty('paidJustNow');
});

test('paying what is due is said to leave nothing due only where the rule places it so', async () => {
  const { world, agencyId, db, owed } = await aPayer();
  expect(await owed()).toMatchObject({ dueCents: 13_000, dueNowClears: true }); // what is due goes first
  const rule: unknown = JSON.parse(JSON.stringify(ca.versions[0]?.rule)); // all of it to restitution, of which $50.00 is due
  const row = {
    agencyId,
    kind: 'allocation',
    version: 2,
    effectiveFrom: '2026-01-02',
    createdAt: world.now(),
  };
  await db.policyVersion.create({ data: { id: 'ca', ...row, rule: rule as object } });
  expect(await owed()).toMatchObject({ dueCents: 13_000, dueNowClears: false });
});

test('what a payment under way holds is not paid: what is due besides does not clear it', async () => {
  const { world, person, db, owed } = await aPayer();
  const { account, fee } = world.a;
  const under = { state: 'processing', accountId: account.id, personId: person.id } as const;
  await aPayment(db, { ...under, obligation: fee });
  expect(await owed()).toMatchObject({ dueCents: 5_000, dueNowClears: false });
});

/** As old rows have it: no new debt can be so large. */
const nearlyAll = 9_000_000_000_000_000n;

test('a sum beyond what can be shown to the cent is refused with what to do, in both languages', async () => {
  const { world, agencyId, person, db } = await aPayer();
  const payer = await signedIn(world, world.a);
  for (const assessedCents of [nearlyAll, nearlyAll])
    await anAssessedObligation(db, { agencyId, personIds: [person.id], assessedCents });
  const { status, error } = await world.call('payer', 'owed', { personId: person.id }, payer);
  expect([status, error?.data]).toEqual([
    422,
    expect.objectContaining({
      code: 'UNPROCESSABLE_CONTENT',
      reason: {
        en: expect.stringMatching(/call the agency/),
        es: expect.stringMatching(/Llame a la agencia/),
      },
    }),
  ]);
});

test('who paid before a debt became too large to be summed sees the receipt, without what is still owed', async () => {
  const { world, agencyId, person, db } = await aPayer();
  const payer = await signedIn(world, world.a);
  const { account, fee: obligation } = world.a;
  const { id: paymentId } = await aCapturedPayment(db, {
    accountId: account.id,
    personId: person.id,
    obligation,
  });
  for (const assessedCents of [nearlyAll, nearlyAll])
    await anAssessedObligation(db, { agencyId, personIds: [person.id], assessedCents });
  const payment = given(await world.call('payer', 'status', { paymentId }, payer));
  expect(payment.receipt?.number).toBeGreaterThan(0);
  expect(payment.receipt).not.toHaveProperty('stillOwedCents');
});
