import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { Refused } from '../call.ts';
import { invalidParam, invalidRequest } from '../errors.ts';
import { createdParam, createdRange, listOf, pageParams, requireCustomer } from '../lists.ts';
import { mergeMetadata } from '../metadata.ts';
import { newSetupIntent, publicSetupView } from '../objects/setup-intent.ts';
import type { Read } from '../params.ts';
import { readParams, text } from '../params.ts';
import { idOf } from '../payment/id-of.ts';
import { methodFrom, methodNamed, refuseBoth, refuseForeignMethod } from '../payment/method.ts';
import { cancelSetup, confirmSetup } from '../payment/setup.ts';
import { emit } from '../webhooks/events.ts';
import {
  browserConfirmShape,
  cancelShape,
  createShape,
  listShape,
  updateShape,
} from './setup-intent-params.ts';

export const setupIntents: Operation[] = [
  { method: 'POST', path: '/v1/setup_intents', run: create },
  { method: 'GET', path: '/v1/setup_intents', run: list },
  { method: 'GET', path: '/v1/setup_intents/:id', publishable: true, run: retrieve },
  { method: 'POST', path: '/v1/setup_intents/:id', run: update },
  { method: 'POST', path: '/v1/setup_intents/:id/confirm', publishable: true, run: confirm },
  { method: 'POST', path: '/v1/setup_intents/:id/cancel', run: cancel },
  { method: 'GET', path: '/v1/setup_attempts', run: listAttempts },
];

function create(call: Call) {
  const input = readParams(createShape, call.params);
  for (const key of ['confirmation_token', 'return_url'] as const) {
    if (input.confirm || input[key] === undefined) continue;
    throw invalidParam(`You can only pass in \`${key}\` when also passing in \`confirm=true\`.`, key);
  }
  const automatic = input.automatic_payment_methods ?? { enabled: true };
  const fresh = newSetupIntent(
    {
      automatic: automatic.enabled
        ? { enabled: true, allow_redirects: automatic.allow_redirects ?? 'always' }
        : null,
      usage: input.usage ?? 'off_session',
    },
    call.now,
  );
  const intent = withDetails(call, fresh, input);
  call.shelf.add(intent);
  emit(call, 'setup_intent.created', intent);
  return input.confirm ? confirmSetup(call, intent, input) : intent;
}

function retrieve(call: Call) {
  const { client_secret: secret } = readParams({ client_secret: text() }, call.params);
  const intent = call.shelf.named('setup_intent', call.id);
  if (!call.publishable) return intent;
  requireSecret(intent, secret);
  return publicSetupView(intent);
}

function update(call: Call) {
  const input = readParams(updateShape, call.params);
  const intent = call.shelf.named('setup_intent', call.id);
  // As recorded: only the payment method of an intent that has ended is refused.
  const ended = { succeeded: 'it has already succeeded', canceled: 'it has been canceled' }[
    intent.status as string
  ];
  if (
    ended !== undefined &&
    (input.payment_method !== undefined || input.payment_method_data !== undefined)
  ) {
    throw invalidRequest(`You cannot update this SetupIntent because ${ended}.`, {
      code: 'setup_intent_unexpected_state',
      setup_intent: intent,
    });
  }
  const updated = withDetails(call, intent, input);
  call.shelf.replace(updated);
  return updated;
}

function confirm(call: Call) {
  const input = readParams(browserConfirmShape, call.params);
  const stored = call.shelf.named('setup_intent', call.id);
  if (call.publishable) requireSecret(stored, input.client_secret);
  const { payment_method: _named, payment_method_data: _data, ...details } = input; // the confirmation chooses these
  const end = confirmSetup(call, withDetails(call, stored, details), input);
  if (!call.publishable || end instanceof Refused) return end;
  return publicSetupView(end);
}

function cancel(call: Call) {
  const { cancellation_reason: reason } = readParams(cancelShape, call.params);
  return cancelSetup(call, call.shelf.named('setup_intent', call.id), reason ?? null);
}

function list(call: Call) {
  const { created, customer, payment_method, ...page } = readParams(listShape, call.params);
  requireCustomer(call, customer);
  if (payment_method !== undefined) call.shelf.given('payment_method', payment_method, 'payment_method');
  const filter = { equals: { customer, payment_method }, created: createdRange(created) };
  return listOf(call, 'setup_intent', '/v1/setup_intents', { filter, page });
}

function listAttempts(call: Call) {
  const { created, setup_intent, ...page } = readParams(
    { ...pageParams, created: createdParam, setup_intent: text() },
    call.params,
    ['setup_intent'],
  );
  call.shelf.given('setup_intent', setup_intent, 'setup_intent');
  const filter = { equals: { setup_intent }, created: createdRange(created) };
  return listOf(call, 'setup_attempt', '/v1/setup_attempts', { filter, page });
}

/** What create, update and confirm may say about an intent, laid over it. */
function withDetails(
  call: Call,
  intent: Stripe.SetupIntent,
  input: Partial<Read<typeof updateShape>>,
): Stripe.SetupIntent {
  const customer =
    input.customer === undefined
      ? intent.customer
      : call.shelf.given('customer', input.customer, 'customer').id;
  const types = input.allowed_payment_method_types;
  const asked = input.payment_method_options?.card?.request_three_d_secure;
  const changed: Stripe.SetupIntent = {
    ...intent,
    customer,
    ...(types && { allowed_payment_method_types: types, payment_method_types: types }),
    ...(input.description !== undefined && { description: input.description }),
    ...(asked && {
      payment_method_options: {
        card: { mandate_options: null, network: null, request_three_d_secure: asked },
      },
    }),
    metadata: mergeMetadata(intent.metadata ?? {}, input.metadata),
  };
  return withMethod(call, changed, input);
}

function withMethod(
  call: Call,
  intent: Stripe.SetupIntent,
  { payment_method: named, payment_method_data: data }: Partial<Read<typeof updateShape>>,
): Stripe.SetupIntent {
  if (named !== undefined && data !== undefined) refuseBoth('payment_method', 'payment_method_data');
  if (named === undefined && data === undefined) return intent;
  const chosen =
    data === undefined ? methodNamed(call, named ?? '') : methodFrom(call, data, 'payment_method_data');
  refuseForeignMethod(chosen, idOf(intent.customer), 'SetupIntent');
  return { ...intent, next_action: null, payment_method: chosen.method.id, status: 'requires_confirmation' };
}

function requireSecret(intent: Stripe.SetupIntent, secret: string | undefined): void {
  if (secret !== undefined && secret === intent.client_secret) return;
  throw invalidRequest(
    'The client_secret provided does not match the client_secret associated with the SetupIntent.',
    { code: 'setup_intent_invalid_parameter', param: 'client_secret' },
  );
}
