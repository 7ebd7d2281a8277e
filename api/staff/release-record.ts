import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { lockRow } from '../../prisma/lock-row.ts';
import { audit } from '../audit.ts';
import { endResets } from '../auth/end-resets.ts';
import { endOfficeCodes } from '../auth/office-codes.ts';
import type { ReleaseRecordAnswer } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { closedAlready } from './closed-already.ts';

/** A second account gave the right number and date of birth of a record that is another account's. */
export const CLAIMED_TWICE = 'record_claimed_twice';

export const releaseRecordInput = z.object({
  taskId: idInput,
  /** How it was made sure whose record it is. It stays in the audit trail. */
  note: z.string().trim().min(1).max(500),
});

interface Releasing extends z.infer<typeof releaseRecordInput> {
  agencyId: string;
  staffId: string;
  now: Date;
}

/** Take a record from the account that holds it, so that its person can be matched. Supervisors only. */
export const releaseRecord = staffProcedure
  .input(releaseRecordInput)
  .mutation(({ input, ctx }): Promise<ReleaseRecordAnswer> => {
    const { db, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    return db.$transaction((tx) => release(tx, { ...input, agencyId, staffId, now: clock() }));
  });

/** Who holds the record is held; the first write is the lock: of two supervisors one releases it. */
async function release(
  tx: Tx,
  { taskId: id, note, agencyId, staffId, now }: Releasing,
): Promise<ReleaseRecordAnswer> {
  const { role } = await tx.staffMember.findUniqueOrThrow({ where: { id: staffId } });
  const task = await tx.staffTask.findFirst({ where: { id, agencyId, kind: CLAIMED_TWICE } });
  if (task === null) throw notFound();
  if (role !== 'supervisor') return { ok: false, reason: 'supervisors_only' };
  const holder = { agencyId, personId: task.subjectId, relation: 'self', state: 'active' };
  const links = await tx.payerLink.findMany({ where: holder });
  const accountIds = links.map(({ accountId }) => accountId).toSorted();
  for (const accountId of accountIds) await lockRow(tx, 'PayerAccount', accountId);
  const { count } = await tx.staffTask.updateMany({ where: { id, closedAt: null }, data: { closedAt: now } });
  if (count === 0) return closedAlready(tx, task, [id, task.subjectId]);
  await tx.payerLink.updateMany({ where: holder, data: { state: 'revoked' } });
  await endOfficeCodes(tx, { agencyId, personId: task.subjectId }, now); // given to whoever held it
  await endResets(tx, accountIds, now);
  await audit(tx, {
    agencyId,
    at: now,
    actor: { kind: 'staff', id: staffId },
    action: 'record.released',
    subjectId: task.subjectId,
    detail: { note },
  });
  return { ok: true };
}
