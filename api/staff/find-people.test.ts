import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { anAssessedObligation } from '../../workflows/ledger/fixtures.ts';
import { aClerk, aWorld, given, signedIn } from '../test-world.ts';

test('a person is found by name or number, whatever the case, zeros and dashes; with what they owe, and nobody of another agency', async () => {
  const world = await aWorld();
  const { a, b, database } = world;
  const { db } = database;
  const over = { givenName: 'José', familyName: 'Núñez-Ortega', agencyPersonId: '91372C' };
  const jose = await aPerson(db, { agencyId: a.id, ...over });
  await aPerson(db, { agencyId: b.id, ...over });
  const clerk = await aClerk(world, a);
  const find = async (text: string) => {
    const { people, next, total } = given(await world.call('staff', 'findPeople', { text }, clerk));
    expect([next, total]).toEqual([undefined, people.length]);
    return people.map(({ id }) => id);
  };
  for (const text of ['jose', 'ORTEGA nun', 'Núñez', '91372c', '0091-372-C', ' 00 91372C ', '372C'])
    expect([text, await find(text)]).toEqual([text, [jose.id]]);
  for (const text of ['91372B', 'sé', '---', '0', 'jose smith'])
    expect([text, await find(text)]).toEqual([text, []]);
  const { people } = given(await world.call('staff', 'findPeople', { text: a.person.agencyPersonId }, clerk));
  const { obligations } = given(await world.call('staff', 'obligations', { personId: a.person.id }, clerk));
  const owed = obligations.reduce((total, { balanceCents }) => total + balanceCents, 0);
  expect(owed).toBeGreaterThan(0);
  expect(people).toMatchObject([{ id: a.person.id, balanceCents: owed, office: a.person.office }]);
  const asked = {
    status: 'owes',
    office: a.person.office,
    pastDue: 'no',
    kind: 'restitution',
    order: 'owed',
  } as const;
  await world.call('staff', 'findPeople', { ...asked, text: 'Núñez' }, clerk);
  const trail = await db.auditEntry.findMany({ where: { action: 'people.searched' } });
  expect(trail.map(({ detail }) => detail)).toContainEqual({ ...asked, searched: 1 });
  expect(JSON.stringify(trail)).not.toContain('ñ');
});

test('a person whose debts add up to more than can be shown hides nobody else, and each debt can be read and put right', async () => {
  const world = await aWorld();
  const { a, database } = world;
  const over = { agencyId: a.id, personIds: [a.person.id], assessedCents: 9_000_000_000_000_000n };
  const debts = [
    await anAssessedObligation(database.db, over),
    await anAssessedObligation(database.db, over),
  ];
  const clerk = await aClerk(world, a);
  const { people } = given(await world.call('staff', 'findPeople', { text: a.person.agencyPersonId }, clerk));
  expect(people.map(({ id, balanceCents }) => [id, balanceCents])).toEqual([[a.person.id, undefined]]);
  const { obligations } = given(await world.call('staff', 'obligations', { personId: a.person.id }, clerk));
  const largest = obligations.filter(({ id }) => debts.some((debt) => debt.id === id));
  expect(largest.map(({ balanceCents }) => balanceCents)).toEqual([9e15, 9e15]);
  const wish = { actId: randomUUID(), note: 'Entered by mistake.', obligationId: debts[0]?.id ?? '' };
  const adjusting = { ...wish, fromCents: 9e15, toCents: 100 };
  const boss = await aClerk(world, a, 'supervisor');
  expect(given(await world.call('staff', 'adjustObligation', adjusting, boss))).toEqual({ ok: true });
  const again = given(await world.call('staff', 'findPeople', { text: a.person.agencyPersonId }, clerk));
  expect(again.people[0]?.balanceCents).toBeGreaterThan(9e15 - 1);
});

test('what a person can be charged with is the agency’s own', async () => {
  const world = await aWorld();
  const { a } = world;
  const clerk = await aClerk(world, a);
  const options = given(await world.call('staff', 'chargeOptions', { personId: a.person.id }, clerk));
  const funds = await world.database.db.fund.findMany({ where: { agencyId: a.id } });
  expect(options.funds.map(({ id }) => id).toSorted()).toEqual(funds.map(({ id }) => id).toSorted());
  const payees = await world.database.db.beneficiary.count({ where: { agencyId: a.id } });
  expect(options.payees).toHaveLength(payees);
});

test('a place that no list can have given is malformed, and breaks nothing', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  for (const cursor of ['9223372036854775808|x', '-9999999999999999999|x', '1|\u0000'])
    for (const order of ['owed', 'name']) {
      const { status } = await world.post('staff.findPeople', { cursor, order }, clerk);
      expect([cursor, order, status]).toEqual([cursor, order, 400]);
    }
  for (const place of [
    '1|1|a\u0000',
    '8640000000000000|1|x',
    '-8640000000000000|1|x',
    '1|9999999999999999999|x',
  ]) {
    const cursor = Buffer.from(place).toString('base64url');
    const { status } = await world.post('staff.searchPayments', { cursor }, clerk);
    expect([place, status]).toEqual([place, 400]);
  }
  const payer = await signedIn(world, world.a);
  for (const place of ['1|a\u0000', '8640000000000000|x', '1']) {
    const cursor = Buffer.from(place).toString('base64url');
    expect([place, (await world.post('payer.history', { cursor }, payer)).status]).toEqual([place, 400]);
  }
});
