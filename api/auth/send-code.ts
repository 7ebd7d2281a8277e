import { z } from 'zod';
import type { Answer } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { emailInput, isEmail } from './email-address.ts';
import { mailBudget } from './mail-budget.ts';

/** @property language for the mail to an address that has no account; else the account's own counts */
export const mailboxInput = z.object({ email: emailInput, language: z.enum(['en', 'es']) });

/**
 * Mail a code to sign in with. Nothing here looks whether the address has an account: only its mailbox is told.
 * @returns a token that the page keeps in memory and gives back with the code, as after a sign-up
 */
export const sendCode = pageProcedure
  .input(mailboxInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ pending: string }>> => {
    if (!isEmail(input.email)) return no('email_invalid', { field: 'email' });
    const { throttle, signInCodes } = ctx.api;
    const { source } = ctx.request;
    const ofSource = await throttle.take(['codePerSource', source]);
    if (ofSource !== null) return no('too_many_tries', { retryAfterSeconds: ofSource });
    const ofMailbox = await throttle.take(...(await mailBudget(ctx, ctx.agency.id, input.email)));
    if (ofMailbox !== null) return no('too_many_mails', { retryAfterSeconds: ofMailbox });
    return { ok: true, pending: await signInCodes.open(ctx.agency, input) };
  });
