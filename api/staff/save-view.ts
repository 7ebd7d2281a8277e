import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import type { SaveViewAnswer } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { keptListInput } from './payment-filters.ts';
import { viewOf, viewsOf } from './payments-views.ts';

const MOST = 50;
/** Taken away, and kept so that they can be brought back. */
const REMOVED_MOST = 50;

export const saveViewInput = z.object({
  /** Made by the desk, so that a save sent twice is one; of a view that is there: it is renamed or changed. */
  viewId: idInput,
  name: z.string().trim().min(1).max(60),
  list: keptListInput,
});

interface Saving extends z.infer<typeof saveViewInput> {
  agencyId: string;
  staffId: string;
  now: Date;
}

/** Keep a view of the payments list for the caller, or change one of theirs. */
export const saveView = staffProcedure
  .input(saveViewInput)
  .mutation(({ input, ctx }): Promise<SaveViewAnswer> => {
    const { db, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    return db.$transaction((tx) => save(tx, { ...input, agencyId, staffId, now: clock() }));
  });

async function save(
  tx: Tx,
  { viewId: id, name, list, agencyId, staffId, now }: Saving,
): Promise<SaveViewAnswer> {
  const there = await tx.savedView.findUnique({ where: { id } });
  if (there !== null && (there.agencyId !== agencyId || there.staffId !== staffId)) throw notFound();
  const others = (await viewsOf(tx, { agencyId, staffId })).filter((view) => view.id !== id);
  if (others.some((view) => view.name.toLowerCase() === name.toLowerCase()))
    return { ok: false, reason: 'name_taken' };
  if (others.length >= MOST) return { ok: false, reason: 'too_many' };
  if (there === null) await forgetOldest(tx, { agencyId, staffId });
  const view = await tx.savedView.upsert({
    where: { id },
    create: { id, agencyId, staffId, name, list, createdAt: now },
    update: { name, list, removedAt: null },
  });
  return { ok: true, view: viewOf(view) };
}

/** Of the views that somebody took away, the last ones stay: however often they save and remove, the rows are few. */
async function forgetOldest(tx: Tx, whose: { agencyId: string; staffId: string }): Promise<void> {
  const old = await tx.savedView.findMany({
    where: { ...whose, removedAt: { not: null } },
    orderBy: [{ removedAt: 'desc' }, { id: 'asc' }],
    skip: REMOVED_MOST,
    select: { id: true },
  });
  if (old.length > 0) await tx.savedView.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}
