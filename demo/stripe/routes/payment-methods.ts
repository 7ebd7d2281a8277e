import type { Call, Operation } from '../call.ts';
import { notInSandbox } from '../errors.ts';
import { listOf, pageParams } from '../lists.ts';
import { ignored, readParams, text } from '../params.ts';
import { attach, methodFrom, methodNamed, methodShape } from '../payment/method.ts';
import { emit } from '../webhooks/events.ts';

export const paymentMethods: Operation[] = [
  { method: 'POST', path: '/v1/payment_methods', publishable: true, run: create },
  { method: 'GET', path: '/v1/payment_methods', run: list },
  { method: 'GET', path: '/v1/payment_methods/:id', run: retrieve },
  { method: 'POST', path: '/v1/payment_methods/:id/attach', run: attachTo },
  { method: 'POST', path: '/v1/payment_methods/:id/detach', run: detach },
  { method: 'GET', path: '/v1/customers/:id/payment_methods', run: listOfCustomer },
];

function create(call: Call) {
  return methodFrom(call, readParams(methodShape, call.params)).method;
}

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.id.startsWith('pm_card_')
    ? methodNamed(call, call.id).method
    : call.shelf.named('payment_method', call.id);
}

function attachTo(call: Call) {
  const { customer } = readParams({ customer: text() }, call.params, ['customer']);
  call.shelf.given('customer', customer, 'customer');
  const chosen = methodNamed(call, call.id);
  if (chosen.method.customer === customer) return chosen.method;
  if (chosen.method.customer !== null)
    throw notInSandbox('moving a payment method between customers', 'customer');
  const attached = attach(call, chosen, customer);
  emit(call, 'payment_method.attached', attached);
  return attached;
}

function detach(call: Call) {
  readParams({}, call.params);
  const detached = { ...call.shelf.named('payment_method', call.id), customer: null };
  call.shelf.replace(detached);
  return detached;
}

const filters = { ...pageParams, type: text(), allow_redisplay: ignored };

function list(call: Call) {
  const { customer, type, ...page } = readParams(
    { ...filters, customer: text(), customer_account: ignored },
    call.params,
  );
  return listOf(call, 'payment_method', '/v1/payment_methods', {
    filter: { equals: { customer, type } },
    page,
  });
}

function listOfCustomer(call: Call) {
  const { type, ...page } = readParams(filters, call.params);
  const { id: customer } = call.shelf.named('customer', call.id);
  const url = `/v1/customers/${customer}/payment_methods`;
  return listOf(call, 'payment_method', url, { filter: { equals: { customer, type } }, page });
}
