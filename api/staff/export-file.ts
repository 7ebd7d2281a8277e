import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { Api } from '../api.ts';
import { audit } from '../audit.ts';
import { bearerOf } from '../auth/bearer.ts';
import { sourceOf } from '../auth/source-of.ts';
import type { StaffSession } from '../auth/sessions.ts';
import { logFailure } from '../http/log-failure.ts';
import { pathOfNul } from '../nul.ts';
import { EXPORT_ROLES, mayExport, roleOf, type Exportable } from './export-rights.ts';

const BODY_MOST_BYTES = 64 * 1024;

/** Whose, and until when: what came later is not in the file. */
export interface ExportScope {
  agencyId: string;
  timeZone: string;
  before: Date;
}

/** A list of the desk that can be had as a file. */
export interface Export<Wanted> {
  /** Its address, the file's name, and what the audit trail calls it. */
  name: 'payments' | 'people';
  input: z.ZodType<Wanted>;
  /** By which it is decided who may. */
  what: (wanted: Wanted) => Exportable;
  /** For the trail: what was typed is somebody's name, so only that something was. */
  filters: (wanted: Wanted) => Record<string, string | number>;
  /** @param done how many rows it had, at its end */
  lines: (
    databases: { db: Db; read: Db },
    scope: ExportScope,
    wanted: Wanted,
    done: (rows: number) => Promise<void>,
  ) => AsyncIterable<string>;
}

/**
 * POST /desk-export/<name>: a list as CSV, streamed. It is no procedure because its answer is a file of any length; it
 * asks the same of its caller as every procedure of the desk, and whether their role may. Who exported what is in the
 * audit trail before the first byte, and under the same id how many rows it had at its end; who was refused, too.
 */
export function exportRoute<Wanted>(api: Api, its: Export<Wanted>): FastifyPluginAsync {
  return async (server) => {
    server.post(`/${its.name}`, { bodyLimit: BODY_MOST_BYTES }, async (req, reply) => {
      reply.header('cache-control', 'no-store');
      const session = await staffOf(api, req);
      if (session === null) return reply.code(401).send({ message: 'Sign in first.', requestId: req.id });
      req.agencyId = session.agencyId;
      if (await isTooOften(api, req, reply, session)) return reply;
      const asked = its.input.safeParse(req.body);
      if (!asked.success || pathOfNul(req.body) !== undefined)
        return reply.code(400).send({ message: 'The input is malformed.', requestId: req.id });
      const trail = new Trail(api, session, its.name);
      const what = its.what(asked.data);
      const role = await readRole(api, session);
      if (!mayExport(role, what)) {
        await trail.write('refused', { what, role });
        const roles = EXPORT_ROLES[what];
        return reply.code(403).send({ message: 'Not with this role.', roles, requestId: req.id });
      }
      const file = Readable.from(await begun(api, session, its, asked.data, trail));
      file.on('error', (error) => logFailure(req.log, 'an export broke off', error)); // its answer has begun
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${its.name}.csv"`)
        .send(file);
    });
  };
}

/** Too many of them were answered. */
async function isTooOften(api: Api, req: FastifyRequest, reply: FastifyReply, { staffId }: StaffSession) {
  const retryAfter = await api.throttle.take(
    ['callsPerSource', sourceOf(req.ip)],
    ['exportPerStaff', staffId],
  );
  if (retryAfter === null) return false;
  await reply
    .code(429)
    .header('retry-after', String(retryAfter))
    .send({ message: 'Too many exports.', requestId: req.id });
  return true;
}

/** As `staffProcedure` asks: our own page, the custom header, a session. */
async function staffOf(api: Api, req: FastifyRequest): Promise<StaffSession | null> {
  const { origin } = req.headers;
  if (req.headers['x-onward'] !== '1' || origin === undefined || origin !== api.deps.origin()) return null;
  return api.sessions.ofStaff(bearerOf(req.headers.authorization), origin);
}

/** As it is now, not as it was when they signed in. */
async function readRole(api: Api, { agencyId, staffId }: StaffSession) {
  const member = await api.deps.read.staffMember.findFirst({ where: { id: staffId, agencyId } });
  return roleOf(member?.role);
}

async function begun<Wanted>(
  api: Api,
  { agencyId }: StaffSession,
  its: Export<Wanted>,
  wanted: Wanted,
  trail: Trail,
): Promise<AsyncIterable<string>> {
  const { db, read, clock } = api.deps;
  const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
  await trail.write('began', its.filters(wanted));
  const scope = { agencyId, timeZone, before: clock() };
  return its.lines({ db, read }, scope, wanted, (rows) => trail.write('ended', { rows }));
}

/** What the audit trail has of one export. */
class Trail {
  readonly #api: Api;
  readonly #session: StaffSession;
  readonly #name: string;
  readonly #id = randomUUID();

  constructor(api: Api, session: StaffSession, name: string) {
    this.#api = api;
    this.#session = session;
    this.#name = name;
  }

  write(step: 'began' | 'ended' | 'refused', detail: Record<string, string | number>): Promise<void> {
    const { db, clock } = this.#api.deps;
    const { agencyId, staffId } = this.#session;
    return audit(db, {
      agencyId,
      at: clock(),
      actor: { kind: 'staff', id: staffId },
      action: `${this.#name}.export_${step}`,
      subjectId: this.#id,
      detail,
    });
  }
}
