import { z } from 'zod';
import type { Answer } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { emailInput } from './email-address.ts';

export const resendCodeInput = z.object({ email: emailInput });

/** Send another code. The answer is the same for every address, and is given before anything is looked up. */
export const resendCode = pageProcedure
  .input(resendCodeInput)
  .mutation(async ({ input, ctx }): Promise<Answer<object>> => {
    const { throttle, codes, deps, background } = ctx.api;
    const { agency } = ctx;
    const retryAfterSeconds = await throttle.take(['codePerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    background.run('another code', async () => {
      const where = { agencyId: agency.id, email: input.email, emailVerifiedAt: null };
      const account = await deps.read.payerAccount.findFirst({ where });
      if (account) await codes.send({ ...account, agencyName: agency.name });
    });
    return { ok: true };
  });
