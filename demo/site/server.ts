import { readFile } from 'node:fs/promises';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { contentSecurityPolicy, type Hosts } from './csp.ts';
import { HOSTILE_PATHS, hostilePage, INDEX_PATHS } from './hostile-page.ts';
import { agencyPage, type Embed } from './page.ts';
import { texts, type SiteTexts } from './texts.ts';

export interface Site {
  /** Where browsers reach it, e.g. http://127.0.0.1:4001: another site than the product on localhost. */
  origin: string;
  /** Names the hosts, once the product and the sandbox listen; until then the page answers 503. */
  embed(hosts: Hosts): void;
  close(): Promise<void>;
}

const files = [
  ['site.css', 'text/css; charset=utf-8'],
  ['hostile.css', 'text/css; charset=utf-8'],
  ['event-log.js', 'text/javascript; charset=utf-8'],
  ['crest.svg', 'image/svg+xml'],
] as const;

/**
 * The sample agency's own web site: static pages, no connection to the product but the script and the element.
 * @param options.port 0 takes a free one
 * @throws {Error} EADDRINUSE and the like, as `listen` does
 */
export async function startSite(options: {
  port: number;
  publishableKey: string;
  host?: string;
  /** Absent: the small sample world's agency. */
  says?: SiteTexts;
}): Promise<Site> {
  const { port, publishableKey, host = '127.0.0.1', says = texts } = options;
  let hosts: Hosts | undefined;
  const app = fastify({ forceCloseConnections: true });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'strict-origin-when-cross-origin');
    reply.header('cache-control', 'no-cache');
    if (hosts) reply.header('content-security-policy', contentSecurityPolicy(hosts));
  });
  const answer = (reply: FastifyReply, page: (embed: Embed) => string) => {
    if (!hosts) return reply.code(503).header('retry-after', '2').send('The sample site is starting.');
    return reply.type('text/html; charset=utf-8').send(page({ apiOrigin: hosts.apiOrigin, publishableKey }));
  };
  for (const language of ['en', 'es'] as const) {
    app.get(INDEX_PATHS[language], async (_request, reply) =>
      answer(reply, (embed) => agencyPage(says[language], embed)),
    );
    app.get<{ Querystring: { dir?: unknown } }>(HOSTILE_PATHS[language], async ({ query }, reply) =>
      answer(reply, (embed) => hostilePage(says[language], embed, query.dir === 'rtl' ? 'rtl' : 'ltr')),
    );
  }
  await serveFiles(app);
  const origin = await app.listen({ port, host });
  return {
    origin,
    embed(named) {
      hosts = named;
    },
    async close() {
      await app.close();
    },
  };
}

async function serveFiles(app: FastifyInstance): Promise<void> {
  for (const [name, type] of files) {
    const bytes = await readFile(new URL(name, import.meta.url));
    app.get(`/${name}`, (_request, reply) => reply.type(type).send(bytes));
  }
}
