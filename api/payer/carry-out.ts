import type { PaymentView } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
import { logFailure } from '../http/log-failure.ts';
import { paymentViewOf } from './payment-view.ts';

/** How long an answer waits for the charge; then it says `processing` and the widget asks again. */
const DEADLINE_MS = 6000;

/**
 * Have a written try carried out and tell how the payment stands after it, from the database: the wish is in
 * the outbox, so nothing is lost if nobody hears us now.
 */
export async function carryOutAndView(
  deps: Deps,
  tryOf: { paymentId: string; n: number; attemptKey: string },
): Promise<PaymentView> {
  try {
    await deps.workflows.carryOut(tryOf, DEADLINE_MS);
  } catch (error) {
    logFailure(deps.log, 'a try waits in the outbox', error, { paymentId: tryOf.paymentId });
  }
  return paymentViewOf(deps, tryOf.paymentId);
}
