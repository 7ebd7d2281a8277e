import { z } from 'zod';
import type { PaymentView } from '../contract/index.ts';
import { payerProcedure } from '../trpc.ts';
import { attemptKeyInput } from './inputs.ts';
import { paymentViewOf } from './payment-view.ts';

export const statusOfAttemptInput = z.object({ attemptKey: attemptKeyInput });

/** What became of a try whose answer was lost. No payment: it never arrived, and may be sent again. */
export const statusOfAttempt = payerProcedure
  .input(statusOfAttemptInput)
  .query(async ({ input, ctx }): Promise<{ payment?: PaymentView }> => {
    const { accountId, agencyId } = ctx.session;
    const where = { key: input.attemptKey, payment: { accountId, agencyId } };
    const attempt = await ctx.api.deps.read.paymentAttempt.findFirst({ where, select: { paymentId: true } });
    return attempt ? { payment: await paymentViewOf(ctx.api.deps, attempt.paymentId) } : {};
  });
