import type { Db } from '../../prisma/client.ts';
import { TRIES_MAX } from '../auth/mailed-code.ts';
import type { StaffAccount } from '../contract/index.ts';

/**
 * Links to accounts that are a person's own, or were until staff took the record from them. One that became another
 * person's own since is none of theirs: whoever opens it is that person.
 */
export const ownLinks = (agencyId: string, personId: string) =>
  ({
    agencyId,
    personId,
    relation: 'self',
    state: { not: 'pending' }, // only shown to it
    account: { links: { none: { relation: 'self', state: 'active', personId: { not: personId } } } },
  }) as const;

/** The accounts that are a person's own, or were; newest first. */
export async function ownAccounts(
  read: Db,
  { agencyId, personId, now }: { agencyId: string; personId: string; now: Date },
): Promise<StaffAccount[]> {
  const newestCode = { orderBy: { createdAt: 'desc' }, take: 1, include: { staff: true } } as const;
  const links = await read.payerLink.findMany({
    where: ownLinks(agencyId, personId),
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    include: { account: { include: { codes: newestCode } } },
  });
  return links.map(({ state, account: { id, email, codes } }) => {
    const [code] = codes;
    const works =
      code?.usedAt === null && code.endedAt === null && code.expiresAt > now && code.tries < TRIES_MAX;
    return {
      id,
      email,
      ...(state !== 'active' && { isFormer: true }),
      ...(code && {
        code: {
          madeAt: code.createdAt.toISOString(),
          by: code.staff.name,
          ...(works && { until: code.expiresAt.toISOString() }),
          ...(code.usedAt !== null && { usedAt: code.usedAt.toISOString() }),
        },
      }),
    };
  });
}
