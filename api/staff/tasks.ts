import type { Db } from '../../prisma/client.ts';
import type { Person, StaffTask as StoredTask } from '../../prisma/gen/sqlite/client.ts';
import type { StaffTask, StaffTasks } from '../contract/index.ts';
import { noInput } from '../no-input.ts';
import { staffProcedure } from '../trpc.ts';
import { CLAIMED_TWICE } from './release-record.ts';

/** As many as anybody works through; the rest come up as these are closed. */
const MOST = 200;

/** Tasks about a payment: they end when it has ended, or its money is found. */
export const ABOUT_PAYMENT: readonly string[] = ['payment_needs_repair', 'capture_unsettled'];

/** About a payment too, and closed by whoever has seen to it. */
const DEBIT_RETURNED = 'debit_returned';

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
  const people = await peopleOf(read, open);
  return { tasks: open.map((task) => taskView(task, people)), total, asOf: clock().toISOString() };
});

/** Whose records the tasks are about, by id. */
async function peopleOf(read: Db, open: readonly StoredTask[]): Promise<Map<string, Person>> {
  const pairs = open
    .filter(({ kind }) => kind === CLAIMED_TWICE)
    .map(({ agencyId, subjectId }) => ({ agencyId, id: subjectId }));
  const found = pairs.length === 0 ? [] : await read.person.findMany({ where: { OR: pairs } });
  return new Map(found.map((person) => [person.id, person]));
}

function taskView(
  { id, kind, subjectId, reason, createdAt }: StoredTask,
  people: ReadonlyMap<string, Person>,
): StaffTask {
  const person = people.get(subjectId);
  return {
    id,
    kind,
    subjectId,
    reason,
    createdAt: createdAt.toISOString(),
    ...([...ABOUT_PAYMENT, DEBIT_RETURNED].includes(kind) && { paymentId: subjectId }),
    ...(person && {
      person: {
        name: `${person.givenName} ${person.familyName}`,
        idLast4: person.agencyPersonId.slice(-4),
      },
    }),
  };
}
