import type { SessionView } from '../contract/index.ts';
import type { Context } from '../context.ts';
import { sessionView } from './account-view.ts';
import { payCookie } from './cookies.ts';
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
  return tokens && giveTokens(ctx, tokens, proved.accountId);
}
