import cors from '@fastify/cors';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyPluginAsync } from 'fastify';
import { queryRows } from '../../prisma/rows.ts';
import type { Api } from '../api.ts';
import { contextOf } from '../context.ts';
import { appRouter } from '../router.ts';
import { logFailure } from './log-failure.ts';

const BODY_MOST_BYTES = 32 * 1024;

/**
 * The procedures: POST only, so that no input is ever in an address. A browser on another origin asks for
 * leave first and gets it only from an origin that some agency lists; the procedure then holds key, origin and
 * session to one agency.
 */
export function trpc(api: Api): FastifyPluginAsync {
  return async (server) => {
    await server.register(cors, {
      origin: (origin: string | undefined) => isListed(api, origin),
      methods: ['POST'],
      allowedHeaders: ['authorization', 'content-type', 'x-onward', 'x-onward-agency'],
      exposedHeaders: ['x-request-id', 'retry-after'],
      credentials: true,
      maxAge: 600,
    });
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) =>
      done(null, body),
    );
    server.post<{ Params: { procedure: string } }>(
      '/:procedure',
      { bodyLimit: BODY_MOST_BYTES },
      (req, reply) =>
        fastifyRequestHandler({
          router: appRouter,
          req,
          res: reply.header('cache-control', 'no-store'),
          path: req.params.procedure,
          allowMethodOverride: true, // queries come by POST too
          allowBatching: false,
          createContext: () => contextOf(api, req, reply),
          onError: ({ error }) => {
            if (error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'SERVICE_UNAVAILABLE') {
              logFailure(req.log, 'a procedure failed', error);
            }
          },
        }),
    );
  };
}

async function isListed(api: Api, origin: string | undefined): Promise<boolean> {
  if (origin === undefined) return false;
  if (origin === api.deps.pageOrigin()) return true;
  if (origin === api.deps.origin()) return false; // the desk needs no leave
  const rows = await queryRows<unknown>(api.deps.read)`
    SELECT 1 FROM "AgencyOrigin" WHERE "origin" = ${origin} LIMIT 1`;
  return rows.length > 0;
}
