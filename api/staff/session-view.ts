import { deskCookie } from '../auth/cookies.ts';
import type { Tokens } from '../auth/sessions.ts';
import type { Context } from '../context.ts';
import type { StaffSessionView } from '../contract/index.ts';
import { EXPORT_ROLES, roleOf } from './export-rights.ts';

/** Give a clerk's browser its tokens. */
export async function giveStaffTokens(
  ctx: Context,
  tokens: Tokens,
  staffId: string,
): Promise<StaffSessionView> {
  const member = await ctx.api.deps.read.staffMember.findUniqueOrThrow({
    where: { id: staffId },
    include: { agency: true },
  });
  ctx.request.setCookie(deskCookie, tokens.refresh, tokens.refreshExpiresAt);
  const { name, email, role, agency } = member;
  return {
    accessToken: tokens.access,
    expiresAt: tokens.accessExpiresAt.toISOString(),
    staff: {
      name,
      email,
      role: roleOf(role),
      agencyName: agency.name,
      timeZone: agency.timeZone,
      exportRoles: EXPORT_ROLES,
    },
  };
}
