import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyPluginAsync } from 'fastify';
import type { Deps } from '../deps.ts';

const PATIENCE_MS = 3000;

/** /healthz: the process answers. /readyz: it can do its work, and if not, which part cannot. */
export function health(deps: Deps): FastifyPluginAsync {
  return async (server) => {
    server.get('/healthz', async () => ({ ok: true }));
    server.get('/readyz', async (_, reply) => {
      const [database, migrations, temporal] = await Promise.all([
        inTime(() => canReadAndWrite(deps)),
        inTime(deps.migrationsCurrent),
        inTime(deps.temporalReachable),
      ]);
      const ok = database && migrations && temporal;
      return reply.code(ok ? 200 : 503).send({ ok, database, migrations, temporal });
    });
  };
}

async function canReadAndWrite({ db, read }: Deps): Promise<boolean> {
  await read.agency.findFirst({ select: { id: true } });
  await db.sessionToken.deleteMany({ where: { hash: 'readiness: a write that changes nothing' } });
  return true;
}

/** Whatever hangs or throws is not ready. */
async function inTime(check: () => Promise<boolean>): Promise<boolean> {
  const tooLate = new AbortController();
  try {
    return await Promise.race([check(), wait(PATIENCE_MS, false, { signal: tooLate.signal })]);
  } catch {
    return false;
  } finally {
    tooLate.abort();
  }
}
