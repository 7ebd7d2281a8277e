import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import type { Database } from '../database.ts';
import { faultSchema } from '../fault-kinds.ts';
import type { Faults } from '../faults.ts';
import { countsOf } from './overview.ts';
import { controlPage } from './page.ts';
import { typedFault } from './typed-fault.ts';

/** The page runs nothing, loads its own style sheet, and posts to itself. */
const PAGE_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

interface Parts {
  database: Database;
  faults: Faults;
  /** Webhooks may be due, or what was put off. */
  wake: () => void;
}

/** What only the sandbox has: ways to make things go wrong, and to see what there is; for programs and for people. */
export async function serveControls(server: FastifyInstance, parts: Parts): Promise<void> {
  serveProgram(server, parts);
  await servePage(server, parts);
}

function serveProgram(server: FastifyInstance, { database, faults, wake }: Parts): void {
  server.post('/_sandbox/faults', async (request, reply) => {
    const fault = faultSchema.safeParse(request.body);
    if (!fault.success) return reply.code(400).send({ error: fault.error.message });
    faults.add(fault.data);
    return reply.code(201).send({ waiting: faults.waiting() });
  });
  server.delete('/_sandbox/faults', async () => {
    faults.clear();
    return { waiting: [] };
  });
  server.post('/_sandbox/deliveries', async () => {
    const { changes } = database
      .prepare("UPDATE delivery SET next_ms = ? WHERE state = 'waiting' AND held = 0 AND next_ms > ?")
      .run(Date.now(), Date.now());
    wake();
    return { due: changes };
  });
  server.post('/_sandbox/jobs', async () => {
    const { changes } = database
      .prepare('UPDATE job SET due_ms = ? WHERE due_ms > ?')
      .run(Date.now(), Date.now());
    wake();
    return { due: changes };
  });
  server.get('/_sandbox/state', async () => ({ ...countsOf(database), faults: faults.waiting() }));
}

async function servePage(server: FastifyInstance, { database, faults }: Parts): Promise<void> {
  const style = await readFile(new URL('./page.css', import.meta.url));
  const show = (reply: FastifyReply, page: string) =>
    reply.headers(PAGE_HEADERS).type('text/html').send(page);
  const back = (reply: FastifyReply) => reply.redirect('/_sandbox', 303);
  const fromThePage = { preHandler: refuseOtherSites };

  server.get('/_sandbox', async (_request, reply) => show(reply, controlPage(database, faults)));
  server.get('/_sandbox/page.css', async (_request, reply) => reply.type('text/css').send(style));
  server.post('/_sandbox/page/faults', fromThePage, async (request, reply) => {
    const typed = Object.fromEntries(new URLSearchParams(String(request.body)));
    const fault = typedFault(typed);
    if ('failure' in fault) return show(reply.code(400), controlPage(database, faults, typed, fault.failure));
    faults.add(fault.fault);
    return back(reply);
  });
  server.post('/_sandbox/page/faults/clear', fromThePage, async (_request, reply) => {
    faults.clear();
    return back(reply);
  });
  server.post<{ Params: { id: string } }>(
    '/_sandbox/page/faults/:id/clear',
    fromThePage,
    async (request, reply) => {
      faults.remove(Number(request.params.id));
      return back(reply);
    },
  );
}

/** A form on another site could be posted here by somebody's browser. */
async function refuseOtherSites(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (request.headers.origin === `${request.protocol}://${request.host}`) return undefined;
  return reply.code(403).type('text/plain').send('This form is only for the sandbox’s own page.');
}
