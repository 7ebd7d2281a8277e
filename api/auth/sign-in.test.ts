import { expect, test } from 'vitest';
import { aClerk, aWorld, given, OWN_ORIGIN, PASSWORD, signedIn } from '../test-world.ts';
import { ROBIN, signUp, waiting } from './test-sign-up.ts';

test('sign-up, code, session: an account comes to be with its proved address', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const { pending, code } = await waiting(world);
  expect(world.mails[0]).toMatchObject({ to: ROBIN, language: 'en' });
  const reply = await world.call('auth', 'verifyEmail', { pending, code }, { key, origin });
  const data = given(reply);
  expect(data).toMatchObject({
    ok: true,
    session: { account: { givenName: 'Robin', email: ROBIN, people: [] } },
  });
  expect(reply.setCookie).toMatch(
    /^__Host-onward-pay=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; Partitioned; SameSite=None$/,
  );
  const token = data.ok ? data.session.accessToken : '';
  expect((await world.call('payer', 'open', {}, { key, origin, token })).status).toBe(200);
});

test('a name is in any script, and holds nothing that turns the text around it or is no letter at all', async () => {
  const world = await aWorld();
  await waiting(world, {
    givenName: ' Ana\u202e\u0007\u001b[2J \u200e\u061cMaría\u2066 ',
    familyName: 'می\u200cخواهم\ud800',
  });
  const stored = await world.database.db.signUp.findFirstOrThrow();
  expect([stored.givenName, stored.familyName]).toEqual(['Ana [2J María', 'می\u200cخواهم\ufffd']);
  const { data } = await signUp(world, { givenName: '\u200f\u0007' });
  expect(data).toMatchObject({ ok: false, refusal: { code: 'name_required', field: 'givenName' } });
});

test('what is stored opens nothing: no token, code or password is in the database', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { pending, code } = await waiting(world);
  const { db } = world.database;
  const rows = JSON.stringify([
    await db.sessionToken.findMany(),
    await db.signUp.findMany(),
    await db.payerAccount.findMany(),
  ]);
  for (const secret of [
    payer.token ?? '?',
    payer.cookie.split('=')[1] ?? '?',
    pending,
    `"${code}"`,
    PASSWORD,
  ]) {
    expect(rows).not.toContain(secret);
  }
});

test.each([
  [{ givenName: '  ' }, { code: 'name_required', field: 'givenName' }],
  [{ email: 'no address' }, { code: 'email_invalid', field: 'email' }],
  [{ password: 'short' }, { code: 'password_too_short', field: 'password' }],
  [{ password: 'password123456' }, { code: 'password_too_common', field: 'password' }],
  [{ acceptTerms: false }, { code: 'terms_required', field: 'acceptTerms' }],
])('a sign-up with %o is refused with %o', async (over, refusal) => {
  const world = await aWorld();
  expect((await signUp(world, over)).data).toEqual({ ok: false, refusal });
  expect(await world.database.db.signUp.count()).toBe(0);
});

test('an unknown address, a wrong password and another agency’s account are one answer', async () => {
  const world = await aWorld();
  const { a, b } = world;
  const signIn = (email: string, password: string, at = a) =>
    world.call('auth', 'signIn', { email, password }, { key: at.key, origin: at.origin });
  const wrong = { ok: false, refusal: { code: 'wrong_credentials' } };
  await world.database.db.payerAccount.update({
    where: { id: b.account.id },
    data: { email: 'b@payer.example' },
  });
  expect((await signIn('nobody@payer.example', PASSWORD)).data).toEqual(wrong);
  expect((await signIn(a.account.email, 'not the password')).data).toEqual(wrong);
  expect((await signIn('b@payer.example', PASSWORD)).data).toEqual(wrong);
  expect((await signIn(' PAT@payer.EXAMPLE', PASSWORD)).data).toMatchObject({ ok: true });
});

test('a sign-up that is not proved is no account: its own password opens nothing', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  await waiting(world);
  const reply = await world.call('auth', 'signIn', { email: ROBIN, password: PASSWORD }, { key, origin });
  expect([reply.data, reply.cookie]).toEqual([
    { ok: false, refusal: { code: 'wrong_credentials' } },
    undefined,
  ]);
});

test('a sign-in is refused after its tries from one source, and the owner elsewhere is not', async () => {
  const world = await aWorld({ limits: { signInPerAccountAndSource: { tries: 2, seconds: 900 } } });
  const { key, origin, account } = world.a;
  const signIn = (password: string, address: string) =>
    world.call('auth', 'signIn', { email: account.email, password }, { key, origin, address });
  await signIn('wrong sentence 1', '203.0.113.1');
  await signIn('wrong sentence 2', '203.0.113.1');
  expect((await signIn(PASSWORD, '203.0.113.1')).data).toMatchObject({
    ok: false,
    refusal: { code: 'too_many_tries', retryAfterSeconds: expect.any(Number) },
  });
  expect((await signIn(PASSWORD, '203.0.113.2')).data).toMatchObject({ ok: true });
});

test('the limits say nothing of whether an account exists', async () => {
  const limits = { signInPerAccountAndSource: { tries: 1, seconds: 900 } };
  const world = await aWorld({ limits });
  const { key, origin, account } = world.a;
  const heard = async (email: string) => {
    const signIn = () => world.call('auth', 'signIn', { email, password: 'wrong sentence' }, { key, origin });
    const answers = [(await signIn()).data, (await signIn()).data];
    return JSON.stringify(answers).replaceAll(/\d+/g, 'n');
  };
  expect(await heard('nobody@payer.example')).toBe(await heard(account.email));
});

test('the language of an account is changed by its own session', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  expect((await world.call('account', 'setLanguage', { language: 'es' }, payer)).data).toEqual({ ok: true });
  const { account } = world.a;
  const stored = await world.database.db.payerAccount.findUniqueOrThrow({ where: { id: account.id } });
  expect(stored.language).toBe('es');
});

test('staff sign in at the desk only, and their cookie is another', async () => {
  const world = await aWorld();
  await aClerk(world, world.a);
  const input = { email: `Clerk@${world.a.id}.example`, password: PASSWORD };
  const reply = await world.call('staff', 'signIn', input, { origin: OWN_ORIGIN });
  expect(reply.data).toMatchObject({ ok: true, session: { staff: { name: 'Casey Clerk', role: 'clerk' } } });
  expect(reply.setCookie).toMatch(
    /^__Host-onward-desk=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  const came = { action: 'staff.signed_in', actorKind: 'staff' };
  expect(await world.database.db.auditEntry.count({ where: came })).toBe(2);
  const wrong = { ok: false, refusal: { code: 'wrong_credentials' } };
  for (const [email, password] of [
    [input.email, 'not the password'],
    [world.a.account.email, PASSWORD],
  ] as const) {
    expect((await world.call('staff', 'signIn', { email, password }, { origin: OWN_ORIGIN })).data).toEqual(
      wrong,
    );
  }
});
