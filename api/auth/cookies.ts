import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';

/** `__Host-`: this host alone, Secure, Path=/. Payer and desk never share one. */
export const payCookie = '__Host-onward-pay';
/** Names a sign-up that waits for its code. */
export const signUpCookie = '__Host-onward-sign-up';
export const deskCookie = '__Host-onward-desk';
/** Of a browser that has signed in before. It signs nobody in. */
export const deviceCookie = '__Host-onward-device';
export type CookieName = typeof payCookie | typeof signUpCookie | typeof deskCookie | typeof deviceCookie;

/** A payer's are set by a cross-site call: partitioned, so that each agency's page has its own. */
const ofPage = { path: '/', httpOnly: true, secure: true, sameSite: 'none', partitioned: true } as const;
const options = {
  [payCookie]: ofPage,
  [signUpCookie]: ofPage,
  [deviceCookie]: ofPage,
  [deskCookie]: { path: '/', httpOnly: true, secure: true, sameSite: 'strict' },
} as const satisfies Record<CookieName, CookieSerializeOptions>;

export function setCookie(
  reply: FastifyReply,
  name: CookieName,
  token: string,
  expiresAt: Date,
  now: Date,
): void {
  const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
  reply.setCookie(name, token, { ...options[name], maxAge });
}

export function clearCookie(reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(name, options[name]);
}
