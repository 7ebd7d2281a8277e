import type { FastifyInstance } from 'fastify';
import { appRouter } from '../router.ts';

/**
 * One line a request: what was called, how it ended, how long it took. No address, no URL, no header: a
 * receipt's address, an e-mail or a name could be in them.
 */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async (req, reply) => {
    reply.header('x-request-id', req.id);
  });
  server.addHook('onResponse', async (req, reply) => {
    const { procedure } = pathOf(req.params);
    req.log.info(
      {
        route: req.routeOptions.url ?? 'none',
        ...(procedure !== undefined && { procedure }),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(req.agencyId !== undefined && { agencyId: req.agencyId }),
      },
      'request',
    );
  });
}

/** Names of procedures as we wrote them; what a caller made up is not logged. */
export const procedureNames: readonly string[] = Object.keys(appRouter._def.procedures);

function pathOf(params: unknown): { procedure?: string } {
  if (typeof params !== 'object' || params === null || !('procedure' in params)) return {};
  const name = procedureNames.find((known) => known === params.procedure);
  return name === undefined ? {} : { procedure: name };
}
