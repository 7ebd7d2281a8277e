import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { invalidParam } from '../errors.ts';
import { list as listRule, readParams, text, unsupported } from '../params.ts';

export const events: Operation[] = [
  { method: 'GET', path: '/v1/events', run: list },
  { method: 'GET', path: '/v1/events/:id', run: retrieve },
];

function retrieve(call: Call) {
  readParams({}, call.params);
  return asOf(call, call.shelf.named('event', call.id));
}

function list(call: Call) {
  const { created, type, types, ...page } = readParams(
    {
      ...pageParams,
      created: createdParam,
      type: text(),
      types: listRule(text()),
      delivery_success: unsupported,
    },
    call.params,
  );
  if (type !== undefined && types !== undefined)
    throw invalidParam(
      'You may only specify one of these parameters: type, types.',
      'types',
      'parameters_exclusive',
    );
  return listOf(call, 'event', '/v1/events', {
    filter: { equals: { type }, created: createdRange(created), ...(types && { types }) },
    page,
    show: (event) => asOf(call, event),
  });
}

/** `pending_webhooks` counts the deliveries that have not succeeded yet. */
function asOf({ database }: Call, event: Stripe.EventBase): Stripe.EventBase {
  const row = database
    .prepare<[string], { n: number }>(
      "SELECT count(*) AS n FROM delivery WHERE event = ? AND state IN ('waiting', 'failed')",
    )
    .get(event.id);
  return { ...event, pending_webhooks: row?.n ?? 0 };
}
