import { expect, test } from 'vitest';
import {
  aClerk,
  aWorld,
  given,
  OWN_ORIGIN,
  PASSWORD,
  signedIn,
  type Caller,
  type World,
} from '../test-world.ts';

const MINUTE = 60_000;
const signedOut = { ok: false, refusal: { code: 'wrong_credentials' } };

async function refresh(world: World, caller: Caller) {
  const { token: _, ...rest } = caller;
  const reply = await world.call('auth', 'refresh', {}, rest);
  const data = given(reply);
  return { data, cookie: reply.cookie ?? '', token: data.ok ? data.session.accessToken : '' };
}

const opens = async (world: World, caller: Caller) =>
  (await world.call('payer', 'open', {}, caller)).status === 200;

test('an access token lives ten minutes; the cookie gets another', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  expect(await opens(world, payer)).toBe(true);
  world.pass(10 * MINUTE);
  expect(await opens(world, payer)).toBe(false);
  const { data, token } = await refresh(world, payer);
  expect(data).toMatchObject({ ok: true, session: { account: { email: 'pat@payer.example' } } });
  expect(await opens(world, { ...payer, token })).toBe(true);
});

test('a session ends after half a day, however often it was refreshed', async () => {
  const world = await aWorld();
  let payer: Caller = await signedIn(world, world.a);
  for (let hour = 0; hour < 11; hour++) {
    world.pass(60 * MINUTE);
    const { cookie } = await refresh(world, payer);
    payer = { ...payer, cookie };
  }
  expect((await refresh(world, payer)).data.ok).toBe(true);
  world.pass(60 * MINUTE);
  expect((await refresh(world, payer)).data).toEqual(signedOut);
});

test('no cookie, or one that was made up: quietly not signed in', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  expect((await refresh(world, { key, origin })).data).toEqual(signedOut);
  const forged = `__Host-onward-pay=${'x'.repeat(43)}`;
  expect((await refresh(world, { key, origin, cookie: forged })).data).toEqual(signedOut);
});

test('two tabs that refresh at once both stay signed in', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const tabs = await Promise.all([refresh(world, payer), refresh(world, payer)]);
  world.pass(29_000);
  const late = await refresh(world, payer);
  for (const { token, cookie } of [...tabs, late]) {
    expect(await opens(world, { ...payer, token })).toBe(true);
    expect((await refresh(world, { ...payer, cookie })).data.ok).toBe(true);
  }
});

test('a refresh token that comes back later is a copy: the whole session ends', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const next = await refresh(world, payer);
  world.pass(31_000);
  expect((await refresh(world, payer)).data).toEqual(signedOut);
  expect(await opens(world, { ...payer, token: next.token })).toBe(false);
  expect((await refresh(world, { ...payer, cookie: next.cookie })).data).toEqual(signedOut);
  const audited = await world.database.db.auditEntry.findMany({
    where: { action: 'session.ended_by_replay' },
  });
  expect(audited).toHaveLength(1);
});

test('another session of the account goes on', async () => {
  const world = await aWorld();
  const [stolen, own] = [await signedIn(world, world.a), await signedIn(world, world.a)];
  await refresh(world, stolen);
  world.pass(31_000);
  await refresh(world, stolen);
  expect(await opens(world, own)).toBe(true);
});

test('a session is bound to the very origin it was opened on', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const other = 'https://www.a.example';
  await world.database.db.agencyOrigin.create({ data: { agencyId: world.a.id, origin: other } });
  expect(await opens(world, { ...payer, origin: other })).toBe(false);
  expect((await refresh(world, { ...payer, origin: other })).data).toEqual(signedOut);
  expect((await refresh(world, payer)).data.ok).toBe(true); // and was not ended by it
});

test('an access token is no refresh token, nor the other way round', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const swapped = `__Host-onward-pay=${payer.token ?? ''}`;
  expect((await refresh(world, { ...payer, cookie: swapped })).data).toEqual(signedOut);
  expect(await opens(world, { ...payer, token: payer.cookie.split('=')[1] ?? '' })).toBe(false);
});

test('after sign-out neither token opens anything, and the cookie is taken back', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { token: _, ...cookieOnly } = payer;
  const reply = await world.call('auth', 'signOut', {}, cookieOnly);
  expect(reply.data).toEqual({ ok: true });
  expect(reply.setCookie).toMatch(/^__Host-onward-pay=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
  expect(await opens(world, payer)).toBe(false);
  expect((await refresh(world, payer)).data).toEqual(signedOut);
});

test('the desk’s cookie refreshes the desk and ends with it', async () => {
  const world = await aWorld();
  const { origin } = await aClerk(world, world.a);
  const signIn = { email: `clerk@${world.a.id}.example`, password: PASSWORD };
  const { cookie } = await world.call('staff', 'signIn', signIn, { origin: OWN_ORIGIN });
  const at = { ...(origin && { origin }), ...(cookie && { cookie }) };
  const again = await world.call('staff', 'refresh', {}, at);
  expect(again.data).toMatchObject({ ok: true, session: { staff: { role: 'clerk' } } });
  await world.call('staff', 'signOut', {}, { ...at, ...(again.cookie && { cookie: again.cookie }) });
  expect((await world.call('staff', 'refresh', {}, at)).data).toEqual(signedOut);
});
