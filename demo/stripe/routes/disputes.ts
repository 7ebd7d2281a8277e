import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { readParams, text } from '../params.ts';

export const disputes: Operation[] = [
  { method: 'GET', path: '/v1/disputes', run: list },
  { method: 'GET', path: '/v1/disputes/:id', run: retrieve },
];

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.named('dispute', call.id);
}

function list(call: Call) {
  const { charge, created, payment_intent, ...page } = readParams(
    { ...pageParams, charge: text(), created: createdParam, payment_intent: text() },
    call.params,
  );
  const filter = { equals: { charge, payment_intent }, created: createdRange(created) };
  return listOf(call, 'dispute', '/v1/disputes', { filter, page });
}
