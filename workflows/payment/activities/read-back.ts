import type { Reading } from '../../stripe/reading.ts';
import type { TryResult, TryStep } from '../messages.ts';
import { earlierTries, loadTry } from './attempt-row.ts';
import type { PaymentDeps } from './deps.ts';
import { conclude, endUnsent, resultOf } from './store-reading.ts';

export interface ReadStep extends TryStep {
  /** Cancel the PaymentIntent, so that it is sure that it never charges; if it has charged, that is read. */
  cancel: boolean;
  cancelKey: string;
}

/** What can still be charged, and can be canceled. */
const OPEN: ReadonlySet<Reading['kind'] | 'unknown'> = new Set([
  'unconfirmed',
  'declined',
  'requires_action',
  'asked_before',
]);

/** Ask Stripe, by the PaymentIntent's id, how a try went. */
export async function readBack(
  deps: PaymentDeps,
  { cancel, cancelKey, ...step }: ReadStep,
): Promise<TryResult> {
  const attempt = await loadTry(deps.db, step);
  const { agency, stripePaymentIntentId: intentId } = attempt.payment;
  // without an intent nothing was charged; the try ends, so that a run which was frozen cannot send it any more
  if (intentId === null) return resultOf(attempt.state) ?? endUnsent(deps, attempt, null);
  const earlier = earlierTries(attempt);
  const reading = await deps.stripe.readIntent(agency, intentId, earlier);
  if (!cancel || !OPEN.has(reading.kind)) return conclude(deps, attempt, reading);
  // a cancel that is refused is unknown: it moved in between, and the next reading tells
  return conclude(deps, attempt, await deps.stripe.cancelIntent(agency, intentId, cancelKey, earlier));
}
