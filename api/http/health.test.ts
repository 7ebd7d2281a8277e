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

test('a database that cannot be written is not ready', async () => {
  const world = await aWorld();
  Object.assign(world.deps, { db: world.deps.read });
  expect((await world.server.inject({ url: '/readyz' })).json()).toMatchObject({
    ok: false,
    database: false,
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
