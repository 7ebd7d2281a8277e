import { z } from 'zod';
import { emailInput, isEmail } from '../auth/email-address.ts';
import { codeMail } from '../auth/throttle.ts';
import type { Answer } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { deskProcedure } from '../trpc.ts';
import { mailResetLinks } from './reset-links.ts';

export const staffForgotPasswordInput = z.object({ email: emailInput });

/** Mail a link for a new password at the desk. The answer, and the time it takes, are the same for every address. */
export const staffForgotPassword = deskProcedure
  .input(staffForgotPasswordInput)
  .mutation(async ({ input: { email }, ctx }): Promise<Answer<object>> => {
    if (!isEmail(email)) return no('email_invalid', { field: 'email' });
    const { throttle, background, deps } = ctx.api;
    const { source } = ctx.request;
    const ofSource = await throttle.take(['codePerSource', source]);
    if (ofSource !== null) return no('too_many_tries', { retryAfterSeconds: ofSource });
    // An address may be at several agencies: the desk as a whole stands in an agency's place.
    const ofMailbox = await throttle.take(...codeMail('desk', email, source, null));
    if (ofMailbox !== null) return no('too_many_mails', { retryAfterSeconds: ofMailbox });
    background.run('mail with a link to the desk', () => mailResetLinks(deps, email));
    return { ok: true };
  });
