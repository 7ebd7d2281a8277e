import { expect, test } from 'vitest';
import { aWorld, given, PASSWORD, type Caller, type TestAgency, type World } from '../test-world.ts';
import { codeMail } from './throttle.ts';

const limits = { codeMailPerAddress: { tries: 2, seconds: 900 } };
const pageAt = ({ key, origin }: TestAgency): Caller => ({ key, origin });

/** Sign in to the seeded account. @returns the browser's device cookie, as the line that sets it */
async function deviceOf(world: World, agency: TestAgency): Promise<string> {
  const who = { email: agency.account.email, password: PASSWORD };
  const { headers } = await world.call('auth', 'signIn', who, pageAt(agency));
  const lines = [headers['set-cookie']].flat().map(String);
  return lines.find((line) => line.startsWith('__Host-onward-device=')) ?? '';
}
const asCookie = (line: string) => line.split(';')[0] ?? '';

async function ask(world: World, caller: Caller, email = world.a.account.email) {
  const input = { email, language: 'en' as const };
  return given(await world.call('auth', 'forgotPassword', input, { ...pageAt(world.a), ...caller }));
}

/** Others, each from a place of its own, until the address gets no more mails for them. */
async function useUp(world: World, email?: string): Promise<void> {
  for (const n of [1, 2])
    expect(await ask(world, { address: `203.0.113.${n}` }, email)).toEqual({ ok: true });
  const more = await ask(world, { address: '203.0.113.3' }, email);
  expect(more).toEqual({ ok: false, refusal: { code: 'too_many_mails', retryAfterSeconds: 900 } });
}

test('strangers who use up the mails of an address leave its owner theirs, in a browser that signed in before', async () => {
  const world = await aWorld({ limits });
  const cookie = await deviceOf(world, world.a);
  for (const part of ['HttpOnly', 'Secure', 'Partitioned']) expect(cookie).toContain(`; ${part}`);
  await useUp(world);
  expect(await ask(world, { cookie: asCookie(cookie) })).toEqual({ ok: true });
  expect(await ask(world, {})).toMatchObject({ ok: false });
});

test('an owner in another browser has a link that works as long as there are no further mails', async () => {
  const world = await aWorld({ limits });
  await useUp(world);
  await expect.poll(() => world.mails.length).toBe(2);
  world.pass(899_000);
  const token = world.mails.at(-1)?.text.match(/#onward-reset=([\w-]+)/)?.[1] ?? '';
  const opened = await world.call('auth', 'openReset', { token }, pageAt(world.a));
  expect(opened.data).toMatchObject({ ok: true });
  world.pass(1_000);
  expect(await ask(world, { address: '203.0.113.9' })).toEqual({ ok: true });
});

test('a browser is known to the accounts that it signed in to, and to no other', async () => {
  const world = await aWorld({ limits });
  const ofB = asCookie(await deviceOf(world, world.b));
  await useUp(world);
  expect(await ask(world, { cookie: ofB })).toMatchObject({ ok: false });
  await useUp(world, 'nobody@payer.example');
  const ofA = asCookie(await deviceOf(world, world.a));
  expect(await ask(world, { cookie: ofA }, 'nobody@payer.example')).toMatchObject({ ok: false });
});

test('a browser that signs in again keeps its cookie, and after ninety days it is a stranger’s', async () => {
  const world = await aWorld({ limits });
  const first = asCookie(await deviceOf(world, world.a));
  const who = { email: world.a.account.email, password: PASSWORD };
  const again = await world.call('auth', 'signIn', who, { ...pageAt(world.a), cookie: first });
  expect([again.headers['set-cookie']].flat().map(String).map(asCookie)).toContain(first);
  expect(await world.database.read.knownDevice.count()).toBe(1);
  world.pass(90 * 86_400_000);
  await useUp(world);
  expect(await ask(world, { cookie: first })).toMatchObject({ ok: false });
});

test('a known browser has a limit of its own', () => {
  const names = codeMail('agency', 'pat', 'source', 'device').map(([name]) => name);
  expect(names).toEqual(['codeMailPerAddressAndSource', 'codeMailPerKnownDevice']);
});
