import { z } from 'zod';
import { audit } from '../audit.ts';
import { emailInput } from '../auth/email-address.ts';
import { PASSWORD_MOST } from '../auth/passwords.ts';
import type { Answer, StaffSessionView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { deskProcedure } from '../trpc.ts';
import { giveStaffTokens } from './session-view.ts';

export const staffSignInInput = z.object({ email: emailInput, password: z.string().max(PASSWORD_MOST) });

/** Sign a member of staff in. One address may work for several agencies; the password tells which. */
export const staffSignIn = deskProcedure
  .input(staffSignInInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ session: StaffSessionView }>> => {
    const { throttle, passwords, sessions, deps } = ctx.api;
    const { source } = ctx.request;
    const retryAfterSeconds = await throttle.take(
      ['signInPerAccountAndSource', 'staff', input.email, source],
      ['signInPerSource', source],
    );
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });
    await throttle.slow('slowPerAccount', 'staff', input.email);

    const found = await deps.read.staffMember.findMany({
      where: { email: input.email },
      orderBy: { createdAt: 'asc' },
    });
    let member: (typeof found)[number] | undefined;
    for (const candidate of found.length > 0 ? found : [null]) {
      const right = await passwords.matches(candidate?.passwordHash ?? null, input.password);
      if (right && candidate) member ??= candidate;
    }
    if (member === undefined) return no('wrong_credentials');

    await throttle.forgive('signInPerAccountAndSource', 'staff', input.email, source);
    const { agencyId, id: staffId, passwordHash } = member;
    const tokens = await sessions.openForStaff(agencyId, { staffId, passwordHash }, ctx.origin);
    if (tokens === null) return no('wrong_credentials');
    await audit(deps.db, {
      agencyId,
      at: deps.clock(),
      actor: { kind: 'staff', id: staffId },
      action: 'staff.signed_in',
    });
    return { ok: true, session: await giveStaffTokens(ctx, tokens, staffId) };
  });
