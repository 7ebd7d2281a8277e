import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams, requireCustomer } from '../lists.ts';
import { mergeMetadata, metadata } from '../metadata.ts';
import { fullShipping, shipping } from '../objects/billing-details.ts';
import type { Rule } from '../params.ts';
import { email, readParams, text, unsupported } from '../params.ts';
import { emit } from '../webhooks/events.ts';

export const charges: Operation[] = [
  { method: 'GET', path: '/v1/charges', run: list },
  { method: 'GET', path: '/v1/charges/:id', run: retrieve },
  { method: 'POST', path: '/v1/charges/:id', run: update },
];

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.named('charge', call.id);
}

const updateShape = {
  customer: unsupported,
  description: text(),
  fraud_details: unsupported,
  metadata,
  receipt_email: email(),
  shipping,
  transfer_group: text(),
} satisfies Record<Exclude<keyof Stripe.ChargeUpdateParams, 'expand'>, Rule<unknown>>;

function update(call: Call) {
  const input = readParams(updateShape, call.params);
  const stored = call.shelf.named('charge', call.id);
  const updated: Stripe.Charge = {
    ...stored,
    ...(input.description !== undefined && { description: input.description }),
    ...(input.receipt_email !== undefined && { receipt_email: input.receipt_email }),
    ...(input.shipping && { shipping: fullShipping(input.shipping) }),
    ...(input.transfer_group !== undefined && { transfer_group: input.transfer_group }),
    metadata: mergeMetadata(stored.metadata, input.metadata),
  };
  call.shelf.replace(updated);
  emit(call, 'charge.updated', updated, stored);
  return updated;
}

function list(call: Call) {
  const { created, customer, payment_intent, transfer_group, ...page } = readParams(
    {
      ...pageParams,
      created: createdParam,
      customer: text(),
      payment_intent: text(),
      transfer_group: text(),
    },
    call.params,
  );
  requireCustomer(call, customer);
  if (payment_intent !== undefined) call.shelf.given('payment_intent', payment_intent, 'payment_intent');
  const filter = { equals: { customer, payment_intent, transfer_group }, created: createdRange(created) };
  return listOf(call, 'charge', '/v1/charges', { filter, page });
}
