import { z } from 'zod';
import type { Answer } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { pendingInput } from './pending-input.ts';
import { mailBudget } from './mail-budget.ts';
import { rememberSignUp } from './waiting-sign-up.ts';

export const resendCodeInput = z.object({ pending: pendingInput });

/** Send another code for a sign-up or a sign-in. The answer is the same for every address, and whether or not one is sent. */
export const resendCode = pageProcedure
  .input(resendCodeInput)
  .mutation(async ({ input, ctx }): Promise<Answer<object>> => {
    const { throttle, signUps, signInCodes, background } = ctx.api;
    const { agency } = ctx;
    const { source } = ctx.request;
    const ofSource = await throttle.take(['codePerSource', source]);
    if (ofSource !== null) return no('too_many_tries', { retryAfterSeconds: ofSource });

    const signUp = await signUps.waiting(agency.id, input.pending);
    const signIn = signUp ? null : await signInCodes.named(agency.id, input.pending);
    const email = signUp?.email ?? signIn?.email;
    if (email === undefined) return { ok: true };
    const ofMailbox = await throttle.take(...(await mailBudget(ctx, agency.id, email)));
    if (ofMailbox !== null) return no('too_many_mails', { retryAfterSeconds: ofMailbox });
    if (signUp) rememberSignUp(ctx, input.pending);
    background.run('another code', async () => {
      if (signUp) await signUps.sendAgain(agency, signUp);
      if (signIn) await signInCodes.sendAgain(agency, signIn);
    });
    return { ok: true };
  });
