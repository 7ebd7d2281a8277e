import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { audit } from '../audit.ts';
import type { CloseTaskAnswer } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { closedAlready } from './closed-already.ts';
import { ABOUT_PAYMENT } from './tasks.ts';

export const closeTaskInput = z.object({
  taskId: idInput,
  /** What was found or done. It stays in the audit trail. */
  note: z.string().trim().min(1).max(500),
});

interface Closing extends z.infer<typeof closeTaskInput> {
  agencyId: string;
  staffId: string;
  now: Date;
}

/** Close a task with a note of who did what. One about a payment is closed by what becomes of it and by nobody else. */
export const closeTask = staffProcedure
  .input(closeTaskInput)
  .mutation(({ input, ctx }): Promise<CloseTaskAnswer> => {
    const { db, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    return db.$transaction((tx) => close(tx, { ...input, agencyId, staffId, now: clock() }));
  });

/** The write comes first and takes the lock: of two clerks one closes it. */
async function close(
  tx: Tx,
  { taskId: id, note, agencyId, staffId, now }: Closing,
): Promise<CloseTaskAnswer> {
  const { count } = await tx.staffTask.updateMany({
    where: { id, agencyId, closedAt: null, kind: { notIn: [...ABOUT_PAYMENT] } },
    data: { closedAt: now },
  });
  const task = await tx.staffTask.findFirst({ where: { id, agencyId } });
  if (task === null) throw notFound();
  const { kind, subjectId } = task;
  if (count === 0) {
    if (ABOUT_PAYMENT.includes(kind)) return { ok: false, reason: 'closes_by_itself' };
    return closedAlready(tx, task, [id, subjectId]);
  }
  await audit(tx, {
    agencyId,
    at: now,
    actor: { kind: 'staff', id: staffId },
    action: 'task.closed',
    subjectId: id,
    detail: { kind, about: subjectId, note },
  });
  return { ok: true };
}
