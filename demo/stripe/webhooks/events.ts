import type Stripe from 'stripe';
import { platformOf } from '../accounts.ts';
import type { Call } from '../call.ts';
import { API_VERSION } from '../api-version.ts';
import { Faults } from '../faults.ts';
import { newId } from '../ids.ts';
import type { Kept, KeptType } from '../shelf.ts';
import { Shelf } from '../shelf.ts';

/** The events that the sandbox sends. */
export const EVENT_TYPES = [
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.failed',
  'charge.pending',
  'charge.succeeded',
  'charge.updated',
  'customer.created',
  'customer.deleted',
  'customer.updated',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
  'setup_intent.canceled',
  'setup_intent.created',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
] as const;
type EventType = (typeof EVENT_TYPES)[number];

/**
 * Write down that something happened, and to whom it must be told, in the transaction in which it happens.
 * @param before of a changed object, where Stripe's event says what its values were
 */
export function emit<T extends Kept[KeptType]>(call: Call, type: EventType, object: T, before?: T): void {
  const { shelf, database, now } = call;
  const connected = platformOf(database, shelf.account) !== shelf.account;
  const listeners = listenersOf(call, type, connected);
  const event: Stripe.EventBase = {
    id: newId('evt'),
    object: 'event',
    ...(connected && { account: shelf.account }),
    api_version: API_VERSION,
    created: now,
    data: { object, ...(before && { previous_attributes: changed(before, object) }) },
    livemode: false,
    pending_webhooks: listeners.length,
    request: { id: call.requestId, idempotency_key: call.idempotencyKey },
    type,
  };
  shelf.add(event);
  for (const endpoint of listeners) queue(call, event, endpoint);
}

/**
 * What is other now, as it was: of a hash only the keys that differ, null for one that is new; an array as a whole.
 * Rule: https://docs.stripe.com/api/events/object, `data.previous_attributes`
 */
function changed(before: object, after: object): object {
  const [was, is] = [
    new Map<string, unknown>(Object.entries(before)),
    new Map<string, unknown>(Object.entries(after)),
  ];
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(was.get(key)) !== JSON.stringify(is.get(key)))
      .map((key) => {
        const [old = null, now] = [was.get(key), is.get(key)];
        return [key, isHash(old) && isHash(now) ? changed(old, now) : old];
      }),
  );
}

const isHash = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The endpoints that hear an event: the account's own, and its platform's Connect endpoints. */
function listenersOf({ shelf, database }: Call, type: string, connected: boolean): string[] {
  const hears = (owner: Shelf, connect: boolean) =>
    owner
      .all('webhook_endpoint')
      .filter(
        ({ status, enabled_events: wanted }) =>
          status === 'enabled' && (wanted.includes('*') || wanted.includes(type)),
      )
      .map(({ id }) => id)
      .filter((id) => (owner.hidden('webhook_endpoint', id).connect ?? false) === connect);
  const own = hears(shelf, false);
  return connected ? [...own, ...hears(new Shelf(database, platformOf(database, shelf.account)), true)] : own;
}

function queue({ database, shelf }: Call, event: Stripe.EventBase, endpoint: string): void {
  const fault = new Faults(database).forEvent({ type: event.type, account: shelf.account });
  const insert = database.prepare(
    'INSERT INTO delivery (event, endpoint, state, next_ms, held) VALUES (?, ?, ?, ?, ?)',
  );
  const state = fault?.kind === 'webhook_lost' ? 'lost' : 'waiting';
  const held = fault?.kind === 'webhook_out_of_order';
  const nextMs = Date.now() + (held || fault?.kind === 'webhook_delay' ? fault.ms : 0);
  const copies = fault?.kind === 'webhook_duplicate' ? 2 : 1;
  for (let copy = 0; copy < copies; copy++) insert.run(event.id, endpoint, state, nextMs, held ? 1 : 0);
}
