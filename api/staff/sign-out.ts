import { deskCookie } from '../auth/cookies.ts';
import { noInput } from '../no-input.ts';
import { deskProcedure } from '../trpc.ts';

/** End the session of this browser, by whichever of its tokens there is. */
export const staffSignOut = deskProcedure.input(noInput).mutation(async ({ ctx }): Promise<{ ok: true }> => {
  for (const token of [ctx.request.cookie(deskCookie), ctx.request.bearer]) {
    if (token !== undefined) await ctx.api.sessions.end(token, ctx.origin);
  }
  ctx.request.clearCookie(deskCookie);
  return { ok: true };
});
