import { expect, test } from 'vitest';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aWorld, PASSWORD, signedIn, type World } from '../test-world.ts';
import { normaliseAgencyPersonId } from './agency-person-id.ts';

const missed = { ok: false, refusal: { code: 'record_not_matched' } };

/** A world in which nobody is linked yet. */
async function unlinked(over: Parameters<typeof aWorld>[0] = {}) {
  const world = await aWorld(over);
  await world.database.db.payerLink.deleteMany();
  const payer = await signedIn(world, world.a);
  const match = async (agencyPersonId: string, birthDate: string) =>
    (await world.call('record', 'match', { agencyPersonId, birthDate }, payer)).data;
  return { world, payer, match };
}

/** A second account of agency A with the same password, signed in. */
async function another(world: World) {
  const { passwordHash } = await world.database.db.payerAccount.findUniqueOrThrow({
    where: { id: world.a.account.id },
  });
  const account = await aPayerAccount(world.database.db, {
    agencyId: world.a.id,
    passwordHash,
    email: 'other@payer.example',
  });
  const { key, origin } = world.a;
  const input = { email: account.email, password: PASSWORD };
  const { data } = await world.call('auth', 'signIn', input, { key, origin });
  return { key, origin, token: data?.ok && 'session' in data ? data.session.accessToken : '' };
}

test.each([
  [' 00-48 213a ', '48213A'],
  ['48.213/A', '48213A'],
  ['000', '0'],
  ['１２３', '123'],
])('the number %o is %o', (typed, stored) => {
  expect(normaliseAgencyPersonId(typed)).toBe(stored);
});

test('number and date of birth together link the account to its own record', async () => {
  const { world, payer, match } = await unlinked();
  const { person } = world.a;
  expect(await match('0048-213a', '1990-01-31')).toEqual({
    ok: true,
    person: expect.objectContaining({ id: person.id, relation: 'self', idLast4: '213A' }),
  });
  expect((await world.call('payer', 'owed', { personId: person.id }, payer)).status).toBe(200);
  const audited = await world.database.db.auditEntry.findMany({ where: { action: 'record.matched' } });
  expect(audited).toMatchObject([
    { agencyId: world.a.id, actorId: world.a.account.id, subjectId: person.id },
  ]);
});

test('whatever does not fit has one answer, and is written down', async () => {
  const { world, match } = await unlinked();
  expect(await match('48213A', '1990-01-30')).toEqual(missed);
  expect(await match('48213B', '1990-01-31')).toEqual(missed);
  expect(await world.database.db.payerLink.count()).toBe(0);
  const audited = await world.database.db.auditEntry.findMany({ where: { action: 'record.not_matched' } });
  expect(audited).toHaveLength(2);
});

test('a record that is another account’s own has the same answer', async () => {
  const { world, match } = await unlinked();
  await match('48213A', '1990-01-31');
  const other = await another(world);
  const input = { agencyPersonId: '48213A', birthDate: '1990-01-31' };
  expect((await world.call('record', 'match', input, other)).data).toEqual(missed);
});

test('two accounts that claim one record at once: one gets it', async () => {
  const { world, payer } = await unlinked();
  const other = await another(world);
  const input = { agencyPersonId: '48213A', birthDate: '1990-01-31' };
  const answers = await Promise.all(
    [payer, other].map((caller) => world.call('record', 'match', input, caller)),
  );
  expect(answers.filter(({ data }) => data?.ok)).toHaveLength(1);
  expect(await world.database.db.payerLink.count()).toBe(1);
});

test('once staff revoked it, the record is free for another account and not for the same', async () => {
  const { world, match } = await unlinked();
  await match('48213A', '1990-01-31');
  await world.database.db.payerLink.updateMany({ data: { state: 'revoked' } });
  expect(await match('48213A', '1990-01-31')).toEqual(missed);
  const input = { agencyPersonId: '48213A', birthDate: '1990-01-31' };
  expect((await world.call('record', 'match', input, await another(world))).data).toMatchObject({ ok: true });
});

test('an account is one person’s own', async () => {
  const { world, match } = await unlinked();
  await aPerson(world.database.db, { agencyId: world.a.id, agencyPersonId: '777', birthDate: '1985-05-05' });
  expect(await match('48213A', '1990-01-31')).toMatchObject({ ok: true });
  expect(await match('777', '1985-05-05')).toEqual(missed);
  expect(await match('48213A', '1990-01-31')).toMatchObject({ ok: true }); // again: nothing new
});

test('guessing ends after a few tries', async () => {
  const { match } = await unlinked({ limits: { matchPerAccount: { tries: 2, seconds: 3600 } } });
  await match('1', '1990-01-31');
  await match('2', '1990-01-31');
  expect(await match('48213A', '1990-01-31')).toMatchObject({
    refusal: { code: 'too_many_tries', retryAfterSeconds: expect.any(Number) },
  });
});
