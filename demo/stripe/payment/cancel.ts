import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { emit } from '../webhooks/events.ts';
import { stopDebit } from './debit.ts';
import { requireStatus } from './states.ts';
import { idOf } from './id-of.ts';

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_reauthorization', // this one and `expired` are named in Stripe's refusal; no intent of this version has them
  'requires_confirmation',
  'requires_action',
  'expired',
  'processing',
];

/**
 * End an intent that has not succeeded. What was authorised is let go, and its charge stays as it was: since
 * 2025-03-31 that is no refund (its source: `captureIntent`).
 */
export function cancelIntent(
  call: Call,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  requireStatus(intent, CANCELABLE, 'You cannot cancel this PaymentIntent', 'canceled');
  if (intent.status === 'processing') stopDebit(call, idOf(intent.latest_charge) ?? '');
  const canceled: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    canceled_at: call.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  };
  call.shelf.replace(canceled);
  emit(call, 'payment_intent.canceled', canceled);
  return canceled;
}
