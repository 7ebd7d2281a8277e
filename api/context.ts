import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { sourceOf } from './auth/source-of.ts';
import { bearerOf } from './auth/bearer.ts';
import type { CookieName } from './auth/cookies.ts';
import { clearCookie, setCookie } from './auth/cookies.ts';

/** What a procedure is given: the api's parts, and what may be known of the request. */
export interface Context {
  api: Api;
  request: RequestFacts;
}

export interface RequestFacts {
  id: string;
  /** The caller's address, for throttling only. */
  source: string;
  /** The address itself, and the browser's name for itself: what a mandate is kept with. */
  from: { ipAddress: string; userAgent: string };
  /** x-onward */
  header: string | undefined;
  origin: string | undefined;
  agencyKey: string | undefined;
  bearer: string | undefined;
  cookie(name: CookieName): string | undefined;
  setCookie(name: CookieName, token: string, expiresAt: Date): void;
  clearCookie(name: CookieName): void;
  /** For the log line of this request. */
  noteAgency(agencyId: string): void;
}

export function contextOf(api: Api, req: FastifyRequest, reply: FastifyReply): Context {
  return {
    api,
    request: {
      id: req.id,
      source: sourceOf(req.ip),
      from: { ipAddress: req.ip, userAgent: (req.headers['user-agent'] ?? 'unknown').slice(0, 500) },
      header: single(req.headers['x-onward']),
      origin: req.headers.origin,
      agencyKey: single(req.headers['x-onward-agency']),
      bearer: bearerOf(req.headers.authorization),
      cookie: (name) => req.cookies[name],
      setCookie: (name, token, expiresAt) => setCookie(reply, name, token, expiresAt, api.deps.clock()),
      clearCookie: (name) => clearCookie(reply, name),
      noteAgency: (agencyId) => {
        req.agencyId = agencyId;
      },
    },
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    agencyId: string | undefined;
  }
}

const single = (header: string | string[] | undefined) => (typeof header === 'string' ? header : undefined);
