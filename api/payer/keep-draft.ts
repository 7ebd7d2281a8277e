import { payerProcedure } from '../trpc.ts';
import { draftInput } from './draft.ts';

/** Keep where the payer is, in place of what was kept before. A person who is not theirs is forgotten when it is read. */
export const keepDraft = payerProcedure
  .input(draftInput)
  .mutation(async ({ input, ctx }): Promise<{ ok: true }> => {
    const { accountId, agencyId } = ctx.session;
    const { db, clock } = ctx.api.deps;
    const kept = { data: input, savedAt: clock() };
    const create = { accountId, agencyId, ...kept };
    await db.payerDraft.upsert({ where: { accountId }, create, update: kept });
    return { ok: true };
  });
