import type { Tx } from '../../prisma/client.ts';
import type { LastChange } from '../contract/index.ts';

/** Who changed a debt, or a monthly fee, last, and when: for whoever decided by what it was before. */
export async function lastChangeOf(
  tx: Tx,
  agencyId: string,
  what: { obligationId: string } | { feeId: string },
): Promise<LastChange | undefined> {
  const newest = { orderBy: [{ at: 'desc' }, { id: 'desc' }] } as const;
  const act =
    'feeId' in what
      ? await tx.monthlyFeeAct.findFirst({
          where: { ...what, agencyId },
          ...newest,
          orderBy: [...newest.orderBy],
        })
      : await tx.obligationAct.findFirst({ where: { ...what, agencyId }, orderBy: [...newest.orderBy] });
  if (act === null) return undefined;
  const who = await tx.staffMember.findFirst({ where: { id: act.staffId, agencyId } });
  return { at: act.at.toISOString(), role: who?.role === 'supervisor' ? 'supervisor' : 'clerk' };
}
