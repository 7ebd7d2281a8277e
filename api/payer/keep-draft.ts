import { payerProcedure } from '../trpc.ts';
import { draftInput } from './draft.ts';
import { personOf } from './person-of.ts';

/** Keep where the payer is, in place of what was kept before. A person is named by the id of one who is theirs: no other text fits. */
export const keepDraft = payerProcedure
  .input(draftInput)
  .mutation(async ({ input, ctx }): Promise<{ ok: true }> => {
    const { accountId, agencyId } = ctx.session;
    const { db, read, clock } = ctx.api.deps;
    if (input.personId !== undefined) await personOf(read, ctx.session, input.personId);
    const kept = { data: input, savedAt: clock() };
    const create = { accountId, agencyId, ...kept };
    await db.payerDraft.upsert({ where: { accountId }, create, update: kept });
    return { ok: true };
  });
