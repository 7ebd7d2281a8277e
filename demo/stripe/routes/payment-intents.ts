import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { Refused } from '../call.ts';
import { invalidParam, invalidRequest } from '../errors.ts';
import { createdParam, createdRange, listOf, pageParams, requireCustomer } from '../lists.ts';
import { mergeMetadata } from '../metadata.ts';
import { fullShipping } from '../objects/billing-details.ts';
import { newPaymentIntent, publicView, typesIn } from '../objects/payment-intent.ts';
import type { Read } from '../params.ts';
import { readParams, text } from '../params.ts';
import { cancelIntent } from '../payment/cancel.ts';
import { captureIntent } from '../payment/capture.ts';
import { confirmIntent } from '../payment/confirm.ts';
import { idOf } from '../payment/id-of.ts';
import { methodFrom, methodNamed, refuseBoth, refuseForeignMethod } from '../payment/method.ts';
import { unexpectedState } from '../payment/states.ts';
import { emit } from '../webhooks/events.ts';
import { checkAmount, checkCurrency } from './amount.ts';
import {
  browserConfirmShape,
  cancelShape,
  captureShape,
  createShape,
  updateShape,
} from './payment-intent-params.ts';

export const paymentIntents: Operation[] = [
  { method: 'POST', path: '/v1/payment_intents', run: create },
  { method: 'GET', path: '/v1/payment_intents', run: list },
  { method: 'GET', path: '/v1/payment_intents/:id', publishable: true, run: retrieve },
  { method: 'POST', path: '/v1/payment_intents/:id', run: update },
  { method: 'POST', path: '/v1/payment_intents/:id/confirm', publishable: true, run: confirm },
  { method: 'POST', path: '/v1/payment_intents/:id/capture', run: capture },
  { method: 'POST', path: '/v1/payment_intents/:id/cancel', run: cancel },
];

function create(call: Call) {
  const input = readParams(createShape, call.params, ['amount', 'currency']);
  const currency = checkCurrency(input.currency);
  checkAmount(input.amount, currency);
  refuseConfirmationWithoutConfirm(input);
  const automatic = input.automatic_payment_methods ?? { enabled: true };
  const fresh = newPaymentIntent(
    {
      amount: input.amount,
      currency,
      automatic: automatic.enabled
        ? { enabled: true, allow_redirects: automatic.allow_redirects ?? 'always' }
        : null,
      captureMethod: input.capture_method ?? 'automatic_async',
      confirmationMethod: input.confirmation_method ?? 'automatic',
    },
    call.now,
  );
  const intent = withDetails(call, fresh, input);
  call.shelf.add(intent);
  emit(call, 'payment_intent.created', intent);
  return input.confirm ? confirmIntent(call, intent, input) : intent;
}

function retrieve(call: Call) {
  const { client_secret: secret } = readParams({ client_secret: text() }, call.params);
  const intent = call.shelf.named('payment_intent', call.id);
  if (!call.publishable) return intent;
  requireSecret(intent, secret);
  return publicView(intent);
}

function update(call: Call) {
  const input = readParams(updateShape, call.params);
  const intent = call.shelf.named('payment_intent', call.id);
  const open = UPDATABLE.includes(intent.status);
  const frozen = (
    ['amount', 'currency', 'payment_method', 'payment_method_data', 'setup_future_usage'] as const
  ).find((key) => input[key] !== undefined);
  if (frozen !== undefined && !open) {
    throw unexpectedState(
      intent,
      `This PaymentIntent's ${frozen} could not be updated because it has a status of ${intent.status}. You may only ` +
        `update the ${frozen} of a PaymentIntent with one of the following statuses: ${UPDATABLE.join(', ')}.`,
      frozen,
    );
  }
  refuseOtherCustomer(intent, input.customer);
  const currency = input.currency === undefined ? intent.currency : checkCurrency(input.currency);
  const amount = input.amount ?? intent.amount;
  checkAmount(amount, currency);
  const updated = withDetails(call, { ...intent, amount, currency }, input);
  call.shelf.replace(updated);
  return updated;
}

const UPDATABLE: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

function confirm(call: Call) {
  const input = readParams(browserConfirmShape, call.params);
  const stored = call.shelf.named('payment_intent', call.id);
  if (call.publishable) {
    requireSecret(stored, input.client_secret);
    refuseBrowserConfirmation(stored);
  }
  const { payment_method: _named, payment_method_data: _data, ...details } = input; // the confirmation chooses these
  const intent = withDetails(call, stored, details);
  const end = confirmIntent(call, intent, input);
  if (!call.publishable) return end;
  return end instanceof Refused ? end : publicView(end);
}

function capture(call: Call) {
  const input = readParams(captureShape, call.params);
  return captureIntent(call, call.shelf.named('payment_intent', call.id), input);
}

function cancel(call: Call) {
  const { cancellation_reason: reason } = readParams(cancelShape, call.params);
  return cancelIntent(call, call.shelf.named('payment_intent', call.id), reason ?? null);
}

function list(call: Call) {
  const {
    customer,
    created,
    customer_account: _,
    ...page
  } = readParams(
    { ...pageParams, created: createdParam, customer: text(), customer_account: text() },
    call.params,
  );
  requireCustomer(call, customer);
  const filter = { equals: { customer }, created: createdRange(created) };
  return listOf(call, 'payment_intent', '/v1/payment_intents', { filter, page });
}

/** What create, update and confirm may say about an intent, laid over it. */
function withDetails(
  call: Call,
  intent: Stripe.PaymentIntent,
  input: Partial<Read<typeof updateShape>>,
): Stripe.PaymentIntent {
  const customer =
    input.customer === undefined
      ? intent.customer
      : call.shelf.given('customer', input.customer, 'customer').id;
  const changed: Stripe.PaymentIntent = {
    ...intent,
    customer,
    ...typesOf(intent, input.allowed_payment_method_types),
    ...(input.capture_method !== undefined && { capture_method: input.capture_method }),
    ...(input.description !== undefined && { description: input.description }),
    ...(input.receipt_email !== undefined && { receipt_email: input.receipt_email }),
    ...(input.setup_future_usage !== undefined && { setup_future_usage: input.setup_future_usage }),
    ...(input.shipping !== undefined && { shipping: input.shipping && fullShipping(input.shipping) }),
    ...(input.statement_descriptor !== undefined && { statement_descriptor: input.statement_descriptor }),
    ...(input.statement_descriptor_suffix !== undefined && {
      statement_descriptor_suffix: input.statement_descriptor_suffix,
    }),
    ...(input.transfer_group !== undefined && { transfer_group: input.transfer_group }),
    ...(input.payment_method_options && {
      payment_method_options: optionsOf(intent, input.payment_method_options),
    }),
    metadata: mergeMetadata(intent.metadata, input.metadata),
  };
  return withMethod(call, changed, input);
}

/** What the caller allows, and what of it there is in the currency. */
function typesOf(
  {
    allowed_payment_method_types: stored,
    automatic_payment_methods: automatic,
    currency,
  }: Stripe.PaymentIntent,
  given: string[] | undefined,
): Pick<Stripe.PaymentIntent, 'allowed_payment_method_types' | 'payment_method_types'> {
  const allowed = given ?? stored;
  const types = allowed ?? (automatic ? ['card', 'us_bank_account'] : ['card']);
  return { allowed_payment_method_types: allowed, payment_method_types: typesIn(currency, types) };
}

/** In the words recorded: https://github.com/woocommerce/woocommerce-gateway-stripe/issues/1068 */
function refuseOtherCustomer(intent: Stripe.PaymentIntent, customer: string | undefined): void {
  if (customer === undefined || intent.customer === null || customer === intent.customer) return;
  throw unexpectedState(
    intent,
    'You cannot modify `customer` on a PaymentIntent once it already has been set. To fulfill a payment with a ' +
      'different Customer, cancel this PaymentIntent and create a new one.',
  );
}

function withMethod(
  call: Call,
  intent: Stripe.PaymentIntent,
  input: Partial<Read<typeof updateShape>>,
): Stripe.PaymentIntent {
  const { payment_method: named, payment_method_data: data } = input;
  if (named !== undefined && data !== undefined) refuseBoth('payment_method', 'payment_method_data');
  if (named === undefined && data === undefined) return intent;
  const chosen =
    data === undefined ? methodNamed(call, named ?? '') : methodFrom(call, data, 'payment_method_data');
  refuseForeignMethod(chosen, idOf(intent.customer));
  return { ...intent, next_action: null, payment_method: chosen.method.id, status: 'requires_confirmation' };
}

type Options = NonNullable<Read<typeof updateShape>['payment_method_options']>;

function optionsOf(
  { payment_method_options: stored }: Stripe.PaymentIntent,
  { card, us_bank_account: bank }: Options,
): Stripe.PaymentIntent.PaymentMethodOptions {
  const kept = stored?.card;
  return {
    ...stored,
    ...(card && {
      card: {
        installments: null,
        mandate_options: null,
        ...kept,
        network: card.network ?? kept?.network ?? null,
        request_three_d_secure: card.request_three_d_secure ?? kept?.request_three_d_secure ?? 'automatic',
      },
    }),
    ...(bank?.verification_method && {
      us_bank_account: { verification_method: bank.verification_method },
    }),
  };
}

function refuseConfirmationWithoutConfirm(input: Read<typeof createShape>): void {
  if (input.confirm) return;
  for (const key of [
    'confirmation_token',
    'error_on_requires_action',
    'off_session',
    'return_url',
  ] as const) {
    if (input[key] === undefined) continue;
    throw invalidParam(`You can only pass in \`${key}\` when also passing in \`confirm=true\`.`, key);
  }
}

/** Rule: https://docs.stripe.com/api/payment_intents/object, `confirmation_method` (manual: on the server only) */
function refuseBrowserConfirmation({ id, confirmation_method }: Stripe.PaymentIntent): void {
  if (confirmation_method !== 'manual') return;
  throw invalidRequest(
    `This PaymentIntent ${id} cannot be confirmed using your publishable key because its \`confirmation_method\` is ` +
      'set to `manual`. Please use your secret key instead, or create a PaymentIntent with `confirmation_method` set ' +
      'to `automatic`.',
    { code: 'payment_intent_invalid_parameter' },
  );
}

function requireSecret(intent: Stripe.PaymentIntent, secret: string | undefined): void {
  if (secret !== undefined && secret === intent.client_secret) return;
  throw invalidRequest(
    'The client_secret provided does not match any associated PaymentIntent on this account. Ensure the ' +
      'client_secret and associated PaymentIntent exist on the same account.',
    { code: 'payment_intent_invalid_parameter', param: 'client_secret' },
  );
}
