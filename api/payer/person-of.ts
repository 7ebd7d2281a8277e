import type { Person } from '../../prisma/gen/sqlite/client.ts';
import type { Db, Tx } from '../../prisma/client.ts';
import type { PayerSession } from '../auth/sessions.ts';
import { notFound } from '../trpc.ts';

export interface LinkedPerson {
  person: Person;
  relation: string;
}

/**
 * The person, if this account may pay for them now.
 * @throws {TRPCError} NOT_FOUND: no such person, or not for this account to know
 */
export async function personOf(db: Db | Tx, session: PayerSession, personId: string): Promise<LinkedPerson> {
  const { accountId, agencyId } = session;
  const where = { accountId, agencyId, personId, state: 'active' };
  const link = await db.payerLink.findFirst({ where, include: { person: true } });
  if (link === null) throw notFound();
  return { person: link.person, relation: link.relation };
}
