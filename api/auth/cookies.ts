import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';

/** `__Host-`: this host alone, Secure, Path=/. Payer and desk never share one. */
export const payCookie = '__Host-onward-pay';
export const deskCookie = '__Host-onward-desk';
export type CookieName = typeof payCookie | typeof deskCookie;

/** The payer's is set by a cross-site call: partitioned, so that each agency's page has its own. */
const options = {
  [payCookie]: { path: '/', httpOnly: true, secure: true, sameSite: 'none', partitioned: true },
  [deskCookie]: { path: '/', httpOnly: true, secure: true, sameSite: 'strict' },
} as const satisfies Record<CookieName, CookieSerializeOptions>;

export function setRefreshCookie(
  reply: FastifyReply,
  name: CookieName,
  token: string,
  expiresAt: Date,
  now: Date,
): void {
  const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
  reply.setCookie(name, token, { ...options[name], maxAge });
}

export function clearRefreshCookie(reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(name, options[name]);
}
