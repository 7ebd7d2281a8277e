import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import type { StaffMember } from '../../prisma/gen/sqlite/client.ts';
import { audit } from '../audit.ts';
import { hashOf, newToken } from '../auth/token.ts';

const DAYS = 7;

/** Of an invitation that was opened. */
export interface Invited {
  staff: StaffMember;
  agencyName: string;
}

/**
 * Invite a member of staff to set a password; links from before end.
 * @returns the token for the link, which nothing keeps, and until when it works
 */
export async function invite(
  tx: Tx,
  { agencyId, staffId }: { agencyId: string; staffId: string },
  now: Date,
): Promise<{ token: string; until: Date }> {
  const token = newToken();
  const until = new Date(now.getTime() + DAYS * 86_400_000);
  await tx.staffInvitation.updateMany({ where: { staffId, usedAt: null }, data: { usedAt: now } });
  const row = { agencyId, staffId, tokenHash: hashOf(token), createdAt: now, expiresAt: until };
  await tx.staffInvitation.create({ data: { id: randomUUID(), ...row } });
  return { token, until };
}

/** Whose link it is, or null: used, too old, or never made. Opening uses nothing up. */
export async function invited(read: Db, token: string, now: Date): Promise<Invited | null> {
  const invitation = await read.staffInvitation.findFirst({
    where: open(token, now),
    include: { staff: { include: { agency: true } } },
  });
  if (invitation === null) return null;
  const { agency, ...staff } = invitation.staff;
  return { staff, agencyName: agency.name };
}

/**
 * Set the password of who was invited, once; whoever was signed in as them is signed out.
 * @returns false: the link was used meanwhile, or is too old
 */
export async function takeInvitation(
  tx: Tx,
  token: string,
  { id: staffId, agencyId }: StaffMember,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  const mine = { ...open(token, now), staffId };
  const taken = await tx.staffInvitation.updateMany({ where: mine, data: { usedAt: now } });
  if (taken.count === 0) return false;
  // Two that were made at the same moment did not see each other.
  await tx.staffInvitation.updateMany({ where: { staffId, usedAt: null }, data: { usedAt: now } });
  await tx.staffMember.update({ where: { id: staffId }, data: { passwordHash } });
  await tx.session.updateMany({ where: { staffId, revokedAt: null }, data: { revokedAt: now } });
  const actor = { kind: 'staff', id: staffId } as const;
  await audit(tx, { agencyId, at: now, actor, action: 'staff.password_set' });
  return true;
}

const open = (token: string, now: Date) => ({
  tokenHash: hashOf(token),
  usedAt: null,
  expiresAt: { gt: now },
});
