import { expect, test } from 'vitest';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aWorld, PASSWORD, signedIn, type Caller, type World } from '../test-world.ts';
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

/** Another account of agency A with the same password, signed in. */
async function another(world: World, email = 'other@payer.example') {
  const { passwordHash } = await world.database.db.payerAccount.findUniqueOrThrow({
    where: { id: world.a.account.id },
  });
  const account = await aPayerAccount(world.database.db, {
    agencyId: world.a.id,
    passwordHash,
    email,
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

test('asked first, it says whose record it is by initials and office, links nothing, and the answer to a miss stays', async () => {
  const { world, payer } = await unlinked();
  const { person } = world.a;
  const ask = async (birthDate: string) =>
    (await world.call('record', 'match', { agencyPersonId: '48213A', birthDate, ask: true }, payer)).data;
  const initials = `${person.givenName[0]}.\u00a0${person.familyName[0]}.`;
  expect(await ask('1990-01-31')).toEqual({ ok: true, found: { initials, office: person.office } });
  expect(await ask('1990-01-30')).toEqual(missed);
  expect(await world.database.db.payerLink.count({ where: { state: 'active' } })).toBe(0);
  const audited = await world.database.db.auditEntry.findMany({ where: { action: 'record.shown' } });
  expect(audited).toMatchObject([{ actorId: world.a.account.id, subjectId: person.id }]);
});

test('to ask opens no list of people: an account is shown its own and one that a slip led to, and taking is what it was', async () => {
  const { world, payer, match } = await unlinked();
  const { db } = world.database;
  for (const agencyPersonId of ['91372C', '91372D', '91372E'])
    await aPerson(db, { agencyId: world.a.id, agencyPersonId, birthDate: '1990-01-31' });
  const ask = async (agencyPersonId: string, birthDate = '1990-01-31', by: Caller = payer) =>
    (await world.call('record', 'match', { agencyPersonId, birthDate, ask: true }, by)).data;
  const found = { ok: true, found: expect.anything() };
  expect([await ask('91372C'), await ask('48213A'), await ask('48213A')]).toEqual([found, found, found]);
  expect([await ask('91372D'), await ask('91372D', '1990-01-30')]).toEqual([missed, missed]); // one answer, hit or miss
  expect(await ask('48213A')).toEqual(found);
  expect(await ask('91372C', '1990-01-31', await another(world))).toEqual(found); // shown is not taken
  const { person } = world.a;
  expect((await world.call('payer', 'owed', { personId: person.id }, payer)).status).toBe(404);
  expect(await match('48213A', '1990-01-31')).toMatchObject({ ok: true });
  const audited = await db.auditEntry.findMany({ where: { action: 'record.not_shown' } });
  expect(audited.map(({ actorId }) => actorId)).toEqual([world.a.account.id]);
});

test('who was shown the record where others guess is heard when they confirm it', async () => {
  const limits = { guessesPerRecord: { tries: 1, seconds: 3600 }, guessesHeard: { tries: 1, seconds: 3600 } };
  const { world, payer, match } = await unlinked({ limits });
  const guess = { agencyPersonId: '48213A', birthDate: '1990-01-01' };
  await world.call('record', 'match', guess, await another(world));
  await world.call('record', 'match', { ...guess, birthDate: '1990-01-31', ask: true }, payer);
  expect(await match('48213A', '1990-01-31')).toMatchObject({ ok: true });
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

test('an account that claims several records at once gets one', async () => {
  const { world, match } = await unlinked();
  const numbers = Array.from({ length: 8 }, (_, n) => `7700${n}`);
  for (const agencyPersonId of numbers) {
    await aPerson(world.database.db, { agencyId: world.a.id, agencyPersonId, birthDate: '1991-02-03' });
  }
  await Promise.all(numbers.map(() => world.database.db.person.count())); // the pool's connections are there
  const answers = await Promise.all(numbers.map((number) => match(number, '1991-02-03')));
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
  expect(await world.database.db.payerLink.count()).toBe(1);
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

test('accounts that share their guesses at one number are not heard any more, and hear nothing of it', async () => {
  const limits = { guessesPerRecord: { tries: 3, seconds: 3600 }, guessesHeard: { tries: 2, seconds: 3600 } };
  const { world, payer, match } = await unlinked({ limits });
  const guess = async (caller: Caller, birthDate: string) =>
    (await world.call('record', 'match', { agencyPersonId: '48213A', birthDate }, caller)).data;
  const other = await another(world);
  for (const day of ['01', '02', '03']) expect(await guess(other, `1990-01-${day}`)).toEqual(missed);
  expect([await match('0-48213a', '1990-01-10'), await match('48213A', '1990-01-11')]).toEqual([
    missed,
    missed,
  ]);

  expect(await guess(payer, '1990-01-31')).toEqual(missed); // right, and the third of this account
  expect(await world.database.db.payerLink.count()).toBe(0);
  const audited = await world.database.db.auditEntry.findMany({ where: { action: 'record.not_heard' } });
  expect(audited).toMatchObject([{ agencyId: world.a.id, actorId: world.a.account.id, subjectId: null }]);

  await aPerson(world.database.db, { agencyId: world.a.id, agencyPersonId: '777', birthDate: '1985-05-05' });
  expect(await match('777', '1985-05-05')).toMatchObject({ ok: true }); // another number is not meant
});

test('however many guess at a number, an account that has not yet is heard: nobody is locked out', async () => {
  const limits = { guessesPerRecord: { tries: 2, seconds: 3600 }, guessesHeard: { tries: 1, seconds: 3600 } };
  const { world, match } = await unlinked({ limits });
  for (const name of ['one', 'two', 'three', 'four']) {
    const stranger = await another(world, `${name}@payer.example`);
    const input = { agencyPersonId: '48213A', birthDate: '1990-02-01' };
    for (let n = 0; n < 2; n++) await world.call('record', 'match', input, stranger);
  }
  expect(await match('48213A', '1990-01-31')).toMatchObject({ ok: true });
});

test('who mistypes alone is heard, as often as an account may try at all', async () => {
  const limits = { guessesPerRecord: { tries: 2, seconds: 3600 }, guessesHeard: { tries: 1, seconds: 3600 } };
  const { match } = await unlinked({ limits });
  for (const day of ['01', '02', '03', '04']) expect(await match('48213A', `1990-01-${day}`)).toEqual(missed);
  expect(await match('48213A', '1990-01-31')).toMatchObject({ ok: true });
});

test('a number that nobody has is counted as one that somebody has', async () => {
  const limits = { guessesPerRecord: { tries: 1, seconds: 3600 }, guessesHeard: { tries: 1, seconds: 3600 } };
  const { world, match } = await unlinked({ limits });
  const input = { agencyPersonId: '999', birthDate: '1990-02-01' };
  await world.call('record', 'match', input, await another(world));
  expect([await match('999', '1990-02-01'), await match('999', '1990-02-02')]).toEqual([missed, missed]);
  const audited = await world.database.db.auditEntry.findMany({ orderBy: { at: 'asc' } });
  const actions = audited.map(({ action }) => action).filter((action) => action.startsWith('record.'));
  expect(actions.toSorted()).toEqual(['record.not_heard', 'record.not_matched', 'record.not_matched']);
});
