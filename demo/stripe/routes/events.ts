import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { invalidParam } from '../errors.ts';
import type { Rule } from '../params.ts';
import { flag, list as listRule, readParams, text } from '../params.ts';

export const events: Operation[] = [
  { method: 'GET', path: '/v1/events', run: list },
  { method: 'GET', path: '/v1/events/:id', run: retrieve },
];

const TYPES_MAX = 20;

/** Rule: https://docs.stripe.com/api/events/list, `types` (up to 20) */
const typesRule: Rule<string[]> = (value, name) => {
  const types = listRule(text())(value, name);
  if (types.length <= TYPES_MAX) return types;
  throw invalidParam(`You can pass at most ${TYPES_MAX} event types.`, name);
};

function retrieve(call: Call) {
  readParams({}, call.params);
  return asOf(call, call.shelf.named('event', call.id));
}

function list(call: Call) {
  const { created, delivery_success, type, types, ...page } = readParams(
    {
      ...pageParams,
      created: createdParam,
      type: text(),
      types: typesRule,
      delivery_success: flag,
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
    filter: {
      created: createdRange(created),
      ...(type !== undefined && (type.includes('*') ? { types: [type] } : { equals: { type } })),
      ...(types && { types }),
      ...(delivery_success !== undefined && { delivered: delivery_success }),
    },
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
