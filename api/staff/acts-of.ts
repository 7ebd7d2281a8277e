import type { Db, Tx } from '../../prisma/client.ts';
import type { ObligationAct } from '../../prisma/gen/sqlite/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import type { StaffAct } from '../contract/index.ts';

/** An act, with the name of who did it. */
export type NamedAct = ObligationAct & { by: string };

/** What staff did to debts of an agency, by obligation, oldest first. */
export async function actsOf(
  read: Db | Tx,
  agencyId: string,
  obligationIds: readonly string[],
): Promise<Map<string, NamedAct[]>> {
  const acts = await read.obligationAct.findMany({
    where: { agencyId, obligationId: { in: [...obligationIds] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  const names = await namesOf(
    read,
    agencyId,
    acts.map(({ staffId }) => staffId),
  );
  const named = acts.map((act) => ({ ...act, by: names.get(act.staffId) ?? act.staffId }));
  return Map.groupBy(named, ({ obligationId }) => obligationId);
}

/** Staff of an agency by name. */
export async function namesOf(
  read: Db | Tx,
  agencyId: string,
  staffIds: readonly string[],
): Promise<Map<string, string>> {
  const ids = [...new Set(staffIds)];
  const staff =
    ids.length === 0 ? [] : await read.staffMember.findMany({ where: { agencyId, id: { in: ids } } });
  return new Map(staff.map(({ id, name }) => [id, name]));
}

export function actView({ at, kind, amountCents, holdReason, note, by }: NamedAct): StaffAct {
  return {
    at: at.toISOString(),
    kind,
    by,
    note,
    ...(amountCents !== null && { amountCents: toWire(amountCents) }),
    ...(holdReason !== null && { holdReason }),
  };
}
