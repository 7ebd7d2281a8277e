import { pageProcedure } from '../trpc.ts';
import { noInput } from '../no-input.ts';
import { payCookie } from './cookies.ts';
import { forgetSignUp } from './waiting-sign-up.ts';

/** End the session of this browser, by whichever of its tokens there is. */
export const signOut = pageProcedure.input(noInput).mutation(async ({ ctx }): Promise<{ ok: true }> => {
  for (const token of [ctx.request.cookie(payCookie), ctx.request.bearer]) {
    if (token !== undefined) await ctx.api.sessions.end(token, ctx.origin);
  }
  ctx.request.clearCookie(payCookie);
  forgetSignUp(ctx);
  return { ok: true };
});
