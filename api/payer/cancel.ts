import { z } from 'zod';
import type { PaymentView } from '../contract/index.ts';
import { notFound, payerProcedure } from '../trpc.ts';
import { idInput } from './inputs.ts';
import { paymentViewOf } from './payment-view.ts';

export const cancelInput = z.object({ paymentId: idInput });

/** How long the answer waits for Stripe's and ours. */
const DEADLINE_MS = 6000;

/**
 * Let a payment go that was declined or waits for the bank's check, so that what it held can be paid otherwise. The
 * answer is how it stands then: one that cannot be canceled (it is being charged, or has ended) is told as it is.
 */
export const cancel = payerProcedure
  .input(cancelInput)
  .mutation(async ({ input, ctx }): Promise<PaymentView> => {
    const { deps } = ctx.api;
    const { accountId, agencyId } = ctx.session;
    const where = { id: input.paymentId, accountId, agencyId };
    const found = await deps.read.payment.findFirst({ where, select: { id: true } });
    if (found === null) throw notFound();
    await deps.workflows.cancelPayment(found.id, DEADLINE_MS);
    return paymentViewOf(deps, found.id);
  });
