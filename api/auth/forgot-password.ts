import type { Answer } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { mailboxInput } from './send-code.ts';
import { isEmail } from './email-address.ts';
import { mailBudget } from './mail-budget.ts';

/** Mail a link for a new password. The answer, and the time it takes, are the same for every address. */
export const forgotPassword = pageProcedure
  .input(mailboxInput)
  .mutation(async ({ input, ctx }): Promise<Answer<object>> => {
    if (!isEmail(input.email)) return no('email_invalid', { field: 'email' });
    const { throttle, passwordResets } = ctx.api;
    const { source } = ctx.request;
    const ofSource = await throttle.take(['codePerSource', source]);
    if (ofSource !== null) return no('too_many_tries', { retryAfterSeconds: ofSource });
    const ofMailbox = await throttle.take(...(await mailBudget(ctx, ctx.agency.id, input.email)));
    if (ofMailbox !== null) return no('too_many_mails', { retryAfterSeconds: ofMailbox });
    passwordResets.ask(ctx.agency, ctx.origin, input);
    return { ok: true };
  });
