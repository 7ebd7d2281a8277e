import { z } from 'zod';
import { noteEvent } from '../../workflows/timeline.ts';
import type { PaymentView } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
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
    const found = await deps.read.payment.findFirst({ where, select: { id: true, state: true } });
    if (found === null) throw notFound();
    await noteLetGo(deps, { agencyId, paymentId: found.id, state: found.state });
    await deps.workflows.cancelPayment(found.id, DEADLINE_MS);
    return paymentViewOf(deps, found.id);
  });

/** The timeline says whose wish it was; where nothing can be let go there is nothing to say. */
export async function noteLetGo(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { agencyId, paymentId, state }: { agencyId: string; paymentId: string; state: string },
): Promise<void> {
  if (state !== 'declined' && state !== 'requires_action') return;
  await noteEvent(db, { agencyId, paymentId, at: clock(), kind: 'let_go', source: 'payer' });
}
