import { expect, test } from 'vitest';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aClerk, aWorld, given, signedIn } from '../test-world.ts';

/** A's record is held by another account; A's own payer gives the right number and date, and is not matched. */
async function claimedTwice() {
  const world = await aWorld();
  const { db } = world.database;
  const { a } = world;
  await db.payerLink.deleteMany({ where: { personId: a.person.id } });
  await aPayerAccount(db, { agencyId: a.id, personId: a.person.id });
  const payer = await signedIn(world, a);
  const claim = { agencyPersonId: a.person.agencyPersonId, birthDate: a.person.birthDate };
  const match = async () => (await world.call('record', 'match', claim, payer)).data;
  const clerk = await aClerk(world, a);
  const first = await match();
  const [task] = given(await world.call('staff', 'tasks', {}, clerk)).tasks;
  const release = async () =>
    (await world.call('staff', 'releaseRecord', { taskId: task?.id ?? '', note: 'Seen in person.' }, clerk))
      .data;
  const promote = () => db.staffMember.updateMany({ data: { role: 'supervisor' } });
  return { world, first, match, task, release, promote };
}

test('a record that a second account claims rightly is told to staff, and to the payer as no match', async () => {
  const { first, task } = await claimedTwice();
  expect(first).toEqual({ ok: false, refusal: { code: 'record_not_matched' } });
  expect(task).toMatchObject({
    kind: 'record_claimed_twice',
    person: { name: 'Sample Person', idLast4: '213A' },
  });
});

test('a supervisor releases it, once, and the right person is matched', async () => {
  const { release, promote, match, world } = await claimedTwice();
  await promote();
  expect(await release()).toEqual({ ok: true });
  expect(await release()).toMatchObject({ ok: false, reason: 'closed_already', role: 'supervisor' });
  expect(await match()).toMatchObject({ ok: true });
  expect(await world.database.db.auditEntry.count({ where: { action: 'record.released' } })).toBe(1);
});

test('a clerk may not', async () => {
  const { release, match, world } = await claimedTwice();
  await world.database.db.staffMember.updateMany({ data: { role: 'clerk' } });
  expect(await release()).toEqual({ ok: false, reason: 'supervisors_only' });
  expect(await match()).toMatchObject({ ok: false });
});

test('right data of a record that nobody else holds is no claim against anybody', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const { a } = world;
  const payer = await signedIn(world, a);
  const match = (agencyPersonId: string, birthDate: string) =>
    world.call('record', 'match', { agencyPersonId, birthDate }, payer);
  await aPerson(db, { agencyId: a.id, agencyPersonId: '777', birthDate: '1985-05-05' });
  await match('777', '1985-05-05'); // this account is somebody already
  await db.payerLink.updateMany({ data: { state: 'revoked' } });
  await match(a.person.agencyPersonId, a.person.birthDate); // staff undid it
  expect(await db.staffTask.count()).toBe(0);
});
