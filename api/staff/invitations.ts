import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import type { StaffMember } from '../../prisma/gen/sqlite/client.ts';
import { lockRow } from '../../prisma/lock-row.ts';
import { audit } from '../audit.ts';
import { hashOf, newToken } from '../auth/token.ts';

/** An invitation, by who runs Onward; or mailed to who forgot their password, as anybody may ask for. */
export type LinkKind = 'invitation' | 'reset';

const LIVES_MS = { invitation: 7 * 86_400_000, reset: 15 * 60_000 } as const satisfies Record<
  LinkKind,
  number
>;

/** Of a link that was opened. */
export interface Invited {
  staff: StaffMember;
  agencyName: string;
  kind: LinkKind;
}

/**
 * A link with which a member of staff sets a password. Links from before end; but an invitation does not by a reset, which
 * strangers can ask for.
 * @returns the token for the link, which nothing keeps, and until when it works
 */
export async function invite(
  tx: Tx,
  { agencyId, staffId }: { agencyId: string; staffId: string },
  now: Date,
  kind: LinkKind = 'invitation',
): Promise<{ token: string; until: Date }> {
  await lockRow(tx, 'StaffMember', staffId);
  const token = newToken();
  const until = new Date(now.getTime() + LIVES_MS[kind]);
  const older = { staffId, usedAt: null, ...(kind === 'reset' && { kind }) };
  await tx.staffInvitation.updateMany({ where: older, data: { usedAt: now } });
  const row = { agencyId, staffId, kind, tokenHash: hashOf(token), createdAt: now, expiresAt: until };
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
  return { staff, agencyName: agency.name, kind: invitation.kind === 'reset' ? 'reset' : 'invitation' };
}

/**
 * Set the password of who was invited, once; whoever was signed in as them is signed out, and every other link ends.
 * @returns false: the link was used meanwhile, or is too old
 */
export async function takeInvitation(
  tx: Tx,
  token: string,
  { staff: { id: staffId, agencyId }, kind }: Invited,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  await lockRow(tx, 'StaffMember', staffId);
  const mine = { ...open(token, now), staffId };
  const taken = await tx.staffInvitation.updateMany({ where: mine, data: { usedAt: now } });
  if (taken.count === 0) return false;
  await tx.staffInvitation.updateMany({ where: { staffId, usedAt: null }, data: { usedAt: now } });
  await tx.staffMember.update({ where: { id: staffId }, data: { passwordHash, hasNoPassword: false } });
  await tx.session.updateMany({ where: { staffId, revokedAt: null }, data: { revokedAt: now } });
  const actor = { kind: 'staff', id: staffId } as const;
  await audit(tx, { agencyId, at: now, actor, action: 'staff.password_set', detail: { by: kind } });
  return true;
}

/** Who has no password, or has none any more, gets one by an invitation only. */
const open = (token: string, now: Date) => ({
  tokenHash: hashOf(token),
  OR: [{ kind: 'invitation' }, { staff: { hasNoPassword: false } }],
  usedAt: null,
  expiresAt: { gt: now },
});
