import { expect, test } from 'vitest';
import { aWorld, codeIn, type World } from '../test-world.ts';
import { spacingSeconds } from './email-codes.ts';

const EMAIL = 'robin@payer.example';

/** A world in which an account waits for its code. */
async function waiting(): Promise<{
  world: World;
  verify: (code: string) => Promise<unknown>;
  resend: () => Promise<unknown>;
}> {
  const world = await aWorld({ limits: { codePerAccountAndSource: { tries: 100, seconds: 900 } } });
  const { key, origin } = world.a;
  const signUp = {
    givenName: 'Robin',
    familyName: 'Sample',
    email: EMAIL,
    language: 'en' as const,
    acceptTerms: true,
  };
  await world.call('auth', 'signUp', { ...signUp, password: 'a long enough sentence' }, { key, origin });
  await expect.poll(() => world.mails.length).toBe(1);
  return {
    world,
    verify: async (code) =>
      (await world.call('auth', 'verifyEmail', { email: EMAIL, code }, { key, origin })).data,
    resend: async () => (await world.call('auth', 'resendCode', { email: EMAIL }, { key, origin })).data,
  };
}

const no = (code: string) => ({ ok: false, refusal: { code, field: 'code' } });
const other = (code: string) => (code === '000000' ? '000001' : '000000');

test('a code opens the account once', async () => {
  const { world, verify } = await waiting();
  const code = codeIn(world.mails);
  expect(await verify(` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({ ok: true });
  expect(await verify(code)).toEqual(no('code_expired'));
});

test('a code is dead after fifteen minutes, and only who knows it is told so', async () => {
  const { world, verify } = await waiting();
  const code = codeIn(world.mails);
  world.pass(15 * 60_000);
  expect(await verify(code)).toEqual(no('code_expired'));
  expect(await verify(other(code))).toEqual(no('code_wrong'));
});

test('after five wrong tries the right code is dead too', async () => {
  const { world, verify } = await waiting();
  const code = codeIn(world.mails);
  for (let n = 0; n < 5; n++) expect(await verify(other(code))).toEqual(no('code_wrong'));
  expect(await verify(code)).toEqual(no('code_expired'));
});

test('an earlier code lends the newest no further tries', async () => {
  const { world, verify, resend } = await waiting();
  world.pass(31_000);
  await resend();
  await expect.poll(() => world.mails.length).toBe(2);
  const code = codeIn(world.mails);
  for (let n = 0; n < 5; n++) await verify(other(code));
  expect(await verify(code)).toEqual(no('code_expired'));
});

test('many guesses at once are still only five', async () => {
  const { world, verify } = await waiting();
  await Promise.all(Array.from({ length: 20 }, () => verify(other(codeIn(world.mails)))));
  expect((await world.database.db.emailCode.findFirstOrThrow()).tries).toBe(5);
});

test('a new code comes after thirty seconds, and ends the one before', async () => {
  const { world, verify, resend } = await waiting();
  const first = codeIn(world.mails);
  expect(await resend()).toEqual({ ok: true });
  world.pass(31_000);
  expect(await resend()).toEqual({ ok: true });
  await expect.poll(() => world.mails.length).toBe(2); // not three: the first asking was too soon
  if (codeIn(world.mails) !== first) expect(await verify(first)).toEqual(no('code_wrong'));
  expect(await verify(codeIn(world.mails))).toMatchObject({ ok: true });
});

test('an unknown address hears the same of codes as a known one', async () => {
  const { world, verify, resend } = await waiting();
  const { key, origin } = world.a;
  const nobody = { email: 'nobody@payer.example' };
  const sent = await world.call('auth', 'resendCode', nobody, { key, origin });
  const tried = await world.call('auth', 'verifyEmail', { ...nobody, code: '123456' }, { key, origin });
  expect(sent.data).toEqual(await resend());
  expect(tried.data).toEqual(await verify(other(codeIn(world.mails))));
  expect(world.mails).toHaveLength(1);
});

test('asking again and again slows the codes and never stops them', () => {
  expect([0, 1, 2, 3, 9, 1000].map(spacingSeconds)).toEqual([0, 30, 60, 120, 600, 600]);
});
