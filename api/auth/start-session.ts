import type { SessionView } from '../contract/index.ts';
import type { Context } from '../context.ts';
import { sessionView } from './account-view.ts';
import { deviceCookie, payCookie } from './cookies.ts';
import type { Proved, Tokens } from './sessions.ts';
import { forgetSignUp } from './waiting-sign-up.ts';

/** Give a payer's browser its tokens: the refresh token as a cookie, the other in the answer. */
export async function giveTokens(ctx: Context, tokens: Tokens, accountId: string): Promise<SessionView> {
  ctx.request.setCookie(payCookie, tokens.refresh, tokens.refreshExpiresAt);
  forgetSignUp(ctx);
  return sessionView(ctx.api.deps.read, tokens, accountId);
}

/** Sign a payer in from this origin. @returns null: the account has another password since */
export async function startSession(
  ctx: Context & { agency: { id: string }; origin: string },
  proved: Proved,
): Promise<SessionView | null> {
  const tokens = await ctx.api.sessions.openFor(ctx.agency.id, proved, ctx.origin);
  if (tokens === null) return null;
  const session = await giveTokens(ctx, tokens, proved.accountId);
  const known = ctx.request.cookie(deviceCookie);
  const account = { agencyId: ctx.agency.id, accountId: proved.accountId };
  const { token, until } = await ctx.api.devices.remember(known, account);
  ctx.request.setCookie(deviceCookie, token, until);
  return session;
}
