import { z } from 'zod';
import type { Answer, ResetRefusalCode, SessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { secretInput } from './open-reset.ts';
import { passwordFault, PASSWORD_MOST } from './passwords.ts';
import { startSession } from './start-session.ts';

export const setPasswordInput = z.object({ proof: secretInput, password: z.string().max(PASSWORD_MOST) });

/** Set a new password with the proof of who one is, sign every other device out, and sign in here. */
export const setPassword = pageProcedure
  .input(setPasswordInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ session: SessionView }, ResetRefusalCode>> => {
    const { throttle, passwordResets } = ctx.api;
    const { agency } = ctx;
    const { proof, password } = input;
    const retryAfterSeconds = await throttle.take(['codePerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });
    const account = await passwordResets.provedBy(agency.id, proof);
    if (account === null) return no('link_expired');
    const fault = passwordFault(password, account.email);
    if (fault) return no(fault, { field: 'password' });
    const proved = await passwordResets.setPassword(agency, account, proof, password);
    const session = proved && (await startSession(ctx, proved));
    return session ? { ok: true, session } : no('link_expired');
  });
