import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { invalidParam, notInSandbox } from '../errors.ts';
import { newId, randomText } from '../ids.ts';
import { listOf, pageParams } from '../lists.ts';
import { mergeMetadata, metadata } from '../metadata.ts';
import type { Rule } from '../params.ts';
import { flag, list as listRule, readParams, text, unsettable } from '../params.ts';
import { API_VERSION } from '../api-version.ts';
import { isEventName } from '../webhooks/event-names.ts';
import { url } from './text-rules.ts';

export const webhookEndpoints: Operation[] = [
  { method: 'POST', path: '/v1/webhook_endpoints', run: create },
  { method: 'GET', path: '/v1/webhook_endpoints', run: list },
  { method: 'GET', path: '/v1/webhook_endpoints/:id', run: retrieve },
  { method: 'POST', path: '/v1/webhook_endpoints/:id', run: update },
  { method: 'DELETE', path: '/v1/webhook_endpoints/:id', run: remove },
];

export interface EndpointInput {
  url: string;
  enabledEvents: string[];
  description?: string | null;
  metadata?: Record<string, string>;
  apiVersion?: string | undefined;
}

export function newWebhookEndpoint(input: EndpointInput, now: number): Stripe.WebhookEndpoint {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: input.apiVersion ?? null,
    application: null,
    created: now,
    description: input.description ?? null,
    enabled_events: input.enabledEvents,
    livemode: false,
    metadata: input.metadata ?? {},
    status: 'enabled',
    url: input.url,
  };
}

/** An event's name, or all of them. Groups such as `charge.*` are not taken. */
const eventName: Rule<string> = (value, name) => {
  const type = text()(value, name);
  if (isEventName(type)) return type;
  throw invalidParam(`Invalid ${name}: must be the name of an event, or *`, name);
};

const shape = { description: unsettable(text()), enabled_events: listRule(eventName), metadata, url };

/** The only answer that shows the signing secret. */
function create(call: Call) {
  const input = readParams({ ...shape, api_version: text(), connect: flag }, call.params, [
    'enabled_events',
    'url',
  ]);
  if (input.api_version !== undefined && input.api_version !== API_VERSION)
    throw notInSandbox(`the version ${input.api_version}, only ${API_VERSION}`, 'api_version');
  const { url: address, enabled_events: enabledEvents, description = null } = input;
  const endpoint = newWebhookEndpoint(
    {
      url: address,
      enabledEvents,
      description,
      metadata: mergeMetadata({}, input.metadata),
      apiVersion: input.api_version,
    },
    call.now,
  );
  const secret = `whsec_${randomText(32)}`;
  call.shelf.add(endpoint, { secret, connect: input.connect ?? false });
  return { ...endpoint, secret };
}

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.named('webhook_endpoint', call.id);
}

function update(call: Call) {
  const { disabled, ...input } = readParams({ ...shape, disabled: flag }, call.params);
  const stored = call.shelf.named('webhook_endpoint', call.id);
  const updated: Stripe.WebhookEndpoint = {
    ...stored,
    ...(input.description !== undefined && { description: input.description }),
    ...(input.enabled_events !== undefined && { enabled_events: input.enabled_events }),
    ...(input.url !== undefined && { url: input.url }),
    ...(disabled !== undefined && { status: disabled ? 'disabled' : 'enabled' }),
    metadata: mergeMetadata(stored.metadata, input.metadata),
  };
  call.shelf.replace(updated);
  return updated;
}

function list(call: Call) {
  return listOf(call, 'webhook_endpoint', '/v1/webhook_endpoints', {
    page: readParams(pageParams, call.params),
  });
}

function remove(call: Call) {
  const { id } = call.shelf.named('webhook_endpoint', call.id);
  call.shelf.remove('webhook_endpoint', id);
  call.database
    .prepare("UPDATE delivery SET state = 'failed' WHERE endpoint = ? AND state = 'waiting'")
    .run(id);
  return { id, object: 'webhook_endpoint', deleted: true };
}
