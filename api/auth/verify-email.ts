import { z } from 'zod';
import type { Answer, SessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { emailInput } from './email-address.ts';
import { startSession } from './start-session.ts';

export const verifyEmailInput = z.object({
  email: emailInput,
  code: z
    .string()
    .max(20)
    .transform((text) => text.replaceAll(/\D/g, '')),
});

/** Prove an address with the code sent to it; signs in. */
export const verifyEmail = pageProcedure
  .input(verifyEmailInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ session: SessionView }>> => {
    const { throttle, codes, deps } = ctx.api;
    const { source } = ctx.request;
    const agencyId = ctx.agency.id;
    const retryAfterSeconds = await throttle.take(
      ['codePerAccountAndSource', agencyId, input.email, source],
      ['codePerSource', source],
    );
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    const where = { agencyId_email: { agencyId, email: input.email } };
    const account = await deps.read.payerAccount.findUnique({ where });
    const checked = await codes.check(account?.id ?? null, input.code);
    if (account === null || checked === 'wrong') return no('code_wrong', { field: 'code' });
    if (checked === 'expired') return no('code_expired', { field: 'code' });

    const unproven = { id: account.id, emailVerifiedAt: null };
    await deps.db.payerAccount.updateMany({ where: unproven, data: { emailVerifiedAt: deps.clock() } });
    await throttle.forgive('codePerAccountAndSource', agencyId, input.email, source);
    return { ok: true, session: await startSession(ctx, account.id) };
  });
