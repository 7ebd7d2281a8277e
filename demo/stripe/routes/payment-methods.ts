import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { invalidRequest, resourceMissing } from '../errors.ts';
import { listOf, pageParams, requireCustomer } from '../lists.ts';
import { mergeMetadata, metadata } from '../metadata.ts';
import { billingDetails, fullBilling } from '../objects/billing-details.ts';
import type { Rule } from '../params.ts';
import { hash, integer, oneOf, readParams, text, unsupported } from '../params.ts';
import { preferring } from '../objects/payment-method.ts';
import { idOf } from '../payment/id-of.ts';
import { requireNetwork } from '../payment/card-data.ts';
import {
  attach,
  cardBehind,
  detach,
  methodFrom,
  methodNamed,
  methodShape,
  refuseTaken,
} from '../payment/method.ts';
import { emit } from '../webhooks/events.ts';

export const paymentMethods: Operation[] = [
  { method: 'POST', path: '/v1/payment_methods', publishable: true, run: create },
  { method: 'GET', path: '/v1/payment_methods', run: list },
  { method: 'GET', path: '/v1/payment_methods/:id', run: retrieve },
  { method: 'POST', path: '/v1/payment_methods/:id', run: update },
  { method: 'POST', path: '/v1/payment_methods/:id/attach', run: attachTo },
  { method: 'POST', path: '/v1/payment_methods/:id/detach', run: detachFrom },
  { method: 'GET', path: '/v1/customers/:id/payment_methods', run: listOfCustomer },
  { method: 'GET', path: '/v1/customers/:id/payment_methods/:method', run: retrieveOfCustomer },
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
  refuseTaken(call, chosen);
  const attached = attach(call, chosen, customer);
  emit(call, 'payment_method.attached', attached);
  return attached;
}

function detachFrom(call: Call) {
  readParams({}, call.params);
  const method = call.shelf.named('payment_method', call.id);
  if (method.customer === null) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  }
  unsetDefault(call, method);
  return detach(call, method);
}

/** What a customer no longer has cannot be the one that is charged by itself. */
function unsetDefault(call: Call, { id, customer: owner }: Stripe.PaymentMethod): void {
  const customer = call.shelf.find('customer', idOf(owner) ?? '');
  if (customer?.invoice_settings.default_payment_method !== id) return;
  const without = {
    ...customer,
    invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
  };
  call.shelf.replace(without);
  emit(call, 'customer.updated', without, customer);
}

const updateShape = {
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: billingDetails,
  card: hash({ exp_month: integer(), exp_year: integer(), networks: hash({ preferred: text() }) }),
  metadata,
  us_bank_account: unsupported,
} satisfies Record<Exclude<keyof Stripe.PaymentMethodUpdateParams, 'expand'>, Rule<unknown>>;

/** Rule: https://docs.stripe.com/api/payment_methods/update (only of a customer's method) */
function update(call: Call) {
  const input = readParams(updateShape, call.params);
  const stored = call.shelf.named('payment_method', call.id);
  if (stored.customer === null) {
    throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
  }
  const { exp_month, exp_year, networks } = input.card ?? {};
  const preferred = networks?.preferred;
  if (preferred !== undefined)
    requireNetwork(cardBehind(call, stored.id), preferred, 'card[networks][preferred]');
  const updated: Stripe.PaymentMethod = {
    ...stored,
    ...(input.allow_redisplay && { allow_redisplay: input.allow_redisplay }),
    ...(input.billing_details && {
      billing_details: fullBilling(input.billing_details, stored.billing_details),
    }),
    ...(stored.card && {
      card: {
        ...stored.card,
        ...(exp_month && { exp_month }),
        ...(exp_year && { exp_year }),
        ...(preferred !== undefined && preferring(stored.card, preferred)),
      },
    }),
    metadata: mergeMetadata(stored.metadata ?? {}, input.metadata),
  };
  call.shelf.replace(updated);
  emit(call, 'payment_method.updated', updated, stored);
  return updated;
}

const filters = {
  ...pageParams,
  type: text(),
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
};

function list(call: Call) {
  const { customer, type, allow_redisplay, ...page } = readParams(
    { ...filters, customer: text(), customer_account: unsupported },
    call.params,
  );
  requireCustomer(call, customer);
  return listOf(call, 'payment_method', '/v1/payment_methods', {
    filter: { equals: { customer, type, allow_redisplay } },
    page,
  });
}

function listOfCustomer(call: Call) {
  const { type, allow_redisplay, ...page } = readParams(filters, call.params);
  const { id: customer } = call.shelf.named('customer', call.id);
  const url = `/v1/customers/${customer}/payment_methods`;
  return listOf(call, 'payment_method', url, {
    filter: { equals: { customer, type, allow_redisplay } },
    page,
  });
}

function retrieveOfCustomer(call: Call) {
  readParams({}, call.params);
  const { id: customer } = call.shelf.named('customer', call.id);
  const method = call.shelf.named('payment_method', call.path['method'] ?? '');
  if (method.customer !== customer)
    throw resourceMissing('PaymentMethod', method.id, { path: 'payment_method' });
  return method;
}
