import { z } from 'zod';
import type { Answer, SessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { emailInput } from './email-address.ts';
import { PASSWORD_MOST } from './passwords.ts';
import { startSession } from './start-session.ts';

export const signInInput = z.object({ email: emailInput, password: z.string().max(PASSWORD_MOST) });

/** Sign in. An unknown address and a wrong password are one answer, after the same work. */
export const signIn = pageProcedure
  .input(signInInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ session: SessionView }>> => {
    const { throttle, passwords, deps } = ctx.api;
    const { source } = ctx.request;
    const { agency } = ctx;
    const retryAfterSeconds = await throttle.take(
      ['signInPerAccountAndSource', agency.id, input.email, source],
      ['signInPerSource', source],
    );
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });
    await throttle.slow('slowPerAccount', agency.id, input.email);

    const where = { agencyId_email: { agencyId: agency.id, email: input.email } };
    const account = await deps.read.payerAccount.findUnique({ where });
    const right = await passwords.matches(account?.passwordHash ?? null, input.password);
    if (account === null || !right) return no('wrong_credentials');

    await throttle.forgive('signInPerAccountAndSource', agency.id, input.email, source);
    const { id: accountId, passwordHash } = account;
    const session = await startSession(ctx, { accountId, passwordHash });
    return session ? { ok: true, session } : no('wrong_credentials');
  });
