import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import type { Clock } from './clock.ts';
import { answerTo, send } from './answer.ts';
import { serveApi } from './api.ts';
import { Jobs } from './jobs.ts';
import { openDatabase } from './database.ts';
import { invalidRequest, unknownUrl } from './errors.ts';
import { Faults } from './faults.ts';
import { forget } from './forget.ts';
import { serveBrowserFiles } from './browser-files.ts';
import { serveControls } from './control/controls.ts';
import { background } from './payment/background.ts';
import { operations } from './operations.ts';
import type { FixedWebhook } from './webhooks/fixed.ts';
import { fixWebhooks } from './webhooks/fixed.ts';
import { WebhookSender } from './webhooks/sender.ts';

/** More than fits in a request's head: an id that is too long is an id that nothing has. */
const ID_LENGTH_MAX = 32_768;

export interface SandboxOptions {
  /** 0 chooses a free one */
  port: number;
  /** default 127.0.0.1 */
  host?: string;
  /** the SQLite file that keeps the state; without it the state ends with the sandbox */
  dataFile?: string;
  /** endpoints of `acct_sandbox`, the platform of `sk_test_sandbox`, that exist from the start with a known secret */
  webhooks?: readonly FixedWebhook[];
  clock?: Clock;
  /** its file is of use only when closed in order: nothing waits for the disk meanwhile. For making sample data. */
  isThrownAwayIfCut?: boolean;
}
export interface Sandbox {
  /** `http://localhost:4004` */
  url: string;
  /** drops what Stripe keeps for a time only, and that time is over */
  forget(): void;
  /** answers what is under way, stops sending webhooks, closes the database */
  close(): Promise<void>;
}

/** Start a Stripe of our own: the API, its webhooks, and `stripe.js` with its frames. */
export async function startSandbox({
  port,
  host = '127.0.0.1',
  dataFile,
  webhooks = [],
  clock = () => new Date(),
  isThrownAwayIfCut = false,
}: SandboxOptions): Promise<Sandbox> {
  const database = openDatabase(dataFile, { isThrownAwayIfCut });
  const faults = new Faults(database);
  const sender = new WebhookSender(database);
  const jobs = new Jobs(database, clock, background, () => sender.wake());
  let waking: NodeJS.Immediate | undefined;
  /** What follows from an answer is done right after it is on its way: before the next request is read. */
  const wake = () => {
    waking ??= setImmediate(() => {
      waking = undefined;
      jobs.wake();
      sender.wake();
    });
  };
  fixWebhooks(database, webhooks, clock());

  const server = fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: ID_LENGTH_MAX },
    frameworkErrors: (error, _request, reply) => void send(reply, answerTo(error)),
  });
  acceptForms(server);
  server.setNotFoundHandler((request, reply) =>
    send(reply, answerTo(unknownUrl(request.method, request.url))),
  );
  server.setErrorHandler((error, _request, reply) => send(reply, answerTo(error)));
  for (const url of UNKNOWN_GETS) server.get(url, () => Promise.reject(unknownUrl('GET', url)));
  await serveBrowserFiles(server);
  await serveControls(server, { database, faults, wake });
  serveApi(server, operations, { database, faults, clock, committed: wake });

  await server.listen({ port, host });
  wake();
  const address = server.server.address();
  const realPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${realPort}`,
    forget: () => forget(database, clock()),
    async close() {
      await server.close();
      clearImmediate(waking);
      jobs.close();
      await sender.close();
      database.close();
    },
  };
}

/** Stripe's bodies are forms, kept as text: the idempotency store compares them as they came. */
function acceptForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
  server.addHook('preHandler', async (request) => {
    if (request.url.startsWith('/v1/') && typeof request.body === 'object' && request.body !== null) {
      throw invalidRequest(
        'Invalid request (check that your POST content type is application/x-www-form-urlencoded).',
      );
    }
  });
}

/** Addresses that would else be read as an object's, named `search`. */
const UNKNOWN_GETS = ['charges', 'customers', 'payment_intents'].map((of) => `/v1/${of}/search`);
