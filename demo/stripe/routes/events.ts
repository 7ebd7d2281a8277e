import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { invalidParam } from '../errors.ts';
import { ignored, list as listRule, readParams, text } from '../params.ts';

export const events: Operation[] = [
  { method: 'GET', path: '/v1/events', run: list },
  { method: 'GET', path: '/v1/events/:id', run: retrieve },
];

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.named('event', call.id);
}

function list(call: Call) {
  const {
    created,
    type,
    types,
    delivery_success: _,
    ...page
  } = readParams(
    {
      ...pageParams,
      created: createdParam,
      type: text(),
      types: listRule(text()),
      delivery_success: ignored,
    },
    call.params,
  );
  if (types !== undefined)
    throw invalidParam('The sandbox filters by one `type`.', 'types', 'sandbox_unsupported');
  return listOf(call, 'event', '/v1/events', {
    filter: { equals: { type }, created: createdRange(created) },
    page,
  });
}
