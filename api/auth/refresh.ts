import type { Answer, SessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { payCookie } from './cookies.ts';
import { noInput } from '../no-input.ts';
import { giveTokens } from './start-session.ts';

/** New tokens for the cookie's; a page asks when it opens, so not being signed in is no error. */
export const refresh = pageProcedure
  .input(noInput)
  .mutation(async ({ ctx }): Promise<Answer<{ session: SessionView }>> => {
    const token = ctx.request.refreshCookie(payCookie);
    if (token === undefined) return no('wrong_credentials');
    const at = { origin: ctx.origin, agencyId: ctx.agency.id };
    const tokens = await ctx.api.sessions.refresh('payer', token, at);
    if (tokens === null || !('accountId' in tokens.owner)) return no('wrong_credentials');
    return { ok: true, session: await giveTokens(ctx, tokens, tokens.owner.accountId) };
  });
