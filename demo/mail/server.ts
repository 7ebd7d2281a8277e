import { readFile } from 'node:fs/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { listPage, mailPage, missingPage } from './pages.ts';
import { startSmtp } from './smtp.ts';
import { openMailStore, type MailStore, type Wanted } from './store.ts';

export interface MailSandbox {
  /** For SMTP_URL. */
  smtpUrl: string;
  /** The page that lists the mails. */
  url: string;
  close(): Promise<void>;
}

const pageCsp =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/** What a mail brought along: it may look like something, and do nothing. */
const mailCsp =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/**
 * Take all mail of the demo and show it: SMTP on a loopback port, a page and JSON on another.
 * @param options.smtpPort 0 takes a free one
 * @param options.webPort 0 takes a free one
 * @param options.folder where each mail is kept as a file
 * @throws {Error} EADDRINUSE and the like
 */
export async function startMailSandbox(options: {
  smtpPort: number;
  webPort: number;
  folder: string;
}): Promise<MailSandbox> {
  const store = await openMailStore(options.folder);
  const smtp = await startSmtp({ port: options.smtpPort, store });
  const app = fastify({ forceCloseConnections: true });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', pageCsp);
  });
  addPages(app, store);
  await addFiles(app);
  try {
    const listening = new URL(await app.listen({ port: options.webPort, host: 'localhost' }));
    return {
      smtpUrl: smtp.url,
      url: `http://localhost:${listening.port}`,
      async close() {
        await app.close();
        await smtp.close();
      },
    };
  } catch (error) {
    await smtp.close();
    throw error;
  }
}

const address = { type: 'string', maxLength: 320 };
const recipientQuery = {
  schema: { querystring: { type: 'object', properties: { to: address, find: address } } },
};

function addPages(app: FastifyInstance, store: MailStore): void {
  app.get<{ Querystring: Wanted }>('/', recipientQuery, async ({ query }, reply) =>
    reply.type('text/html; charset=utf-8').send(listPage(await store.list(query), query)),
  );
  app.get<{ Querystring: Wanted }>('/api/mails', recipientQuery, async ({ query }) => ({
    mails: await store.list(query),
  }));
  app.get<{ Querystring: Wanted }>('/api/newest', recipientQuery, async ({ query }, reply) =>
    reply.type('text/plain; charset=utf-8').send((await store.list(query))[0]?.id ?? ''),
  );
  app.get<{ Params: { id: string } }>('/mails/:id', async ({ params }, reply) => {
    const mail = await store.read(params.id);
    reply.type('text/html; charset=utf-8');
    return mail ? reply.send(mailPage(mail)) : reply.code(404).send(missingPage());
  });
  app.get<{ Params: { id: string } }>('/mails/:id/html', async ({ params }, reply) => {
    const mail = await store.read(params.id);
    reply.type('text/html; charset=utf-8').header('content-security-policy', mailCsp);
    return mail?.html ? reply.send(mail.html) : reply.code(404).send('');
  });
  app.get<{ Params: { id: string } }>('/mails/:id/raw', async ({ params }, reply) => {
    const raw = await store.raw(params.id);
    return raw ? reply.type('text/plain; charset=utf-8').send(raw) : reply.code(404).send('');
  });
}

async function addFiles(app: FastifyInstance): Promise<void> {
  const [script, style] = await Promise.all(
    ['arrivals.js', 'mail.css'].map((name) => readFile(new URL(name, import.meta.url))),
  );
  app.get('/arrivals.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script));
  app.get('/mail.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
}
