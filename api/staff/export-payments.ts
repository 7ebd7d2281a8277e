import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Api } from '../api.ts';
import { audit } from '../audit.ts';
import { bearerOf } from '../auth/bearer.ts';
import { sourceOf } from '../auth/source-of.ts';
import type { StaffSession } from '../auth/sessions.ts';
import { logFailure } from '../http/log-failure.ts';
import { pathOfNul } from '../nul.ts';
import { idInput } from '../payer/inputs.ts';
import { exportLines, type Exported } from './export-rows.ts';
import { listInput, type WantedList } from './payment-filters.ts';

const BODY_MOST_BYTES = 64 * 1024;

export const exportInput = z.union([
  z.strictObject({ ids: z.array(idInput).min(1).max(1_000) }),
  listInput.strict(),
]);

/**
 * POST /desk-export/payments: the payments of a list, or the picked ones, as CSV, streamed. It is no procedure because
 * its answer is a file of any length; it asks the same of its caller as every procedure of the desk. Who exported what
 * is in the audit trail before the first byte, and how many rows it had at its end.
 */
export function paymentsExport(api: Api): FastifyPluginAsync {
  return async (server) => {
    server.post('/payments', { bodyLimit: BODY_MOST_BYTES }, async (req, reply) => {
      reply.header('cache-control', 'no-store');
      const session = await staffOf(api, req);
      if (session === null) return reply.code(401).send({ message: 'Sign in first.', requestId: req.id });
      req.agencyId = session.agencyId;
      const retryAfter = await api.throttle.take(
        ['callsPerSource', sourceOf(req.ip)],
        ['exportPerStaff', session.staffId],
      );
      if (retryAfter !== null)
        return reply
          .code(429)
          .header('retry-after', String(retryAfter))
          .send({ message: 'Too many exports.', requestId: req.id });
      const asked = exportInput.safeParse(req.body);
      if (!asked.success || pathOfNul(req.body) !== undefined)
        return reply.code(400).send({ message: 'The input is malformed.', requestId: req.id });
      const file = Readable.from(await begun(api, session, asked.data));
      file.on('error', (error) => logFailure(req.log, 'an export broke off', error)); // its answer has begun
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="payments.csv"')
        .send(file);
    });
  };
}

/** As `staffProcedure` asks: our own page, the custom header, a session. */
async function staffOf(api: Api, req: FastifyRequest): Promise<StaffSession | null> {
  const { origin } = req.headers;
  if (req.headers['x-onward'] !== '1' || origin === undefined || origin !== api.deps.origin()) return null;
  return api.sessions.ofStaff(bearerOf(req.headers.authorization), origin);
}

async function begun(api: Api, { agencyId, staffId }: StaffSession, wanted: Exported['wanted']) {
  const { db, read, clock } = api.deps;
  const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
  const write = (action: string, detail: Record<string, string | number>) =>
    audit(db, { agencyId, at: clock(), actor: { kind: 'staff', id: staffId }, action, detail });
  await write('payments.export_began', 'ids' in wanted ? { picked: wanted.ids.length } : filtersOf(wanted));
  return exportLines(read, { agencyId, timeZone, wanted, before: clock() }, (rows) =>
    write('payments.export_ended', { rows }),
  );
}

/** For the trail: what was typed is somebody's name, so only that something was. */
function filtersOf({ text, ...filters }: WantedList): Record<string, string | number> {
  const set = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(set), ...(text && { searched: 1 }) };
}
