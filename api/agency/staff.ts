import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { lockRow } from '../../prisma/lock-row.ts';
import { audit } from '../audit.ts';
import { isEmail, normaliseEmail } from '../auth/email-address.ts';
import { seenText } from '../seen-text.ts';
import { invite } from '../staff/invitations.ts';
import type { Options } from './facts.ts';
import { Refused } from './refused.ts';

const ROLES = ['clerk', 'supervisor'] as const;

/** Whom to invite. */
export interface NewStaff {
  email: string;
  name: string;
  role: (typeof ROLES)[number];
}

/** @throws {Refused} a line for each option that is missing or wrong */
export function staffOf({ email = '', name = '', role = '' }: Options): NewStaff {
  const parsedRole = z.enum(ROLES).safeParse(role);
  const staff = { email: normaliseEmail(email), name: seenText(name) };
  const wrong = [
    !isEmail(staff.email) && '--email: must be the e-mail address that they sign in with',
    (staff.name === '' || staff.name.length > 80) && '--name: must be their name, at most 80 characters',
    !parsedRole.success && `--role: must be ${ROLES.join(' or ')}`,
  ].filter((line) => line !== false);
  if (wrong.length > 0 || !parsedRole.success) throw new Refused(wrong);
  return { ...staff, role: parsedRole.data };
}

/**
 * Invite a member of staff, new or one who needs a new password. Until the link is used, a password from before works.
 * @param unusable the hash of a password that nobody knows, for a new one
 * @returns the link, which works once
 * @throws {Refused} somebody of that address has another name or role
 */
export async function inviteStaff(
  tx: Tx,
  { id: agencyId }: Agency,
  { wanted, unusable, now, origin }: { wanted: NewStaff; unusable: string; now: Date; origin: string },
): Promise<{ link: string; until: Date }> {
  const { email, name, role } = wanted;
  const there = await tx.staffMember.findUnique({ where: { agencyId_email: { agencyId, email } } });
  if (there !== null && (seenText(there.name) !== name || there.role !== role))
    throw new Refused(
      `${email} is ${there.name}, ${there.role}, at this agency. Invite them with that name and role: no command changes either.`,
    );
  const staffId = there?.id ?? randomUUID();
  if (there === null) {
    const row = { id: staffId, agencyId, email, name, role, passwordHash: unusable, createdAt: now };
    await tx.staffMember.create({ data: { ...row, hasNoPassword: true } });
  }
  const { token, until } = await invite(tx, { agencyId, staffId }, now);
  const detail = { by: 'command', role };
  const actor = { kind: 'system' } as const;
  await audit(tx, { agencyId, at: now, actor, action: 'staff.invited', subjectId: staffId, detail });
  return { link: `${origin}/desk#/invitation/${token}`, until };
}

/**
 * Keep a member of staff out, who left or whose mailbox somebody else reads: nobody is signed in as them any more, no
 * password and no link opens the desk, and none is mailed to the address until an invitation was used. What they did
 * stays theirs.
 * @param unusable the hash of a password that nobody knows
 * @returns their name
 * @throws {Refused} nobody of that address is at this agency
 */
export async function removeStaff(
  tx: Tx,
  { id: agencyId, name: agencyName }: Agency,
  { email, unusable, now }: { email: string; unusable: string; now: Date },
): Promise<string> {
  const there = await tx.staffMember.findUnique({ where: { agencyId_email: { agencyId, email } } });
  if (there === null) throw new Refused(`--email ${email}: nobody signs in at ${agencyName} with it.`);
  const { id: staffId, name } = there;
  await lockRow(tx, 'StaffMember', staffId);
  await tx.staffInvitation.updateMany({ where: { staffId, usedAt: null }, data: { usedAt: now } });
  const data = { passwordHash: unusable, hasNoPassword: true };
  await tx.staffMember.update({ where: { id: staffId }, data });
  await tx.session.updateMany({ where: { staffId, revokedAt: null }, data: { revokedAt: now } });
  const actor = { kind: 'system' } as const;
  const detail = { by: 'command' };
  await audit(tx, { agencyId, at: now, actor, action: 'staff.removed', subjectId: staffId, detail });
  return name;
}
