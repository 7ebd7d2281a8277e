import type { Tx } from '../../prisma/client.ts';
import type { ClosedAlready } from '../contract/index.ts';

/** Who closed a task, and when: as the audit trail has it. */
export async function closedAlready(
  tx: Tx,
  task: { agencyId: string; closedAt: Date | null },
  subjectIds: readonly string[],
): Promise<ClosedAlready> {
  const { agencyId } = task;
  const at = task.closedAt ?? new Date(0);
  const act = await tx.auditEntry.findFirst({
    where: { agencyId, at, subjectId: { in: [...subjectIds] }, actorKind: 'staff' },
  });
  const who = act?.actorId ? await tx.staffMember.findFirst({ where: { id: act.actorId, agencyId } }) : null;
  const role = who === null ? undefined : who.role === 'supervisor' ? 'supervisor' : 'clerk';
  return { ok: false, reason: 'closed_already', at: at.toISOString(), ...(role && { role }) };
}
