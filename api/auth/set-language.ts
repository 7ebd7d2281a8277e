import { z } from 'zod';
import { payerProcedure } from '../trpc.ts';

export const setLanguageInput = z.object({ language: z.enum(['en', 'es']) });

/** The language of the account's mails and receipts. */
export const setLanguage = payerProcedure
  .input(setLanguageInput)
  .mutation(async ({ input, ctx }): Promise<{ ok: true }> => {
    const { accountId, agencyId } = ctx.session;
    await ctx.api.deps.db.payerAccount.update({ where: { id: accountId, agencyId }, data: input });
    return { ok: true };
  });
