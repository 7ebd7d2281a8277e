import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { statesOf } from '../../workflows/state-table.ts';
import { paymentStates, toldToPayer } from '../../workflows/payment/states.ts';
import type { Draft, PaymentView } from '../contract/index.ts';
import { payerProcedure } from '../trpc.ts';
import { noInput } from '../no-input.ts';
import { onItsWay } from './on-its-way.ts';
import { draftOf } from './draft.ts';
import { paymentViewOf } from './payment-view.ts';

const inFlight = statesOf(paymentStates).filter(
  (state) => !['succeeded', 'failed'].includes(toldToPayer[state]),
);

/**
 * The account's newest payment that has not ended, for a page that was reloaded in its middle: first one whose
 * money may move, else a declined one that may be tried again, for it holds what it was to pay. Without one, where the
 * payer was. A bank debit that is on its way keeps nobody: what is owed says so.
 */
export const open = payerProcedure
  .input(noInput)
  .query(async ({ ctx }): Promise<{ payment?: PaymentView; draft?: Draft }> => {
    const { accountId, agencyId } = ctx.session;
    const { read, clock } = ctx.api.deps;
    const newest = (where: Prisma.PaymentWhereInput) =>
      read.payment.findFirst({
        where: { accountId, agencyId, ...where },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: { id: true },
      });
    const found =
      (await newest({ state: { in: inFlight }, NOT: onItsWay })) ??
      (await newest({ state: 'declined', expiresAt: { gt: clock() } }));
    if (found) return { payment: await paymentViewOf(ctx.api.deps, found.id) };
    const draft = await draftOf(read, ctx.session, clock());
    return draft ? { draft } : {};
  });
