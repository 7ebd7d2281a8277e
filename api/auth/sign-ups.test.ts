import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Background } from '../background.ts';
import { aWorld, codeIn, type World } from '../test-world.ts';
import { spacingSeconds } from './mailed-code.ts';
import { SignUps } from './sign-ups.ts';
import { other, refusal, ROBIN, signUp, waiting } from './test-sign-up.ts';

const OWNERS = 'the owner’s own sentence';
const STRANGERS = 'a stranger’s own sentence';
const WRONG = { ok: false, refusal: { code: 'wrong_credentials' } };

const signIn = async ({ a: { key, origin }, call }: World, password: string) =>
  (await call('auth', 'signIn', { email: ROBIN, password }, { key, origin })).data;

test.each([
  ['after', [OWNERS, STRANGERS]],
  ['before', [STRANGERS, OWNERS]],
])(
  'a stranger who signs up %s the owner gains nothing when the owner proves the address',
  async (_, order) => {
    const world = await aWorld();
    const waits = new Map<string, Awaited<ReturnType<typeof waiting>>>();
    for (const password of order) waits.set(password, await waiting(world, { password }));
    const owner = waits.get(OWNERS);
    const stranger = waits.get(STRANGERS);
    expect(await signIn(world, OWNERS)).toEqual(WRONG); // no account yet
    expect(await owner?.verify(owner.code)).toMatchObject({
      ok: true,
      session: { account: { email: ROBIN } },
    });
    expect(await signIn(world, STRANGERS)).toEqual(WRONG);
    expect(await signIn(world, OWNERS)).toMatchObject({ ok: true });
    expect(await stranger?.verify(owner?.code ?? '')).toEqual(refusal('code_wrong'));
    expect(await signIn(world, STRANGERS)).toEqual(WRONG);
  },
);

test('a code proves the sign-up that it was mailed for, and no other', async () => {
  const world = await aWorld();
  const [one, two] = [await waiting(world), await waiting(world)];
  if (one.code === two.code) return expect(two.pending).not.toBe(one.pending); // once in a million
  expect(await one.verify(two.code)).toEqual(refusal('code_wrong'));
  expect(await two.verify(one.code)).toEqual(refusal('code_wrong'));
  expect(await world.database.db.payerAccount.count({ where: { email: ROBIN } })).toBe(0);
  expect(await one.verify(one.code)).toMatchObject({ ok: true });
});

test('of two sign-ups that are both proved the first makes the account, and the other hears what a known address hears', async () => {
  const world = await aWorld();
  const first = await waiting(world, { password: OWNERS, givenName: 'First' });
  const second = await waiting(world, { password: STRANGERS, givenName: 'Second' });
  expect(await first.verify(first.code)).toMatchObject({ ok: true });
  expect(await second.verify(second.code)).toEqual(refusal('code_wrong'));
  await expect.poll(() => world.mails.length).toBe(3);
  expect(world.mails[2]?.subject).toContain('already have an account');
  const accounts = await world.database.db.payerAccount.findMany({ where: { email: ROBIN } });
  expect(accounts).toMatchObject([{ givenName: 'First' }]);
  expect(await signIn(world, STRANGERS)).toEqual(WRONG);
});

test('two proofs at the same moment make one account', async () => {
  const world = await aWorld();
  const [one, two] = [await waiting(world), await waiting(world)];
  const answers = await Promise.all([one.verify(one.code), two.verify(two.code), one.verify(one.code)]);
  expect(answers.filter((answer) => (answer as { ok: boolean }).ok)).toHaveLength(1);
  expect(await world.database.db.payerAccount.count({ where: { email: ROBIN } })).toBe(1);
  expect(await world.database.db.session.count()).toBe(1);
});

test('a code is right once', async () => {
  const { verify, code } = await waiting(await aWorld());
  expect(await verify(` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({ ok: true });
  expect(await verify(code)).toEqual(refusal('code_expired'));
});

test('a code is dead after fifteen minutes, and only who knows it is told so', async () => {
  const world = await aWorld();
  const { verify, code } = await waiting(world);
  world.pass(15 * 60_000);
  expect(await verify(code)).toEqual(refusal('code_expired'));
  expect(await verify(other(code))).toEqual(refusal('code_wrong'));
});

test('after five wrong tries the right code is dead too', async () => {
  const { verify, code } = await waiting(await aWorld());
  for (let n = 0; n < 5; n++) expect(await verify(other(code))).toEqual(refusal('code_wrong'));
  expect(await verify(code)).toEqual(refusal('code_expired'));
});

test('many guesses at once are still only five', async () => {
  const world = await aWorld();
  const { verify, code } = await waiting(world);
  await Promise.all(Array.from({ length: 20 }, () => verify(other(code))));
  expect((await world.database.db.signUp.findFirstOrThrow()).tries).toBe(5);
});

test('a new code comes after thirty seconds, has five tries of its own, and ends the one before', async () => {
  const world = await aWorld();
  const { verify, resend, code: first } = await waiting(world);
  for (let n = 0; n < 5; n++) await verify(other(first));
  expect(await resend()).toEqual({ ok: true });
  world.pass(31_000);
  expect(await resend()).toEqual({ ok: true });
  await expect.poll(() => world.mails.length).toBe(2); // not three: the first asking was too soon
  const second = codeIn(world.mails);
  if (second !== first) expect(await verify(first)).toEqual(refusal('code_wrong'));
  for (let n = 0; n < 3; n++) await verify(other(second));
  expect(await verify(second)).toMatchObject({ ok: true });
  expect(world.mails).toHaveLength(2);
});

test('of two askings that saw the same sign-up one makes a code', async () => {
  const world = await aWorld();
  const { pending } = await waiting(world);
  world.pass(31_000);
  const signUps = new SignUps(world.deps, new Background(world.deps.log));
  const seen = await signUps.waiting(world.a.id, pending);
  if (seen === null) throw new Error('the sign-up is gone');
  const agency = { id: world.a.id, name: 'Sample County Probation' };
  await Promise.all([signUps.sendAgain(agency, seen), signUps.sendAgain(agency, seen)]);
  expect(world.mails).toHaveLength(2);
});

test('asking again and again slows the codes and never stops them', () => {
  expect([1, 2, 3, 9, 1000].map(spacingSeconds)).toEqual([30, 60, 120, 600, 600]);
});

test('the sign-up of an address that has an account goes as any other, and proves nothing', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const before = await db.payerAccount.findUniqueOrThrow({ where: { id: world.a.account.id } });
  const known = await waiting(world, { email: before.email, password: OWNERS, language: 'es' });
  expect(world.mails[0]).toMatchObject({ to: before.email, language: 'en' }); // the owner's, not the stranger's
  expect(world.mails[0]?.subject).toContain('already have an account');
  const fresh = await waiting(world);

  const [knownRow, freshRow] = await db.signUp.findMany({ orderBy: { email: 'asc' } });
  expect(Object.keys(knownRow ?? {})).toEqual(Object.keys(freshRow ?? {}));
  for (const code of ['000000', '111111', '222222'])
    expect([code, await known.verify(code)]).toEqual([code, refusal('code_wrong')]);
  expect(await known.resend()).toEqual(await fresh.resend());
  world.pass(31_000);
  await known.resend();
  await expect.poll(() => world.mails.length).toBe(3);
  expect(world.mails[2]?.text).not.toMatch(/\d{6}/);
  expect(await db.payerAccount.findUniqueOrThrow({ where: { id: before.id } })).toEqual(before);
});

test('even the right code of a known address opens nothing', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const robins = await waiting(world);
  const { email } = world.a.account;
  await db.signUp.updateMany({ data: { email } }); // the address became known while the code was on its way
  expect(await robins.verify(robins.code)).toEqual(refusal('code_wrong'));
  expect(await db.session.count()).toBe(0);
});

test('a sign-up is answered without a look at whether its address is known', async () => {
  const world = await aWorld();
  const looked = Promise.withResolvers<null>();
  Object.assign(world.deps.read, { payerAccount: { findUnique: () => looked.promise } });
  const { data } = await signUp(world);
  expect([data?.ok, world.mails]).toEqual([true, []]);
  looked.resolve(null);
  await expect.poll(() => world.mails.length).toBe(1);
});

test('no token but the browser’s own names a sign-up', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const { code } = await waiting(world);
  for (const pending of ['', 'x'.repeat(43)]) {
    const tried = await world.call('auth', 'verifyEmail', { pending, code }, { key, origin });
    expect(tried.data).toEqual(refusal('code_wrong'));
    const sent = await world.call('auth', 'resendCode', { pending }, { key, origin });
    expect(sent.data).toEqual({ ok: true });
  }
  expect(world.mails).toHaveLength(1);
});

test('an unproved sign-up is forgotten after a day', async () => {
  const world = await aWorld();
  const old = await waiting(world);
  world.pass(24 * 3_600_000 + 1000);
  expect(await old.resend()).toEqual({ ok: true });
  await waiting(world, { email: 'other@payer.example' });
  expect(await world.database.db.signUp.findMany()).toMatchObject([{ email: 'other@payer.example' }]);
  expect(world.mails).toHaveLength(2);
});

test('one source can fill no mailbox, known or not, and keeps no other source from it', async () => {
  const limits = { codeMailPerAddressAndSource: { tries: 2, seconds: 3600 } };
  const world = await aWorld({ limits });
  for (const email of [ROBIN, world.a.account.email]) {
    const from = async (address: string) => (await signUp(world, { email }, { address })).data;
    expect([await from('203.0.113.1'), await from('203.0.113.1')]).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
    expect(await from('203.0.113.1')).toMatchObject({
      ok: false,
      refusal: { code: 'too_many_mails', retryAfterSeconds: expect.any(Number) },
    });
    expect(await from('203.0.113.2')).toMatchObject({ ok: true });
  }
});

/** What the page hears when it opens anew in the browser that has this cookie. */
const reloaded = async ({ call }: World, at: { key: string; origin: string }, cookie: string | undefined) =>
  (await call('auth', 'refresh', {}, { ...at, ...(cookie !== undefined && { cookie }) })).data;

const cookies = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  [headers['set-cookie']].flat().map(String);

test('a reload before the code is typed finds the sign-up again, in the same browser, on the same agency’s page and while its code is good', async () => {
  const world = await aWorld();
  const { a, b } = world;
  const { data, cookie, setCookie } = await signUp(world);
  if (!data?.ok) throw new Error('not signed up');
  for (const word of ['__Host-', 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned', 'Max-Age=900'])
    expect(setCookie).toContain(word);
  const found = { pending: data.pending, email: ROBIN };
  expect(await reloaded(world, a, cookie)).toMatchObject({ ok: false, waiting: found });
  expect(await reloaded(world, b, cookie)).not.toHaveProperty('waiting');
  expect(await reloaded(world, a, undefined)).not.toHaveProperty('waiting');
  await expect.poll(() => world.mails.length).toBe(1);
  const at = { key: a.key, origin: a.origin, cookie: cookie ?? '' };
  const proved = await world.call(
    'auth',
    'verifyEmail',
    { pending: data.pending, code: codeIn(world.mails) },
    at,
  );
  expect(proved.data).toMatchObject({ ok: true });
  const gone = cookies(proved).find((one) => one.startsWith('__Host-onward-sign-up'));
  expect(gone).toMatch(/^__Host-onward-sign-up=;.*Max-Age=0/);
  expect(await reloaded(world, a, cookie)).not.toHaveProperty('waiting'); // used
});

test('after a reload the sign-up of a known address waits for its code as any other', async () => {
  const world = await aWorld();
  const { a } = world;
  const [known, unknown] = [await signUp(world, { email: a.account.email }), await signUp(world)];
  const heard = await Promise.all([known, unknown].map(({ cookie }) => reloaded(world, a, cookie)));
  expect(heard).toMatchObject([
    { ok: false, waiting: { email: a.account.email } },
    { ok: false, waiting: { email: ROBIN } },
  ]);
});

test('another code keeps the sign-up for another quarter of an hour; who signs out leaves nothing', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const { data, cookie } = await signUp(world);
  if (!data?.ok || cookie === undefined) throw new Error('not signed up');
  const at = { key, origin, cookie };
  const again = await world.call('auth', 'resendCode', { pending: data.pending }, at);
  expect(again.setCookie).toMatch(/^__Host-onward-sign-up=.+Max-Age=900/);
  const out = await world.call('auth', 'signOut', {}, at);
  expect(cookies(out).some((one) => one.startsWith('__Host-onward-sign-up=;'))).toBe(true);
});

test('a proof whose answer was lost is answered again to the same try, and makes one account', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const { db } = world.database;
  const { pending, code } = await waiting(world);
  const input = { pending, code, attempt: randomUUID() };
  const enter = async () => (await world.call('auth', 'verifyEmail', input, { key, origin })).data;
  const answers = [await enter(), await enter()];
  expect(answers).toMatchObject([{ ok: true }, { ok: true, session: { account: { email: ROBIN } } }]);
  expect(await db.payerAccount.count({ where: { email: ROBIN } })).toBe(1);
  expect(await db.auditEntry.count({ where: { action: 'account.created' } })).toBe(1);
});
