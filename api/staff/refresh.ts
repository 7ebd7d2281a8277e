import { deskCookie } from '../auth/cookies.ts';
import type { Answer, StaffSessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { deskProcedure } from '../trpc.ts';
import { noInput } from '../no-input.ts';
import { giveStaffTokens } from './session-view.ts';

/** New tokens for the cookie's; not being signed in is no error. */
export const staffRefresh = deskProcedure
  .input(noInput)
  .mutation(async ({ ctx }): Promise<Answer<{ session: StaffSessionView }>> => {
    const token = ctx.request.cookie(deskCookie);
    if (token === undefined) return no('wrong_credentials');
    const tokens = await ctx.api.sessions.refresh('staff', token, { origin: ctx.origin });
    if (tokens === null || !('staffId' in tokens.owner)) return no('wrong_credentials');
    return { ok: true, session: await giveStaffTokens(ctx, tokens, tokens.owner.staffId) };
  });
