import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import { troubleOf } from '../prisma/trouble.ts';
import { apiOf } from './api.ts';
import type { Deps } from './deps.ts';
import { closeSoon } from './http/close-soon.ts';
import { health } from './http/health.ts';
import { logFailure } from './http/log-failure.ts';
import { logRequests } from './http/log-requests.ts';
import { securePage } from './http/secure-page.ts';
import { desk } from './http/desk.ts';
import { trpc } from './http/trpc.ts';
import { widgetFiles } from './http/widget-files.ts';
import { receiptPage } from './receipt/route.ts';
import { pathOfNul } from './nul.ts';
import { exportRoute } from './staff/export-file.ts';
import { paymentsExport } from './staff/export-payments.ts';
import { peopleExport } from './staff/export-people.ts';
import { webhooks } from './webhook/route.ts';
import type { Dispatcher } from './webhook/dispatcher.ts';

/** Largest body of any call; Stripe's events are the largest. */
const BODY_MOST_BYTES = 512 * 1024;

/**
 * The api as a server that does not listen yet. Closing it waits for the requests and the mails under way.
 * @param dispatcher is told of each new webhook; its life is the caller's
 */
export async function buildServer(
  deps: Deps,
  dispatcher: Pick<Dispatcher, 'kick'>,
): Promise<FastifyInstance> {
  const api = apiOf(deps);
  const server = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }), // its lines hold addresses
    genReqId: () => randomUUID(), // never the client's: a log line must be ours alone
    bodyLimit: BODY_MOST_BYTES,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    trustProxy: deps.trustedProxies,
    onProtoPoisoning: 'remove',
  });
  server.decorateRequest('agencyId', undefined);
  logRequests(server);
  closeSoon(server);
  // Before the rooms are registered: each takes over what is there by then.
  server.setErrorHandler((error: unknown, req, reply) => {
    const status = statusOf(error);
    if (status >= 500) logFailure(req.log, 'a request failed', error);
    const message = status >= 500 ? 'Something went wrong on our side.' : 'The request was refused.';
    return reply.code(status).send({ message, requestId: req.id });
  });
  server.addHook('preValidation', async (req, reply) => {
    if (pathOfNul(req.params) === undefined) return;
    reply.callNotFound(); // PostgreSQL cannot even be asked for it
    return reply;
  });
  await server.register(helmet, {
    // Each page sets its own; everything else is no page and may load nothing.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: deps.origin().startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });
  await server.register(cookie);
  await server.register(trpc(api), { prefix: '/trpc' });
  await server.register(webhooks(deps, dispatcher), { prefix: '/webhooks' });
  await server.register(receiptPage(api), { prefix: '/r' });
  await server.register(securePage(deps), { prefix: '/pay' });
  await server.register(widgetFiles(deps.folders.widget), { prefix: '/widget' });
  await server.register(desk(deps.folders.desk), { prefix: '/desk' });
  await server.register(exportRoute(api, paymentsExport), { prefix: '/desk-export' });
  await server.register(exportRoute(api, peopleExport), { prefix: '/desk-export' });
  await server.register(health(deps));
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ message: 'There is no such thing.' }));
  server.addHook('onClose', () => api.background.finished());
  return server;
}

/**
 * Listen.
 * @param at.port 0 takes a free one
 * @returns the address as bound
 */
export async function listen(
  server: FastifyInstance,
  at: { host: string; port: number },
): Promise<{ host: string; port: number }> {
  await server.listen(at);
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return { host: at.host, port: address.port };
}

function statusOf(error: unknown): number {
  if (troubleOf(error) !== null) return 503;
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 ? error.statusCode : 500;
}
