import { expect, test } from 'vitest';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aClerk, aWorld, given } from '../test-world.ts';

test('a person is found by name or number, whatever the case, zeros and dashes; with what they owe, and nobody of another agency', async () => {
  const world = await aWorld();
  const { a, b, database } = world;
  const { db } = database;
  const over = { givenName: 'José', familyName: 'Núñez-Ortega', agencyPersonId: '91372C' };
  const jose = await aPerson(db, { agencyId: a.id, ...over });
  await aPerson(db, { agencyId: b.id, ...over });
  const clerk = await aClerk(world, a);
  const find = async (text: string) => {
    const { people, isMore } = given(await world.call('staff', 'findPeople', { text }, clerk));
    expect(isMore).toBe(false);
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
  expect(await db.auditEntry.count({ where: { action: 'people.searched' } })).toBeGreaterThan(0);
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
