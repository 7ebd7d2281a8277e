import { pageProcedure } from '../trpc.ts';
import { noInput } from '../no-input.ts';
import { payCookie } from './cookies.ts';

/** End the session of this browser, by whichever of its tokens there is. */
export const signOut = pageProcedure.input(noInput).mutation(async ({ ctx }): Promise<{ ok: true }> => {
  for (const token of [ctx.request.refreshCookie(payCookie), ctx.request.bearer]) {
    if (token !== undefined) await ctx.api.sessions.end(token, ctx.origin);
  }
  ctx.request.clearRefreshCookie(payCookie);
  return { ok: true };
});
