import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import type { AppRouter } from '../contract/index.ts';
import { listen } from '../server.ts';
import { aWorld, PASSWORD, type World } from '../test-world.ts';

/** The official client over a real connection, as the widget uses it. */
async function aClient({ server, a }: World, headers: Record<string, string> = {}) {
  const { host, port } = await listen(server, { host: '127.0.0.1', port: 0 });
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `http://${host}:${port}/trpc`,
        methodOverride: 'POST',
        headers: { 'x-onward': '1', 'x-onward-agency': a.key, origin: a.origin, ...headers },
      }),
    ],
  });
}

test('queries and mutations of the official client are POSTs that arrive', async () => {
  const world = await aWorld();
  const client = await aClient(world);
  expect(await client.agency.view.query({})).toMatchObject({ name: 'Sample County Probation' });
  const answer = await client.auth.signIn.mutate({ email: world.a.account.email, password: PASSWORD });
  expect(answer).toMatchObject({ ok: true, session: { account: { givenName: 'Pat' } } });
});

test('the client sees why it was turned away', async () => {
  const world = await aWorld();
  const client = await aClient(world, { origin: 'https://evil.example' });
  const error: unknown = await client.agency.view.query({}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TRPCClientError);
  expect(error).toMatchObject({
    data: { code: 'FORBIDDEN', reason: 'origin', requestId: expect.any(String) },
  });
});
