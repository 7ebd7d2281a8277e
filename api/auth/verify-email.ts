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

export const verifyEmailInput = z.object({
  pending: pendingInput,
  code: codeInput,
  /** Made by the browser for each try, and the same when it sends one again whose answer was lost. */
  attempt: z.uuid().optional(),
});

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

    const { pending, code, attempt } = input;
    const { agency } = ctx;
    const proved = (await signInCodes.named(agency.id, pending))
      ? await signInCodes.prove(agency.id, pending, code, attempt)
      : await signUps.prove(agency, pending, code, attempt);
    if (proved === 'wrong') return no('code_wrong', { field: 'code' });
    const session = proved === 'expired' ? null : await startSession(ctx, proved);
    return session ? { ok: true, session } : no('code_expired', { field: 'code' });
  });
