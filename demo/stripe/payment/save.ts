import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { emit } from '../webhooks/events.ts';
import { idOf } from './id-of.ts';
import type { Method } from './method.ts';
import { attach } from './method.ts';

/**
 * Keep a method for its customer's later payments, once it has paid or was set up.
 * Rule: https://docs.stripe.com/api/payment_intents/create, `setup_future_usage`
 * @returns the method, attached where the intent asks for it
 */
export function saveForLater(
  call: Call,
  chosen: Method,
  intent: Pick<Stripe.PaymentIntent, 'customer' | 'setup_future_usage'>,
): Stripe.PaymentMethod {
  const { method } = chosen;
  const customer = idOf(intent.customer);
  const usage = intent.setup_future_usage;
  if (usage === null) return method;
  if (usage === 'off_session') call.shelf.hide('payment_method', method.id, { setUp: true });
  if (customer === null || method.customer !== null) return method;
  const attached = attach(call, chosen, customer);
  emit(call, 'payment_method.attached', attached);
  return attached;
}
