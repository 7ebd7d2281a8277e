import { z } from 'zod';
import type { Answer, SessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { pendingInput } from './pending-input.ts';
import { startSession } from './start-session.ts';

export const verifyEmailInput = z.object({
  pending: pendingInput,
  code: z
    .string()
    .max(20)
    .transform((text) => text.replaceAll(/\D/g, '')),
});

/** Prove the address of a sign-up with the code sent for it; makes the account and signs in. */
export const verifyEmail = pageProcedure
  .input(verifyEmailInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ session: SessionView }>> => {
    const { throttle, signUps } = ctx.api;
    const retryAfterSeconds = await throttle.take(['codePerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    const proved = await signUps.prove(ctx.agency, input.pending, input.code);
    if (proved === 'wrong') return no('code_wrong', { field: 'code' });
    if (proved === 'expired') return no('code_expired', { field: 'code' });
    return { ok: true, session: await startSession(ctx, proved.accountId) };
  });
