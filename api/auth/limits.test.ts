import { expect, test, vi } from 'vitest';
import { aClerk, aWorld, OWN_ORIGIN, PASSWORD } from '../test-world.ts';
import { Passwords } from './passwords.ts';
import { aCode, pageOf } from './test-getting-in.ts';
import { SIGN_UP } from './test-sign-up.ts';
import { Throttle } from './throttle.ts';

const token = 'x'.repeat(43);
const pending = token;
const email = 'pat@payer.example';
const password = 'a long enough sentence';
const none = { tries: 0, seconds: 900 };

/** Everything that somebody who is not signed in may ask with a secret to be guessed, or to have a mail sent. */
const doors: Readonly<Record<string, unknown>> = {
  'auth.signUp': SIGN_UP,
  'auth.signIn': { email, password },
  'auth.sendCode': { email, language: 'en' },
  'auth.resendCode': { pending },
  'auth.verifyEmail': { pending, code: '123456' },
  'auth.forgotPassword': { email, language: 'en' },
  'auth.openReset': { token },
  'auth.proveIdentity': { token, identity: { kind: 'office', code: '12345678' } },
  'auth.setPassword': { proof: token, password },
  'staff.signIn': { email, password },
  'staff.openInvitation': { token },
  'staff.acceptInvitation': { token, password },
};

test.each(Object.entries(doors))(
  '%s is refused to a source that has used up its tries',
  async (name, input) => {
    const limits = { codePerSource: none, signInPerSource: none, signUpPerSource: none };
    const world = await aWorld({ limits });
    const caller = name.startsWith('staff.') ? { origin: OWN_ORIGIN } : pageOf(world);
    const { data } = await world.post(name, input, caller);
    expect(data).toMatchObject({ ok: false, refusal: { code: 'too_many_tries', retryAfterSeconds: 900 } });
  },
);

test.each(['auth.sendCode', 'auth.forgotPassword', 'auth.signUp'])(
  '%s sends nothing to a mailbox that has had its mails',
  async (name) => {
    const world = await aWorld({ limits: { codeMailPerAddress: none } });
    const { data } = await world.post(name, doors[name], pageOf(world));
    expect(data).toMatchObject({ ok: false, refusal: { code: 'too_many_mails' } });
    await world.server.close(); // what was still to be sent would be sent by now
    expect(world.mails).toEqual([]);
  },
);

test('another code is a mail too', async () => {
  const world = await aWorld({ limits: { codeMailPerAddress: { tries: 1, seconds: 900 } } });
  const { pending: waits, mail } = await aCode(world);
  world.pass(31_000);
  const { data } = await world.call('auth', 'resendCode', { pending: waits }, pageOf(world));
  expect(data).toMatchObject({ ok: false, refusal: { code: 'too_many_mails' } });
  await world.server.close();
  expect(world.mails).toEqual([mail]);
});

test('staff too are refused after their tries from one source, and elsewhere are not', async () => {
  const world = await aWorld({ limits: { signInPerAccountAndSource: { tries: 2, seconds: 900 } } });
  await aClerk(world, world.a); // signed in: its tries are forgotten
  const clerk = `clerk@${world.a.id}.example`;
  const enter = async (word: string, address: string) =>
    (
      await world.call(
        'staff',
        'signIn',
        { email: clerk, password: word },
        { origin: OWN_ORIGIN, headers: { 'x-forwarded-for': address } },
      )
    ).data;
  for (let n = 0; n < 2; n++)
    expect(await enter('wrong', '203.0.113.1')).toMatchObject({ refusal: { code: 'wrong_credentials' } });
  expect(await enter(PASSWORD, '203.0.113.1')).toMatchObject({ refusal: { code: 'too_many_tries' } });
  expect(await enter(PASSWORD, '203.0.113.2')).toMatchObject({ ok: true });
});

test('an address that nobody has costs the same look at the password', async () => {
  const matches = vi.spyOn(Passwords.prototype, 'matches');
  const world = await aWorld();
  const unknown = { email: 'nobody@payer.example', password };
  await world.call('auth', 'signIn', unknown, pageOf(world));
  await world.call('staff', 'signIn', unknown, { origin: OWN_ORIGIN });
  expect(matches.mock.calls).toEqual([
    [null, password],
    [null, password],
  ]);
});

test('tries at a password are slowed from everywhere, whether or not there is such an account', async () => {
  const slow = vi.spyOn(Throttle.prototype, 'slow');
  const world = await aWorld();
  for (const address of [world.a.account.email, 'nobody@payer.example']) {
    await world.call('auth', 'signIn', { email: address, password }, pageOf(world));
    expect(slow).toHaveBeenLastCalledWith('slowPerAccount', world.a.id, address);
    await world.call('staff', 'signIn', { email: address, password }, { origin: OWN_ORIGIN });
    expect(slow).toHaveBeenLastCalledWith('slowPerAccount', 'staff', address);
  }
});
