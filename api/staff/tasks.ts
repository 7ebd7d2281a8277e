import type { StaffTask as StoredTask } from '../../prisma/gen/sqlite/client.ts';
import type { StaffTask, StaffTasks } from '../contract/index.ts';
import { noInput } from '../no-input.ts';
import { staffProcedure } from '../trpc.ts';

/** As many as anybody works through; the rest come up as these are closed. */
const MOST = 200;

/** Tasks about a payment: they end with it. */
export const ABOUT_PAYMENT = 'payment_needs_repair';

/** What waits for the agency's staff, oldest first. */
export const tasks = staffProcedure.input(noInput).query(async ({ ctx }): Promise<StaffTasks> => {
  const { read, clock } = ctx.api.deps;
  const where = { agencyId: ctx.session.agencyId, closedAt: null };
  const open = await read.staffTask.findMany({
    where,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  const total = open.length < MOST ? open.length : await read.staffTask.count({ where });
  return { tasks: open.map(taskView), total, asOf: clock().toISOString() };
});

function taskView({ id, kind, subjectId, reason, createdAt }: StoredTask): StaffTask {
  return {
    id,
    kind,
    subjectId,
    reason,
    createdAt: createdAt.toISOString(),
    ...(kind === ABOUT_PAYMENT && { paymentId: subjectId }),
  };
}
