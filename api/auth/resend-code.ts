import { z } from 'zod';
import type { Answer } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { pendingInput } from './pending-input.ts';
import { codeMail } from './throttle.ts';

export const resendCodeInput = z.object({ pending: pendingInput });

/** Send another code for a sign-up. The answer is the same for every address, and whether or not one is sent. */
export const resendCode = pageProcedure
  .input(resendCodeInput)
  .mutation(async ({ input, ctx }): Promise<Answer<object>> => {
    const { throttle, signUps, background } = ctx.api;
    const { agency } = ctx;
    const { source } = ctx.request;
    const ofSource = await throttle.take(['codePerSource', source]);
    if (ofSource !== null) return no('too_many_tries', { retryAfterSeconds: ofSource });

    const waiting = await signUps.waiting(agency.id, input.pending);
    if (waiting === null) return { ok: true };
    const ofMailbox = await throttle.take(...codeMail(agency.id, waiting.email, source));
    if (ofMailbox !== null) return no('too_many_tries', { retryAfterSeconds: ofMailbox });
    background.run('another code', () => signUps.sendAgain(agency, waiting));
    return { ok: true };
  });
