import { z } from 'zod';
import { secretInput } from '../auth/open-reset.ts';
import type { Answer, InvitationView, ResetRefusalCode } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { deskProcedure } from '../trpc.ts';
import { invited } from './invitations.ts';

export const openInvitationInput = z.object({ token: secretInput });

/** Whom a link to the desk lets set a password. Opening uses nothing up: mail programs look at links before people do. */
export const openInvitation = deskProcedure
  .input(openInvitationInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ invitation: InvitationView }, ResetRefusalCode>> => {
    const { throttle, deps } = ctx.api;
    const retryAfterSeconds = await throttle.take(['codePerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });
    const found = await invited(deps.read, input.token, deps.clock());
    if (found === null) return no('link_expired');
    const { staff, agencyName } = found;
    return { ok: true, invitation: { name: staff.name, email: staff.email, agencyName } };
  });
