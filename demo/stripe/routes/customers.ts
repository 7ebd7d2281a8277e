import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { invalidRequest } from '../errors.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { mergeMetadata, metadata } from '../metadata.ts';
import { address, fullAddress, fullShipping, shipping } from '../objects/billing-details.ts';
import { newCustomer } from '../objects/customer.ts';
import type { Read, Rule } from '../params.ts';
import { email, flag, hash, list as listRule, readParams, text, unsettable, unsupported } from '../params.ts';
import { attach, detach, methodNamed, refuseTaken } from '../payment/method.ts';
import { emit } from '../webhooks/events.ts';

export const customers: Operation[] = [
  { method: 'POST', path: '/v1/customers', run: create },
  { method: 'GET', path: '/v1/customers', run: list },
  { method: 'GET', path: '/v1/customers/:id', run: retrieve },
  { method: 'POST', path: '/v1/customers/:id', run: update },
  { method: 'DELETE', path: '/v1/customers/:id', run: remove },
];

const line = unsettable(text());
const sharedShape = {
  address: unsettable(address),
  balance: unsupported,
  business_name: unsupported,
  cash_balance: unsupported,
  description: line,
  email: unsettable(email(512)),
  individual_name: unsupported,
  invoice_prefix: unsupported,
  invoice_settings: hash({
    default_payment_method: text(),
    custom_fields: unsupported,
    footer: unsupported,
    rendering_options: unsupported,
  }),
  metadata,
  name: unsettable(text(256)),
  next_invoice_sequence: unsupported,
  phone: unsettable(text(20)),
  preferred_locales: listRule(text()),
  shipping: unsettable(shipping),
  source: unsupported,
  tax: unsupported,
  tax_exempt: unsupported,
  validate: flag,
};
const createShape = {
  ...sharedShape,
  payment_method: text(),
  tax_id_data: unsupported,
  test_clock: unsupported,
} satisfies Record<Exclude<keyof Stripe.CustomerCreateParams, 'expand'>, Rule<unknown>>;
const updateShape = {
  ...sharedShape,
  default_source: unsupported,
} satisfies Record<Exclude<keyof Stripe.CustomerUpdateParams, 'expand'>, Rule<unknown>>;

function create(call: Call) {
  const { payment_method: named, ...input } = readParams(createShape, call.params);
  const fresh = newCustomer(call.now);
  const settings = input.invoice_settings;
  const preferred = settings?.default_payment_method;
  if (preferred !== undefined && preferred !== named) requireOwn(call, fresh.id, preferred); // it has none yet
  if (named !== undefined) {
    const chosen = methodNamed(call, named);
    refuseTaken(call, chosen);
    const { id } = attach(call, chosen, fresh.id);
    // A test method's name, said twice, is one method.
    if (preferred !== undefined) input.invoice_settings = { ...settings, default_payment_method: id };
  }
  const customer = withDetails(call, fresh, input);
  call.shelf.add(customer);
  emit(call, 'customer.created', customer);
  return customer;
}

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.isBuried(call.id) ? deleted(call.id) : call.shelf.named('customer', call.id);
}

/** A deleted customer is still known by its id; its payment methods are nobody's any more. */
function remove(call: Call) {
  readParams({}, call.params);
  const customer = call.shelf.named('customer', call.id);
  for (const method of call.shelf.all('payment_method'))
    if (method.customer === customer.id) detach(call, method);
  call.shelf.bury(customer.id);
  emit(call, 'customer.deleted', customer);
  return deleted(customer.id);
}

const deleted = (id: string): Stripe.DeletedCustomer => ({ id, object: 'customer', deleted: true });

function update(call: Call) {
  const input = readParams(updateShape, call.params);
  const stored = call.shelf.named('customer', call.id);
  const customer = withDetails(call, stored, input);
  call.shelf.replace(customer);
  emit(call, 'customer.updated', customer, stored);
  return customer;
}

function list(call: Call) {
  const {
    created,
    email: address,
    ...page
  } = readParams(
    { ...pageParams, created: createdParam, email: text(), test_clock: unsupported },
    call.params,
  );
  const filter = { equals: { email: address }, created: createdRange(created) };
  return listOf(call, 'customer', '/v1/customers', { filter, page });
}

/** Rule: https://docs.stripe.com/api/customers/update, `invoice_settings.default_payment_method` (attached to the customer) */
function requireOwn({ shelf }: Call, customer: string, method: string): void {
  const param = 'invoice_settings[default_payment_method]';
  if (shelf.given('payment_method', method, param).customer === customer) return;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param },
  );
}

function withDetails(
  call: Call,
  customer: Stripe.Customer,
  input: Read<typeof sharedShape>,
): Stripe.Customer {
  const { description, name, phone, preferred_locales } = input;
  const method = input.invoice_settings?.default_payment_method;
  if (method !== undefined) requireOwn(call, customer.id, method);
  return {
    ...customer,
    ...(description !== undefined && { description }),
    ...(input.email !== undefined && { email: input.email }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(preferred_locales !== undefined && { preferred_locales }),
    ...(input.address !== undefined && { address: input.address && fullAddress(input.address) }),
    ...(input.shipping !== undefined && { shipping: input.shipping && fullShipping(input.shipping) }),
    ...(method !== undefined && {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
    }),
    metadata: mergeMetadata(customer.metadata, input.metadata),
  };
}
