import { z } from 'zod';
import type { Answer, SessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { pendingInput } from './pending-input.ts';
import { startSession } from './start-session.ts';

/** A code as people type it: spaces and dashes are allowed. */
export const codeInput = z
  .string()
  .max(20)
  .transform((text) => text.replaceAll(/\D/g, ''));

export const verifyEmailInput = z.object({ pending: pendingInput, code: codeInput });

/**
 * Prove an address with the code that was mailed to it, and sign in: a sign-up becomes an account, and an account's
 * owner needs no password.
 */
export const verifyEmail = pageProcedure
  .input(verifyEmailInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ session: SessionView }>> => {
    const { throttle, signUps, signInCodes } = ctx.api;
    const retryAfterSeconds = await throttle.take(['codePerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    const { pending, code } = input;
    const { agency } = ctx;
    const proved = (await signInCodes.named(agency.id, pending))
      ? await signInCodes.prove(agency.id, pending, code)
      : await signUps.prove(agency, pending, code);
    if (proved === 'wrong') return no('code_wrong', { field: 'code' });
    const session = proved === 'expired' ? null : await startSession(ctx, proved);
    return session ? { ok: true, session } : no('code_expired', { field: 'code' });
  });
