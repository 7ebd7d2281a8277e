import { expect, test } from 'vitest';
import { listen } from '../server.ts';
import { aWorld } from '../test-world.ts';

const ready = { ok: true, database: true, migrations: true, temporal: true };

test('a server that can do its work says so', async () => {
  const { server } = await aWorld();
  expect((await server.inject({ url: '/healthz' })).json()).toEqual({ ok: true });
  const answer = await server.inject({ url: '/readyz' });
  expect([answer.statusCode, answer.json()]).toEqual([200, ready]);
});

test('without Temporal, or with a database of another version, it is alive but not ready', async () => {
  const world = await aWorld();
  world.workflows.reachable = false;
  const first = await world.server.inject({ url: '/readyz' });
  expect([first.statusCode, first.json()]).toEqual([503, { ...ready, ok: false, temporal: false }]);
  Object.assign(world.deps, { migrationsCurrent: () => Promise.reject(new Error('unreadable')) });
  expect((await world.server.inject({ url: '/readyz' })).json()).toMatchObject({ migrations: false });
  expect((await world.server.inject({ url: '/healthz' })).statusCode).toBe(200);
});

test('a database that has no room left is not ready, and the answer says why; with room it is ready again', async () => {
  const { server, database } = await aWorld();
  const [size] = await database.db.$queryRaw<{ page_count: bigint }[]>`PRAGMA page_count`;
  const room = (pages: bigint) => database.db.$queryRawUnsafe(`PRAGMA max_page_count = ${pages}`);
  const readyz = async () => {
    const answer = await server.inject({ url: '/readyz' });
    return [answer.statusCode, answer.json()] as const;
  };
  await room(size?.page_count ?? 0n);
  const why = expect.stringContaining('its disk is full') as string;
  expect(await readyz()).toEqual([503, { ...ready, ok: false, database: false, why }]);
  await room(1_000_000n);
  expect(await readyz()).toEqual([200, ready]);
});

test('a database that hangs is not ready', async () => {
  const world = await aWorld();
  Object.assign(world.deps, { databaseTrouble: () => new Promise(() => undefined) });
  expect((await world.server.inject({ url: '/readyz' })).json()).toMatchObject({
    ok: false,
    database: false,
    why: 'The database does not answer in time.',
  });
});

test('it listens on a free port and answers over a real connection', async () => {
  const { server } = await aWorld();
  const { host, port } = await listen(server, { host: '127.0.0.1', port: 0 });
  const answer = await fetch(`http://${host}:${port}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
});

test('a stop lets the call in hand end, and waits for the mails under way', async () => {
  const world = await aWorld();
  const inHand = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const sent: string[] = [];
  Object.assign(world.deps.mailer, {
    send: async ({ to }: { to: string }) => {
      inHand.resolve();
      await release.promise;
      sent.push(to);
    },
  });
  const { key, origin } = world.a;
  const input = {
    givenName: 'Robin',
    familyName: 'Sample',
    email: 'robin@payer.example',
    password: 'a long enough sentence',
  };
  await world.call('auth', 'signUp', { ...input, language: 'en', acceptTerms: true }, { key, origin });
  await inHand.promise;
  const closed = world.server.close();
  release.resolve();
  await closed;
  expect(sent).toEqual(['robin@payer.example']);
});
