import { z } from 'zod';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';

export const removeViewInput = z.object({
  viewId: idInput,
  /** false: bring it back. */
  isRemoved: z.boolean(),
});

/** Take one of the caller's views away, or bring it back. */
export const removeView = staffProcedure
  .input(removeViewInput)
  .mutation(async ({ input, ctx }): Promise<{ ok: true }> => {
    const { db, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    const { count } = await db.savedView.updateMany({
      where: { id: input.viewId, agencyId, staffId },
      data: { removedAt: input.isRemoved ? clock() : null },
    });
    if (count === 0) throw notFound();
    return { ok: true };
  });
