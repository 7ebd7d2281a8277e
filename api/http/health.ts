import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyPluginAsync } from 'fastify';
import { troubleSentences, type Trouble } from '../../prisma/trouble.ts';
import type { Deps } from '../deps.ts';

const PATIENCE_MS = 3000;

/** /healthz: the process answers. /readyz: it can do its work, and if not, which part cannot, and why. */
export function health(deps: Deps): FastifyPluginAsync {
  return async (server) => {
    server.get('/healthz', async () => ({ ok: true }));
    server.get('/readyz', async (_, reply) => {
      const [trouble, migrations, temporal] = await Promise.all([
        inTime<Trouble | null>(deps.databaseTrouble, 'slow'),
        inTime(deps.migrationsCurrent, false),
        inTime(deps.temporalReachable, false),
      ]);
      const database = trouble === null;
      const ok = database && migrations && temporal;
      const why = trouble && troubleSentences[trouble];
      return reply.code(ok ? 200 : 503).send({ ok, database, migrations, temporal, ...(why && { why }) });
    });
  };
}

/** Whatever hangs or throws is not ready. */
async function inTime<T>(check: () => Promise<T>, otherwise: T): Promise<T> {
  const tooLate = new AbortController();
  try {
    return await Promise.race([check(), wait(PATIENCE_MS, otherwise, { signal: tooLate.signal })]);
  } catch {
    return otherwise;
  } finally {
    tooLate.abort();
  }
}
