import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { anAgency, MADE_AT } from '../../prisma/fixtures/agency.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aCapturedPayment, anAssessedObligation } from '../ledger/fixtures.ts';
import { CHARGES, HOLD_REASONS, PAYEES } from '../policy/codes.ts';
import { chosenOf, owedBy, rulesOn } from './read.ts';

const today = '2026-11-26';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

test('what is owed is the ledger’s balance, less what payments in flight hold', async () => {
  const { db } = database;
  const obligation = await anAssessedObligation(db, { assessedCents: 8_000n });
  const which = { agencyId: obligation.agencyId, personId: obligation.obligors[0]?.personId ?? '', today };
  await aCapturedPayment(db, { obligation, amountCents: 3_000n });
  await aPayment(db, { obligation, amountCents: 1_000n, state: 'charging' });
  expect(await owedBy(db, which)).toMatchObject([
    { ledgerCents: 5_000n, reservedCents: 1_000n, balanceCents: 4_000n },
  ]);
});

test('a debt says what rules of division ask: what the law calls it, what was ordered, who is paid', async () => {
  const { db } = database;
  const plain = await anAssessedObligation(db, { assessedOn: '2026-01-15', kind: 'restitution' });
  const { agencyId } = plain;
  const personId = plain.obligors[0]?.personId ?? '';
  const insurer = { id: randomUUID(), agencyId, name: 'Sample Mutual', kind: 'insurer' };
  await db.beneficiary.create({ data: insurer });
  const facts = {
    charge: 'fine',
    orderedCents: 5_000n,
    orderedOn: '2025-06-01',
    listed: 3,
    assessedOn: '2026-02-01',
  };
  const shares = new Map([[insurer.id, 1n]]);
  await anAssessedObligation(db, {
    agencyId,
    personIds: [personId],
    shares,
    assessedCents: 9_000n,
    ...facts,
  });
  expect(await owedBy(db, { agencyId, personId, today })).toMatchObject([
    {
      charge: 'restitution',
      leviedCents: 8_000n,
      orderedCents: 8_000n,
      orderedOn: '2026-01-15',
      listed: 1,
      payees: ['government_victim'],
    },
    { ...facts, kind: 'supervision_fee', leviedCents: 9_000n, payees: ['insurer'] },
  ]);
  const [beneficiaryId] = plain.shares.map((share) => share.beneficiaryId);
  await db.beneficiary.update({ where: { id: beneficiaryId ?? '' }, data: { payee: 'victim_program' } });
  expect((await owedBy(db, { agencyId, personId, today }))[0]).toMatchObject({ payees: ['victim_program'] });
  await expect(db.obligation.update({ where: { id: plain.id }, data: { charge: 'taxes' } })).rejects.toThrow(
    Error,
  );
  await expect(
    db.beneficiary.update({ where: { id: insurer.id }, data: { payee: 'nobody' } }),
  ).rejects.toThrow(Error);
});

test('every charge and payee that the code knows is one that the database takes', async () => {
  const { db } = database;
  const { id, shares } = await anAssessedObligation(db);
  const beneficiaryId = shares[0]?.beneficiaryId ?? '';
  for (const charge of CHARGES)
    expect(await db.obligation.update({ where: { id }, data: { charge } })).toMatchObject({ charge });
  for (const payee of PAYEES) {
    const where = { id: beneficiaryId };
    expect(await db.beneficiary.update({ where, data: { payee } })).toMatchObject({ payee });
  }
});

test('what is still due is what fell due less what was paid, never below nothing', async () => {
  const { db } = database;
  const obligation = await anAssessedObligation(db, { assessedCents: 124_000n, dueToDateCents: 5_000n });
  const which = { agencyId: obligation.agencyId, personId: obligation.obligors[0]?.personId ?? '', today };
  expect(await owedBy(db, which)).toMatchObject([{ balanceCents: 124_000n, dueCents: 5_000n }]);
  await aCapturedPayment(db, { obligation, amountCents: 2_000n });
  expect(await owedBy(db, which)).toMatchObject([{ balanceCents: 122_000n, dueCents: 3_000n }]);
  await aCapturedPayment(db, { obligation, amountCents: 4_000n });
  expect(await owedBy(db, which)).toMatchObject([{ balanceCents: 118_000n, dueCents: 0n }]);
});

test('of a debt in instalments the calendar says what is due, past due and next; payments and reservations count', async () => {
  const { db } = database;
  const obligation = await anAssessedObligation(db, {
    assessedCents: 48_000n,
    dueToDateCents: 0n,
    instalmentCents: 4_000n,
    dueDayOfMonth: 26,
    dueOn: '2026-09-30',
  });
  const which = { agencyId: obligation.agencyId, personId: obligation.obligors[0]?.personId ?? '', today };
  const next = { dueOn: '2026-12-26', amountCents: 4_000n };
  expect(await owedBy(db, which)).toMatchObject([
    { dueCents: 12_000n, pastDueCents: 8_000n, dueOn: '2026-09-30', next, nextCents: 4_000n },
  ]);
  await aCapturedPayment(db, { obligation, amountCents: 5_000n });
  await aPayment(db, { obligation, amountCents: 8_000n, state: 'charging' });
  expect(await owedBy(db, which)).toMatchObject([
    {
      dueCents: 0n,
      pastDueCents: 0n,
      dueOn: null,
      next: { ...next, amountCents: 3_000n },
      nextCents: 3_000n,
    },
  ]);
  await aCapturedPayment(db, { obligation, amountCents: 3_000n });
  expect(await owedBy(db, which)).toMatchObject([
    { dueCents: 0n, next: { dueOn: '2027-01-26', amountCents: 4_000n }, nextCents: 0n },
  ]);
});

test('a debt on hold is owed, but nothing of it is due, nor can it be chosen', async () => {
  const { db } = database;
  const held = await anAssessedObligation(db);
  const { id: obligationId, agencyId } = held;
  const personId = held.obligors[0]?.personId ?? '';
  const free = await anAssessedObligation(db, { agencyId, personIds: [personId] });
  const since = new Date('2026-11-20T15:00:00Z');
  await db.obligationHold.create({ data: { obligationId, agencyId, reason: 'appeal', since } });
  const all = await owedBy(db, { agencyId, personId, today });
  expect(all.find(({ id }) => id === held.id)).toMatchObject({
    ledgerCents: 8_000n,
    balanceCents: 8_000n,
    dueCents: 0n,
    pastDueCents: 0n,
    next: null,
    hold: { reason: 'appeal', since },
  });
  const obligationIds = [held.id, free.id];
  const chosen = await chosenOf(db, { agencyId, personId, today, obligationIds });
  expect(chosen.owed.map(({ id }) => id)).toEqual([free.id]);
  expect(chosen.held.map(({ id }) => id)).toEqual([held.id]);
  const others = await chosenOf(db, { agencyId, personId, today, obligationIds: [free.id] });
  expect([...(others.elsewhere.dueElsewhere ?? [])]).toEqual([]);
});

test('every reason of a hold that the code knows is one that the database takes', async () => {
  const { db } = database;
  const { id: obligationId, agencyId } = await anAssessedObligation(db);
  const hold = { obligationId, agencyId, reason: 'other', since: MADE_AT };
  await db.obligationHold.create({ data: hold });
  for (const reason of HOLD_REASONS) {
    const row = await db.obligationHold.update({ where: { obligationId }, data: { reason } });
    expect(row.reason).toBe(reason);
  }
  const unknown = db.obligationHold.update({ where: { obligationId }, data: { reason: 'mood' } });
  await expect(unknown).rejects.toThrow(Error);
});

test('another person’s obligation is not answered, whatever ids are asked for', async () => {
  const { db } = database;
  const mine = await anAssessedObligation(db);
  const theirs = await anAssessedObligation(db, { agencyId: mine.agencyId });
  const personId = mine.obligors[0]?.personId ?? '';
  const { owed } = await chosenOf(db, {
    agencyId: mine.agencyId,
    personId,
    today,
    obligationIds: [mine.id, theirs.id],
  });
  expect(owed.map(({ id }) => id)).toEqual([mine.id]);
  expect(await owedBy(db, { agencyId: (await anAgency(db)).id, personId, today })).toEqual([]);
});

test('a joint debt is one receivable that each of its obligors sees', async () => {
  const { db } = database;
  const agencyId = (await anAgency(db)).id;
  const personIds = [(await aPerson(db, { agencyId })).id, (await aPerson(db, { agencyId })).id];
  const joint = await anAssessedObligation(db, { agencyId, personIds });
  await aCapturedPayment(db, { obligation: joint, amountCents: 500n });
  for (const personId of personIds)
    expect(await owedBy(db, { agencyId, personId, today })).toMatchObject([{ ledgerCents: 7_500n }]);
});

test('the rule in force is the newest that has begun on the day, by local days', async () => {
  const { db } = database;
  const agencyId = (await anAgency(db)).id;
  const limit = (leastCents: number) => ({ name: 'Bounds', leastCents, mostCents: 10_000 });
  const fee = { family: 'tiers', name: 'Fee', tiers: [{ upToCents: 10_000, feeCents: 100 }] };
  const allocation = { family: 'strict_tiers', name: 'Order', dueFirst: true, tiers: [['restitution']] };
  const add = (kind: string, version: number, effectiveFrom: string, rule: object) =>
    db.policyVersion.create({
      data: { id: randomUUID(), agencyId, kind, version, effectiveFrom, rule, createdAt: MADE_AT },
    });
  await add('limit', 1, '2026-01-01', limit(100));
  await add('limit', 2, '2026-07-01', limit(200));
  await add('fee', 1, '2026-01-01', fee);
  await expect(rulesOn(db, agencyId, '2026-06-30')).rejects.toThrow(
    /no allocation rule in force on 2026-06-30/,
  );
  await add('allocation', 1, '2026-01-01', allocation);
  expect((await rulesOn(db, agencyId, '2026-06-30')).limit).toMatchObject({ version: 1, rule: limit(100) });
  expect((await rulesOn(db, agencyId, '2026-07-01')).limit).toMatchObject({ version: 2, rule: limit(200) });
});
