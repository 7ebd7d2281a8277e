import type { Call, Operation } from '../call.ts';
import { readParams } from '../params.ts';

export const mandates: Operation[] = [{ method: 'GET', path: '/v1/mandates/:id', run: retrieve }];

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.named('mandate', call.id);
}
