import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { readParams, text } from '../params.ts';

export const charges: Operation[] = [
  { method: 'GET', path: '/v1/charges', run: list },
  { method: 'GET', path: '/v1/charges/:id', run: retrieve },
];

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.named('charge', call.id);
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
  const filter = { equals: { customer, payment_intent, transfer_group }, created: createdRange(created) };
  return listOf(call, 'charge', '/v1/charges', { filter, page });
}
