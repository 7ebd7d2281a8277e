import { expect, test } from 'vitest';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { officeCodeWords } from '../../workflows/words/office-code.ts';
import { aWorld, PASSWORD, signedIn, type World } from '../test-world.ts';
import { Sessions } from './sessions.ts';
import {
  aCode,
  aLink,
  expired,
  NEW_PASSWORD,
  pageOf,
  RECORD,
  setPassword,
  signInWith,
} from './test-getting-in.ts';
import { refusal } from './test-sign-up.ts';

const NOBODY = 'nobody@payer.example';
const missed = { ok: false, refusal: { code: 'record_not_matched' } };
const WRONG = { ok: false, refusal: { code: 'wrong_credentials' } };
const noRecord = (world: World) => world.database.db.payerLink.deleteMany();

test('link, identity, new password: signed in here, signed out everywhere else, and told by mail', async () => {
  const world = await aWorld();
  const elsewhere = await signedIn(world, world.a);
  const { mail, open, prove } = await aLink(world);
  expect(mail).toMatchObject({ to: world.a.account.email, language: 'en' });
  expect(mail.text).toMatch(/^https:\/\/a\.example\/#onward-reset=[\w-]{43}$/m);
  expect(await open()).toEqual({
    ok: true,
    reset: {
      email: world.a.account.email,
      check: 'record',
      language: 'en',
      office: officeCodeWords,
    },
  });
  const set = await setPassword(world, await prove());
  expect(set.data).toMatchObject({ ok: true, session: { account: { givenName: 'Pat' } } });

  const here = { ...pageOf(world), token: set.data?.ok ? set.data.session.accessToken : '' };
  expect((await world.call('payer', 'open', {}, here)).status).toBe(200);
  expect((await world.call('payer', 'open', {}, elsewhere)).status).toBe(401);
  const { token: _, ...cookieOnly } = elsewhere;
  expect((await world.call('auth', 'refresh', {}, cookieOnly)).data).toMatchObject({ ok: false });
  expect(await signInWith(world, PASSWORD)).toEqual(WRONG);
  expect(await signInWith(world, NEW_PASSWORD)).toMatchObject({ ok: true });
  await expect.poll(() => world.mails.length).toBe(2);
  expect(world.mails[1]).toMatchObject({ to: world.a.account.email });
  expect(world.mails[1]?.subject).toContain('was changed');
  const actions = (await world.database.db.auditEntry.findMany()).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['account.reset_asked', 'account.password_changed']));
});

test('the link opens the agency’s own page of the origin that asked, whatever a caller says', async () => {
  const world = await aWorld();
  await world.database.db.agencyOrigin.updateMany({
    where: { agencyId: world.a.id },
    data: { path: '/pay?lang=es' },
  });
  const { mail } = await aLink(world);
  expect(mail.text).toContain('https://a.example/pay?lang=es#onward-reset=');
  const elsewhere = { ...pageOf(world), origin: 'https://evil.example' };
  const input = { email: world.a.account.email, language: 'en' as const };
  expect((await world.call('auth', 'forgotPassword', input, elsewhere)).status).toBe(403);
  expect(await world.database.db.passwordReset.count()).toBe(1);
});

test('a link says the language of its mail', async () => {
  const world = await aWorld();
  await world.database.db.payerAccount.update({
    where: { id: world.a.account.id },
    data: { language: 'es' },
  });
  const { mail, open } = await aLink(world);
  expect([mail.language, await open()]).toMatchObject(['es', { reset: { language: 'es' } }]);
});

test('a page that could make the origin another one is not stored', async () => {
  const world = await aWorld();
  const where = { agencyId: world.a.id };
  const store = (path: string) => world.database.db.agencyOrigin.updateMany({ where, data: { path } });
  for (const path of ['.evil.example/', '@evil.example', '', '/a#b'])
    await expect(store(path)).rejects.toThrow('AgencyOrigin_check_1');
});

test('an unknown address is answered as a known one, and only its mailbox hears of it', async () => {
  const world = await aWorld();
  const ask = (email: string) =>
    world.call('auth', 'forgotPassword', { email, language: 'es' }, pageOf(world));
  const [known, unknown] = [await ask(world.a.account.email), await ask(NOBODY)];
  expect([known.status, known.data]).toEqual([unknown.status, unknown.data]);
  await expect.poll(() => world.mails.length).toBe(2);
  const toNobody = world.mails.find(({ to }) => to === NOBODY);
  expect(toNobody).toMatchObject({ language: 'es', subject: expect.stringContaining('Ninguna cuenta') });
  expect(toNobody?.text).not.toContain('onward-reset');
});

test('a link is asked for without a look at whether its address is known', async () => {
  const world = await aWorld();
  const looked = Promise.withResolvers<null>();
  Object.assign(world.deps.read, { payerAccount: { findUnique: () => looked.promise } });
  const input = { email: world.a.account.email, language: 'en' as const };
  const { data } = await world.call('auth', 'forgotPassword', input, pageOf(world));
  expect([data?.ok, world.mails]).toEqual([true, []]);
  looked.resolve(null);
  await expect.poll(() => world.mails.length).toBe(1);
});

test('opening a link uses nothing up, as mail programs look at links before people do', async () => {
  const world = await aWorld();
  const { open, prove } = await aLink(world);
  for (let n = 0; n < 10; n++) expect(await open()).toMatchObject({ ok: true });
  expect((await setPassword(world, await prove())).data).toMatchObject({ ok: true });
});

test('a link is dead after fifteen minutes, and so is the proof that it gave', async () => {
  const world = await aWorld();
  const late = await aLink(world);
  world.pass(15 * 60_000);
  expect([await late.open(), await late.answer(RECORD)]).toEqual([expired, expired]);
  const proof = await (await aLink(world)).prove();
  world.pass(15 * 60_000);
  expect((await setPassword(world, proof)).data).toEqual(expired);
  expect(await signInWith(world, PASSWORD)).toMatchObject({ ok: true });
});

test('a newer link ends the one before, and not what its owner has answered already', async () => {
  const world = await aWorld();
  const first = await aLink(world);
  const second = await aLink(world);
  expect([await first.open(), await first.answer(RECORD)]).toEqual([expired, expired]);
  const proof = await second.prove();
  await aLink(world); // a stranger may ask at any time
  expect((await setPassword(world, proof)).data).toMatchObject({ ok: true });
});

test('a link and its proof are used once, however many try at the same moment', async () => {
  const world = await aWorld();
  const { prove, open } = await aLink(world);
  const proof = await prove();
  const passwords = Array.from({ length: 6 }, (_, n) => `${NEW_PASSWORD} ${n}`);
  const answers = await Promise.all(passwords.map((password) => setPassword(world, proof, password)));
  const won = answers.flatMap(({ data }, n) => (data?.ok ? [passwords[n] ?? ''] : []));
  expect(won).toHaveLength(1);
  expect(await signInWith(world, won[0] ?? '')).toMatchObject({ ok: true });
  const changed = { action: 'account.password_changed' };
  expect(await world.database.db.auditEntry.count({ where: changed })).toBe(1);
  expect(await open()).toEqual(expired);
});

test('the same asked again, as its answer was lost, gets the same answer; another password gets none', async () => {
  const world = await aWorld();
  const proof = await (await aLink(world)).prove();
  await setPassword(world, proof);
  expect((await setPassword(world, proof)).data).toMatchObject({ ok: true });
  expect((await setPassword(world, proof, 'some other sentence')).data).toEqual(expired);
  world.pass(15 * 60_000);
  expect((await setPassword(world, proof)).data).toEqual(expired); // by then it is no lost answer
  expect(await world.database.db.auditEntry.count({ where: { action: 'account.password_changed' } })).toBe(1);
});

test('an answer asked for again gives another proof, and the one before is dead', async () => {
  const world = await aWorld();
  const { prove } = await aLink(world);
  const [first, second] = [await prove(), await prove()];
  expect((await setPassword(world, first)).data).toEqual(expired);
  expect((await setPassword(world, second)).data).toMatchObject({ ok: true });
});

test('a new password ends every other link and code under way', async () => {
  const world = await aWorld();
  const code = await aCode(world);
  const proof = await (await aLink(world)).prove();
  const other = await aLink(world);
  await setPassword(world, proof);
  expect(await other.open()).toEqual(expired);
  expect((await code.enter(code.code)).data).toEqual(refusal('code_expired'));
});

test.each([
  ['another number', { ...RECORD, agencyPersonId: '48213B' }],
  ['another day', { ...RECORD, birthDate: '1990-01-30' }],
  ['a code, where there is a record', { kind: 'code', pending: 'x', code: '00000000' } as const],
])('who has the mailbox and answers with %s gets no further', async (_, identity) => {
  const world = await aWorld();
  const { answer, prove } = await aLink(world);
  expect(await answer(identity)).toEqual(missed);
  expect(await prove()).toMatch(/^[\w-]{43}$/);
  const missedAudits = { action: 'account.identity_not_matched', subjectId: world.a.account.id };
  expect(await world.database.db.auditEntry.count({ where: missedAudits })).toBe(1);
});

test('of many answers at once five are looked at, and then the right one is too late', async () => {
  const world = await aWorld();
  const { answer } = await aLink(world);
  const wrong = { ...RECORD, birthDate: '1990-02-01' };
  await Promise.all(Array.from({ length: 10 }, () => answer(wrong)));
  expect((await world.database.db.passwordReset.findFirstOrThrow()).tries).toBe(5);
  expect(await answer(RECORD)).toEqual(expired);
});

test('with new links too an account’s date of birth is guessed at ten times a day, and its password still opens', async () => {
  const world = await aWorld({ limits: { identityPerAccount: { tries: 3, seconds: 86_400 } } });
  const wrong = { ...RECORD, birthDate: '1990-02-01' };
  const { answer } = await aLink(world);
  for (let n = 0; n < 3; n++) expect(await answer(wrong)).toEqual(missed);
  const next = await aLink(world);
  expect(await next.answer(RECORD)).toMatchObject({ refusal: { code: 'too_many_tries' } });
  expect(await signInWith(world, PASSWORD)).toMatchObject({ ok: true });
});

test('an account without a record answers with a code from its own mailbox', async () => {
  const world = await aWorld();
  await noRecord(world);
  const { open, answer } = await aLink(world);
  expect(await open()).toMatchObject({ reset: { check: 'code' } });
  expect(await answer(RECORD)).toMatchObject({ refusal: { code: 'code_wrong' } });
  await aPayerAccount(world.database.db, { agencyId: world.a.id, email: 'other@payer.example' });
  const others = await aCode(world, 'other@payer.example'); // right, and of another mailbox
  expect(await answer({ kind: 'code', pending: others.pending, code: others.code.replace(' ', '') })).toEqual(
    refusal('code_wrong'),
  );
  const { pending, code } = await aCode(world);
  const answered = await answer({ kind: 'code', pending, code });
  expect(answered).toMatchObject({ ok: true });
  const proof = answered?.ok ? answered.proof : '';
  expect((await setPassword(world, proof)).data).toMatchObject({ ok: true });
});

test.each([
  ['too short', 'short', 'password_too_short'],
  ['too common', 'password123456', 'password_too_common'],
  ['the address itself', 'pat@payer.example', 'password_too_common'],
])('a new password that is %s is refused, and the proof stays good', async (_, password, code) => {
  const world = await aWorld();
  const proof = await (await aLink(world)).prove();
  const refused = { ok: false, refusal: { code, field: 'password' } };
  expect((await setPassword(world, proof, password)).data).toEqual(refused);
  expect((await setPassword(world, proof)).data).toMatchObject({ ok: true });
});

test('a sign-in that knew the old password when it was changed opens no session', async () => {
  const world = await aWorld();
  const { account } = world.a;
  const { passwordHash } = await world.database.db.payerAccount.findUniqueOrThrow({
    where: { id: account.id },
  });
  await setPassword(world, await (await aLink(world)).prove());
  const sessions = new Sessions(world.deps);
  const proved = { accountId: account.id, passwordHash };
  expect(await sessions.openFor(world.a.id, proved, world.a.origin)).toBeNull();
});

test('nothing of a link, its answer or a password is in the log, and what is stored opens nothing', async () => {
  const world = await aWorld();
  const { token, prove } = await aLink(world);
  const proof = await prove();
  await setPassword(world, proof);
  const lines = world.logLines.join('');
  const { db } = world.database;
  const rows = JSON.stringify([
    await db.passwordReset.findMany(),
    await db.payerAccount.findMany(),
    await db.auditEntry.findMany(),
  ]);
  for (const secret of [token, proof, NEW_PASSWORD]) {
    expect(lines).not.toContain(secret);
    expect(rows).not.toContain(secret);
  }
  for (const personal of ['payer.example', '48213', '1990-01-31']) expect(lines).not.toContain(personal);
});
