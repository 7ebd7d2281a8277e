import { z } from 'zod';
import type { PaymentView } from '../contract/index.ts';
import { notFound, payerProcedure } from '../trpc.ts';
import { idInput } from './inputs.ts';
import { paymentViewOf } from './payment-view.ts';

export const statusInput = z.object({ paymentId: idInput });

/** How a payment of this account stands. */
export const status = payerProcedure
  .input(statusInput)
  .query(async ({ input, ctx }): Promise<PaymentView> => {
    const { accountId, agencyId } = ctx.session;
    const where = { id: input.paymentId, accountId, agencyId };
    const found = await ctx.api.deps.read.payment.findFirst({ where, select: { id: true } });
    if (found === null) throw notFound();
    return paymentViewOf(ctx.api.deps, found.id);
  });
