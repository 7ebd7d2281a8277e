import { statesOf } from '../../workflows/state-table.ts';
import { paymentStates, toldToPayer } from '../../workflows/payment/states.ts';
import type { PaymentView } from '../contract/index.ts';
import { payerProcedure } from '../trpc.ts';
import { noInput } from '../no-input.ts';
import { paymentViewOf } from './payment-view.ts';

const inFlight = statesOf(paymentStates).filter(
  (state) => !['succeeded', 'failed'].includes(toldToPayer[state]),
);

/**
 * The account's newest payment that has not ended: the page was reloaded in its middle. A declined one that may
 * be tried again counts, for it holds what it was to pay.
 */
export const open = payerProcedure
  .input(noInput)
  .query(async ({ ctx }): Promise<{ payment?: PaymentView }> => {
    const { accountId, agencyId } = ctx.session;
    const found = await ctx.api.deps.read.payment.findFirst({
      where: {
        accountId,
        agencyId,
        OR: [{ state: { in: inFlight } }, { state: 'declined', expiresAt: { gt: ctx.api.deps.clock() } }],
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    return found ? { payment: await paymentViewOf(ctx.api.deps, found.id) } : {};
  });
