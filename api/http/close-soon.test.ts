import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { listen } from '../server.ts';
import { closeSoon } from './close-soon.ts';

test('a close waits for the request under way, and not for what its connection might ask next', async () => {
  const app = fastify({ forceCloseConnections: 'idle' });
  closeSoon(app);
  const begun = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  app.get('/', () => {
    begun.resolve();
    return answer.promise;
  });
  const { port } = await listen(app, { host: '127.0.0.1', port: 0 });
  const unused = connect(port, '127.0.0.1'); // as browsers open them ahead
  await once(unused, 'connect');
  const agent = new Agent({ keepAlive: true });
  const asked = get({ host: '127.0.0.1', port, agent });
  await begun.promise;
  const closed = app.close();
  answer.resolve('to the end');
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  expect(await text(response)).toBe('to the end');
  await closed;
  agent.destroy();
});
