import type { Answer, SessionView, WaitingSignUp } from '../contract/index.ts';
import type { Context } from '../context.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { payCookie } from './cookies.ts';
import { noInput } from '../no-input.ts';
import { giveTokens } from './start-session.ts';
import { waitingSignUp } from './waiting-sign-up.ts';

/** Not being signed in is no error: a page asks when it opens. */
type Resumed = Answer<{ session: SessionView }> & { waiting?: WaitingSignUp };

/** New tokens for the cookie's. Without a session: the sign-up that this browser has begun, if it waits for its code. */
export const refresh = pageProcedure.input(noInput).mutation(async ({ ctx }): Promise<Resumed> => {
  const session = await resumed(ctx);
  if (session) return { ok: true, session };
  const waiting = await waitingSignUp(ctx);
  return { ...no('wrong_credentials'), ...(waiting && { waiting }) };
});

async function resumed(
  ctx: Context & { agency: { id: string }; origin: string },
): Promise<SessionView | null> {
  const token = ctx.request.cookie(payCookie);
  if (token === undefined) return null;
  const at = { origin: ctx.origin, agencyId: ctx.agency.id };
  const tokens = await ctx.api.sessions.refresh('payer', token, at);
  if (tokens === null || !('accountId' in tokens.owner)) return null;
  return giveTokens(ctx, tokens, tokens.owner.accountId);
}
