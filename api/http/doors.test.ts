import { expect, test } from 'vitest';
import { goStraight } from '../../prisma/rows.ts';
import { Sessions } from '../auth/sessions.ts';
import { aClerk, aWorld, OWN_ORIGIN, PASSWORD, signedIn, type World } from '../test-world.ts';

test('an agency is shown to its own page only', async () => {
  const world = await aWorld();
  const { a, b } = world;
  const view = (caller: object) => world.call('agency', 'view', {}, caller);
  expect((await view({ key: a.key, origin: a.origin })).data).toMatchObject({
    name: 'Sample County Probation',
    stripe: { publishableKey: 'pk_test_sandbox', account: 'acct_a' },
  });
  for (const [caller, reason] of [
    [{ key: a.key, origin: b.origin }, 'origin'],
    [{ key: a.key, origin: 'http://a.example' }, 'origin'],
    [{ key: a.key, origin: 'https://a.example:444' }, 'origin'],
    [{ key: a.key, origin: 'null' }, 'origin'],
    [{ key: a.key }, 'origin'],
    [{ key: a.key, origin: OWN_ORIGIN }, 'origin'],
    [{ key: 'pk_onward_nobody', origin: a.origin }, 'agency'],
    [{ origin: a.origin }, 'agency'],
    [{ key: a.key, origin: a.origin, headers: { 'x-onward': '0' } }, 'header'],
  ] as const) {
    const { status, error } = await view(caller);
    expect([status, error?.data['reason']]).toEqual([403, reason]);
  }
});

test('staff procedures answer only the api’s own page', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  expect((await world.call('staff', 'searchPayments', {}, clerk)).status).toBe(200);
  const elsewhere = { ...clerk, origin: world.a.origin, key: world.a.key };
  const { status, error } = await world.call('staff', 'searchPayments', {}, elsewhere);
  expect([status, error?.data['reason']]).toEqual([403, 'origin']);
});

test('a token of one kind opens nothing of the other', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const clerk = await aClerk(world, world.a);
  const asStaff = await world.call('staff', 'searchPayments', {}, { ...payer, origin: OWN_ORIGIN });
  const asPayer = await world.call('payer', 'open', {}, { ...payer, token: clerk.token ?? '' });
  expect([asStaff.status, asPayer.status]).toEqual([401, 401]);
});

test('a payer’s token of a page on the api’s own origin opens nothing of the desk', async () => {
  const world = await aWorld();
  const { id } = world.a.account;
  const { passwordHash } = await world.database.db.payerAccount.findUniqueOrThrow({ where: { id } });
  const sessions = new Sessions(world.deps);
  const tokens = await sessions.openFor(world.a.id, { accountId: id, passwordHash }, OWN_ORIGIN);
  const caller = { origin: OWN_ORIGIN, token: tokens?.access ?? '' };
  expect((await world.call('staff', 'searchPayments', {}, caller)).status).toBe(401);
  expect(await sessions.refresh('staff', tokens?.refresh ?? '', { origin: OWN_ORIGIN })).toBeNull();
});

test('a browser gets leave only for an origin that some agency lists', async () => {
  const { server, a } = await aWorld();
  const preflight = (origin: string) =>
    server.inject({
      method: 'OPTIONS',
      url: '/trpc/payer.pay',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-onward',
      },
    });
  const listed = await preflight(a.origin);
  expect(listed.statusCode).toBe(204);
  expect(listed.headers).toMatchObject({
    'access-control-allow-origin': a.origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST',
  });
  expect(listed.headers.vary).toContain('Origin');
  const other = await preflight('https://evil.example');
  expect(other.statusCode).toBe(404);
  expect(other.headers['access-control-allow-origin']).toBeUndefined();
});

test('an answer can be read by a listed origin, and by no other', async () => {
  const world = await aWorld();
  const { a } = world;
  const listed = await world.call('agency', 'view', {}, { key: a.key, origin: a.origin });
  expect(listed.headers['access-control-allow-origin']).toBe(a.origin);
  expect(listed.headers['cache-control']).toBe('no-store');
  const other = await world.call('agency', 'view', {}, { key: a.key, origin: 'https://evil.example' });
  expect(other.headers['access-control-allow-origin']).toBeUndefined();
});

test('what a page can send without leave reaches no procedure', async () => {
  const { server, a } = await aWorld();
  const headers = { origin: a.origin, 'x-onward-agency': a.key, 'x-onward': '1' };
  const url = '/trpc/agency.view';
  const viaGet = await server.inject({ method: 'GET', url: `${url}?input=%7B%7D`, headers });
  const viaForm = await server.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'text/plain' },
    payload: '{}',
  });
  expect([viaGet.statusCode, viaForm.statusCode]).toEqual([404, 415]);
});

test('one request asks one thing: what is limited by the call is not had by the dozen', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const twice = await world.post('agency.view,agency.view?batch=1', { 0: {}, 1: {} }, { key, origin });
  expect(twice).toMatchObject({ status: 400, data: undefined });
});

test('malformed input names its fields, and nothing else of the machine is told', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const { status, error } = await world.post('auth.signIn', { email: 7 }, { key, origin });
  expect(status).toBe(400);
  expect(error?.data).toMatchObject({
    code: 'BAD_REQUEST',
    fields: [
      { path: 'email', message: expect.any(String) },
      { path: 'password', message: expect.any(String) },
    ],
  });
  expect(Object.keys(error?.data ?? {}).toSorted()).toEqual(['code', 'fields', 'httpStatus', 'requestId']);
});

test('every answer and every error names its request', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const good = await world.call('agency', 'view', {}, { key, origin });
  expect(good.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  const bad = await world.call('payer', 'open', {}, { key, origin });
  expect(bad.error?.data['requestId']).toBe(bad.headers['x-request-id']);
  const nothing = await world.server.inject({ method: 'GET', url: '/somewhere' });
  expect([nothing.statusCode, typeof nothing.headers['x-request-id']]).toEqual([404, 'string']);
});

test('a failing machine says only that it failed', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const { read } = world.deps;
  goStraight(read, {
    rows: async (...statement) => {
      if (statement[0].join('').includes('"publishableKey"')) throw new Error('row of pat@payer.example');
      return read.$queryRaw(...statement);
    },
    execute: (...statement) => read.$executeRaw(...statement),
  });
  const { status, error } = await world.call('agency', 'view', {}, { key, origin });
  expect([status, error?.message]).toEqual([500, 'Something went wrong on our side.']);
  expect(JSON.stringify(error)).not.toContain('pat@payer.example');
  expect(world.logLines.join('')).not.toContain('pat@payer.example');
  expect(world.logLines.join('')).toContain('a procedure failed');
});

test('a body that is too large is refused before it is read', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  const { status } = await world.post('auth.signIn', { email: 'x'.repeat(40_000) }, { key, origin });
  expect(status).toBe(413);
});

test.each([
  ['of a proxy that is listed', ['127.0.0.0/8'], [200, 200, 429]],
  ['of nobody else', ['10.0.0.1'], [200, 429, 429]],
])('where a call came from is believed %s', async (_, trustedProxies, statuses) => {
  const world = await aWorld({ trustedProxies, limits: { callsPerSource: { tries: 1, seconds: 60 } } });
  const { key, origin } = world.a;
  const from = async (address: string) =>
    (await world.call('agency', 'view', {}, { key, origin, address })).status;
  // What a caller wrote before the proxy's own entry is no address of theirs.
  const heard = [
    await from('203.0.113.1'),
    await from('203.0.113.2'),
    await from('198.51.100.1, 203.0.113.1'),
  ];
  expect(heard).toEqual(statuses);
});

test('the log says what was called and how it ended, and nothing of whom', async () => {
  const world = await aWorld();
  await useAll(world);
  const lines = world.logLines.join('');
  expect(lines).toContain('"procedure":"auth.signIn"');
  expect(lines).toContain(`"agencyId":"${world.a.id}"`);
  for (const secret of [
    'payer.example',
    'Pat',
    'Sample',
    '48213A',
    '1990-01-31',
    PASSWORD,
    '203.0.113',
    'Bearer',
  ]) {
    expect(lines).not.toContain(secret);
  }
});

async function useAll(world: World): Promise<void> {
  const { key, origin, person } = world.a;
  const payer = { ...(await signedIn(world, world.a)), address: '203.0.113.9' };
  await world.call('payer', 'owed', { personId: person.id }, payer);
  await world.call('record', 'match', { agencyPersonId: '48213A', birthDate: '1990-01-31' }, payer);
  const signUp = {
    givenName: 'Pat',
    familyName: 'Sample',
    email: 'pat@payer.example',
    language: 'en' as const,
  };
  await world.call('auth', 'signUp', { ...signUp, password: PASSWORD, acceptTerms: true }, { key, origin });
  await world.post('pat@payer.example', {}, { key, origin });
  await world.server.inject({ method: 'GET', url: '/r/pat@payer.example' });
}
