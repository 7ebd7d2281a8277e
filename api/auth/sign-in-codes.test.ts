import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aWorld, type World } from '../test-world.ts';
import { aCode, pageOf, setPassword, aLink } from './test-getting-in.ts';
import { other, refusal, waiting } from './test-sign-up.ts';

const NOBODY = 'nobody@payer.example';

const resend = async (world: World, pending: string) =>
  (await world.call('auth', 'resendCode', { pending }, pageOf(world))).data;

test('the code of a mail signs its account in, typed with or without its space, and once', async () => {
  const world = await aWorld();
  const { code, enter, mail } = await aCode(world);
  expect(mail).toMatchObject({ to: world.a.account.email, language: 'en' });
  expect((await enter(code)).data).toMatchObject({ ok: true, session: { account: { givenName: 'Pat' } } });
  expect((await enter(code.replace(' ', ''))).data).toEqual(refusal('code_expired'));
  expect(await world.database.db.session.count()).toBe(1);
});

test('an unknown address is answered as a known one, and only its mailbox hears that it has no account', async () => {
  const world = await aWorld();
  const known = await aCode(world);
  const unknown = await aCode(world, NOBODY);
  expect(unknown.mail).toMatchObject({ to: NOBODY, subject: expect.stringContaining('No account') });
  expect(unknown.mail.text).not.toMatch(/\d{4}/);
  const rows = await world.database.db.signInCode.findMany();
  expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(rows[1] ?? {}));
  const answers = [await known.enter('0000 0001'), await unknown.enter('0000 0001')].map(({ data }) => data);
  expect(answers).toEqual([refusal('code_wrong'), refusal('code_wrong')]);
  expect(await resend(world, unknown.pending)).toEqual(await resend(world, known.pending));
});

test('even the right code of an unknown address opens nothing', async () => {
  const world = await aWorld();
  const { code, enter } = await aCode(world);
  await world.database.db.signInCode.updateMany({ data: { email: NOBODY } });
  expect((await enter(code)).data).toEqual(refusal('code_wrong'));
  expect(await world.database.db.session.count()).toBe(0);
});

test('a code is asked for without a look at whether its address is known', async () => {
  const world = await aWorld();
  const looked = Promise.withResolvers<null>();
  Object.assign(world.deps.read, { payerAccount: { findUnique: () => looked.promise } });
  const input = { email: world.a.account.email, language: 'en' as const };
  const { data } = await world.call('auth', 'sendCode', input, pageOf(world));
  expect([data?.ok, world.mails]).toEqual([true, []]);
  looked.resolve(null);
  await expect.poll(() => world.mails.length).toBe(1);
});

test('a code is right only in the browser that asked for it', async () => {
  const world = await aWorld();
  const [owners, strangers] = [await aCode(world), await aCode(world)];
  expect((await strangers.enter(owners.code)).data).toEqual(refusal('code_wrong'));
  expect((await owners.enter(owners.code)).data).toMatchObject({ ok: true });
});

test('many guesses at once are five, and after them the right code is dead too', async () => {
  const world = await aWorld();
  const { code, enter } = await aCode(world);
  await Promise.all(Array.from({ length: 20 }, () => enter(other(code))));
  expect((await world.database.db.signInCode.findFirstOrThrow()).tries).toBe(5);
  expect((await enter(code)).data).toEqual(refusal('code_expired'));
});

test('a stranger’s guesses at a code that they asked for use up nothing of the owner’s', async () => {
  const world = await aWorld();
  const [strangers, owners] = [await aCode(world), await aCode(world)];
  for (let n = 0; n < 6; n++) await strangers.enter('0000 0000');
  expect((await owners.enter(owners.code)).data).toMatchObject({ ok: true });
});

test('the right code entered many times at once signs in once', async () => {
  const world = await aWorld();
  const { code, enter } = await aCode(world);
  const answers = await Promise.all([enter(code), enter(code), enter(code), enter(code)]);
  expect(answers.filter(({ data }) => data?.ok)).toHaveLength(1);
  expect(await world.database.db.session.count()).toBe(1);
});

test('a code is dead after fifteen minutes, and only who knows it is told so', async () => {
  const world = await aWorld();
  const { code, enter } = await aCode(world);
  world.pass(15 * 60_000);
  expect((await enter(code)).data).toEqual(refusal('code_expired'));
  expect((await enter(other(code))).data).toEqual(refusal('code_wrong'));
});

test('another code comes after thirty seconds and ends the one before', async () => {
  const world = await aWorld();
  const { code: first, pending, enter } = await aCode(world);
  expect(await resend(world, pending)).toEqual({ ok: true });
  world.pass(31_000);
  expect(await resend(world, pending)).toEqual({ ok: true });
  await expect.poll(() => world.mails.length).toBe(2); // not three: the first asking was too soon
  const second = world.mails[1]?.text.match(/\b\d{4} \d{4}\b/)?.[0] ?? '';
  if (second !== first) expect((await enter(first)).data).toEqual(refusal('code_wrong'));
  expect((await enter(second)).data).toMatchObject({ ok: true });
});

test('a code for a new account and one to sign in are not taken for each other', async () => {
  const world = await aWorld();
  const signUp = await waiting(world);
  const signIn = await aCode(world);
  expect(await signUp.verify(signIn.code)).toEqual(refusal('code_wrong'));
  expect((await signIn.enter(signUp.code)).data).toEqual(refusal('code_wrong'));
});

test('a mailbox gets so many codes from one source, whether or not it has an account', async () => {
  const limits = { codeMailPerAddressAndSource: { tries: 1, seconds: 3600 } };
  const world = await aWorld({ limits });
  const heard = async (email: string) => {
    const ask = async () =>
      (await world.call('auth', 'sendCode', { email, language: 'en' }, pageOf(world))).data;
    await ask();
    return JSON.stringify(await ask()).replaceAll(/\d+/g, 'n');
  };
  expect(await heard(NOBODY)).toBe(await heard(world.a.account.email));
  expect(await heard(NOBODY)).toContain('too_many_mails');
});

test('who comes in with a code while the password is changed stays out', async () => {
  const world = await aWorld();
  const proof = await (await aLink(world)).prove();
  const { code, enter } = await aCode(world);
  const [, entered] = await Promise.all([setPassword(world, proof), enter(code)]);
  const sessions = await world.database.db.session.findMany({ where: { revokedAt: null } });
  expect(sessions).toHaveLength(1); // that of the new password
  if (entered.data?.ok) {
    const caller = { ...pageOf(world), token: entered.data.session.accessToken };
    expect((await world.call('payer', 'open', {}, caller)).status).toBe(401);
  }
});

test('what is stored of a code opens nothing', async () => {
  const world = await aWorld();
  const { pending, code } = await aCode(world);
  const rows = JSON.stringify(await world.database.db.signInCode.findMany());
  for (const secret of [pending, code, code.replace(' ', '')]) expect(rows).not.toContain(secret);
  expect(world.logLines.join('')).not.toContain(pending);
});

test('the very try that was right gets in once more for two minutes, as its answer may be lost; no other try does', async () => {
  const world = await aWorld();
  const { pending, code } = await aCode(world);
  const enter = async (attempt?: string) =>
    (await world.call('auth', 'verifyEmail', { pending, code, ...(attempt && { attempt }) }, pageOf(world)))
      .data;
  const mine = randomUUID();
  expect(await enter(mine)).toMatchObject({ ok: true });
  expect(await enter(mine)).toMatchObject({
    ok: true,
    session: { account: { email: world.a.account.email } },
  });
  for (const attempt of [randomUUID(), undefined])
    expect(await enter(attempt)).toEqual(refusal('code_expired'));
  world.pass(121_000);
  expect(await enter(mine)).toEqual(refusal('code_expired'));
});

test.each(['another password', 'a sign-out'])(
  'after %s the try that was right gets nobody in again',
  async (what) => {
    const world = await aWorld();
    const { pending, code } = await aCode(world);
    const input = { pending, code, attempt: randomUUID() };
    const enter = async () => (await world.call('auth', 'verifyEmail', input, pageOf(world))).data;
    const entered = await enter();
    if (!entered?.ok) throw new Error('not signed in');
    if (what === 'a sign-out')
      await world.call('auth', 'signOut', {}, { ...pageOf(world), token: entered.session.accessToken });
    else
      expect((await setPassword(world, await (await aLink(world)).prove())).data).toMatchObject({ ok: true });
    expect(await enter()).toEqual(refusal('code_expired'));
  },
);
