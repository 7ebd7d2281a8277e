import { z } from 'zod';
import { secretInput } from '../auth/open-reset.ts';
import { passwordFault, PASSWORD_MOST } from '../auth/passwords.ts';
import type { Answer, ResetRefusalCode, StaffSessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { deskProcedure } from '../trpc.ts';
import { invited, takeInvitation } from './invitations.ts';
import { tellOfNewPassword } from './reset-links.ts';
import { giveStaffTokens } from './session-view.ts';

export const acceptInvitationInput = z.object({
  token: secretInput,
  password: z.string().max(PASSWORD_MOST),
});

/** Set a password with an invitation, or a mailed link, and sign in with it here. */
export const acceptInvitation = deskProcedure
  .input(acceptInvitationInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ session: StaffSessionView }, ResetRefusalCode>> => {
    const { throttle, deps, passwords, sessions } = ctx.api;
    const retryAfterSeconds = await throttle.take(['codePerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });
    const { token, password } = input;
    const found = await invited(deps.read, token, deps.clock());
    if (found === null) return no('link_expired');
    const { id: staffId, agencyId, email } = found.staff;
    const fault = passwordFault(password, email);
    if (fault) return no(fault, { field: 'password' });
    const passwordHash = await passwords.hash(password);
    const now = deps.clock();
    const taken = await deps.db.$transaction((tx) => takeInvitation(tx, token, found, passwordHash, now));
    if (!taken) return no('link_expired');
    ctx.api.background.run('mail after a new password', () => tellOfNewPassword(deps, found));
    const tokens = await sessions.openForStaff(agencyId, { staffId, passwordHash }, ctx.origin);
    if (tokens === null) return no('link_expired'); // a newer link was used at the same moment
    return { ok: true, session: await giveStaffTokens(ctx, tokens, staffId) };
  });
