import type { PaymentState } from '../../workflows/payment/states.ts';

/**
 * What Stripe says of a payment's charge, and what an endpoint at Stripe is to be asked to send: each delivery costs a
 * request and a row. Others are not used (yet): the settlement pass reads money moved; that an intent was made, or a
 * charge begun, is the answer to our own request.
 */
export const usedTypes: readonly string[] = [
  'payment_intent.requires_action',
  'payment_intent.processing',
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.succeeded',
  'charge.captured',
  'charge.failed',
];

const failed = ['payment_intent.payment_failed', 'charge.failed'];
const paid = ['payment_intent.succeeded', 'charge.succeeded', 'charge.captured'];
/** On the way to any end. */
const passed = [
  'payment_intent.requires_action',
  'payment_intent.processing',
  'payment_intent.amount_capturable_updated',
];
const over = [...passed, ...failed, 'payment_intent.canceled'];

/** For each state, the events that tell nothing new: they may come late, twice or in any order. */
const known: Readonly<Record<PaymentState, readonly string[]>> = {
  created: [],
  gating: [],
  charging: [],
  unknown: [],
  needs_repair: [],
  capturing: ['payment_intent.amount_capturable_updated'],
  held: ['payment_intent.amount_capturable_updated'],
  requires_action: ['payment_intent.requires_action'],
  processing: ['payment_intent.processing'],
  declined: [...passed, ...failed],
  succeeded: [...passed, ...failed, ...paid], // failed: an earlier try's
  denied: over,
  expired: over,
  canceled: over,
  failed: over,
};

/** Does the stored state already explain this event? Then nobody needs to be woken. */
export const isExplained = (state: PaymentState, type: string): boolean => known[state].includes(type);
