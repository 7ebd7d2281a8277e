import type Stripe from 'stripe';
import type { Call, Operation } from './call.ts';
import { invalidRequest, notInSandbox } from './errors.ts';
import type { FormHash } from './form-body.ts';
import { list, text } from './params.ts';
import { asItIsNow } from './payment/as-it-is-now.ts';
import type { KeptType } from './shelf.ts';

const DEPTH_MAX = 4;

/** What a field holds: the id of an object of that type, something that is open already or null, or fields in turn. */
type Edge = KeptType | 'open' | 'beyond' | Fields;
interface Fields {
  [field: string]: Edge;
}

const opened = (...fields: string[]): Fields =>
  Object.fromEntries(fields.map((field) => [field, 'open' as const]));
/** Expandable in Stripe; the sandbox has nothing to put there. */
const beyond = (...fields: string[]): Fields =>
  Object.fromEntries(fields.map((field) => [field, 'beyond' as const]));

/** Which fields of which object can be named. Source: where the SDK's types are `string | Object`, and nested objects. */
const FIELDS: Record<KeptType | 'balance', Fields> = {
  balance: opened('available', 'pending'),
  balance_transaction: { source: 'charge', ...opened('fee_details') },
  charge: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
    ...opened('application', 'application_fee', 'on_behalf_of', 'review'),
    ...opened(
      'source_transfer',
      'transfer',
      'billing_details',
      'outcome',
      'payment_method_details',
      'shipping',
    ),
    ...beyond('refunds'),
  },
  confirmation_token: opened('payment_method_preview', 'shipping'),
  customer: {
    invoice_settings: { default_payment_method: 'payment_method' },
    ...opened('address', 'default_source', 'shipping', 'test_clock'),
    ...beyond('cash_balance', 'sources', 'subscriptions', 'tax', 'tax_ids'),
  },
  dispute: {
    charge: 'charge',
    payment_intent: 'payment_intent',
    ...opened('balance_transactions', 'evidence', 'evidence_details', 'payment_method_details'),
  },
  event: opened('data', 'request'),
  mandate: { payment_method: 'payment_method', ...opened('customer_acceptance', 'payment_method_details') },
  payment_intent: {
    customer: 'customer',
    latest_charge: 'charge',
    payment_method: 'payment_method',
    ...opened('application', 'on_behalf_of', 'payment_record', 'review', 'source', 'amount_details'),
    ...opened('automatic_payment_methods', 'last_payment_error', 'next_action', 'payment_method_options'),
    ...opened('processing', 'shipping', 'transfer_data'),
  },
  payment_method: { customer: 'customer', ...opened('billing_details', 'card', 'us_bank_account') },
  setup_attempt: {
    customer: 'customer',
    payment_method: 'payment_method',
    setup_intent: 'setup_intent',
    ...opened('application', 'on_behalf_of', 'payment_method_details', 'setup_error'),
  },
  setup_intent: {
    customer: 'customer',
    latest_attempt: 'setup_attempt',
    payment_method: 'payment_method',
    ...opened('application', 'mandate', 'on_behalf_of', 'single_use_mandate', 'last_setup_error'),
    ...opened('automatic_payment_methods', 'next_action', 'payment_method_options'),
  },
  webhook_endpoint: opened('application'),
};

type Json = Record<string, unknown>;

/** Take `expand` out of the parameters: it belongs to the answer, not to the operation. */
export function takeExpand(params: FormHash): string[] {
  const { expand } = params;
  delete params['expand'];
  return expand === undefined ? [] : list(text())(expand, 'expand');
}

/**
 * Refuse paths that this operation's answer can never have, before it begins: an empty page or a missing object
 * changes nothing about them, as recorded from Stripe.
 * @throws {StripeError} 400, which leaves the idempotency key free
 */
export function checkExpand(operation: Pick<Operation, 'method' | 'path'>, paths: readonly string[]): void {
  const answered = answerOf(operation);
  for (const path of paths) {
    const fields = path.split('.');
    if (fields.length > DEPTH_MAX) {
      throw refused(`You cannot expand more than ${DEPTH_MAX} levels of a property. Property: ${path}`);
    }
    if (!answered.list) check(FIELDS[answered.type], fields, path);
    else if (fields[0] === 'data') check(FIELDS[answered.type], fields.slice(1), path);
    else {
      const hint = `You may want to try expanding 'data.${path}' instead.`;
      throw refused(`This property cannot be expanded (${path}). ${hint}`);
    }
  }
}

/** Every path by which the last named noun of an operation's address is answered: `/v1/customers/:id/payment_methods`. */
const NOUNS: Record<string, keyof typeof FIELDS> = {
  balance: 'balance',
  balance_transactions: 'balance_transaction',
  charges: 'charge',
  confirmation_tokens: 'confirmation_token',
  customers: 'customer',
  disputes: 'dispute',
  events: 'event',
  payment_intents: 'payment_intent',
  payment_methods: 'payment_method',
  setup_attempts: 'setup_attempt',
  setup_intents: 'setup_intent',
  webhook_endpoints: 'webhook_endpoint',
};

function answerOf({ method, path }: Pick<Operation, 'method' | 'path'>) {
  const parts = path.split('/');
  const noun = parts.findLast((part) => NOUNS[part] !== undefined) ?? '';
  const type = NOUNS[noun] ?? 'webhook_endpoint'; // the sandbox's own: nothing in it can be opened
  return { type, list: method === 'GET' && parts.at(-1) === noun && type !== 'balance' };
}

function check(fields: Fields, [field, ...rest]: readonly string[], path: string): void {
  if (field === undefined) return;
  const edge = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (edge === 'beyond') throw notInSandbox(`the expansion of ${path}`, 'expand');
  if (edge === undefined || (edge === 'open' && rest.length > 0)) {
    throw refused(`This property cannot be expanded (${path}).`);
  }
  if (edge !== 'open') check(typeof edge === 'string' ? FIELDS[edge] : edge, rest, path);
}

function refused(message: string) {
  return invalidRequest(message, {}, { remembered: false });
}

/**
 * Replace ids by the objects they name, along dotted paths (`data.latest_charge.balance_transaction`).
 * @param paths that {@link checkExpand} let through
 * @returns a copy; the answer of the operation stays as it was
 */
export function expand(answer: object, paths: readonly string[], at: Reading): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer) as Json;
  for (const path of paths) open(copy, path.split('.'), at);
  return copy;
}

/** Whose objects, and when. */
type Reading = Pick<Call, 'shelf' | 'now'>;

function open(holder: Json, [field, ...rest]: string[], at: Reading): void {
  if (field === undefined) return;
  const value = holder[field];
  if (Array.isArray(value)) return value.forEach((item: Json) => open(item, rest, at));
  const there = typeof value === 'string' ? objectOf(at, value) : value;
  if (typeof there !== 'object' || there === null) return;
  holder[field] = there;
  open(there as Json, rest, at);
}

/** A customer that was deleted is still known by its id. */
function objectOf(at: Reading, id: string): object | undefined {
  if (at.shelf.isBuried(id)) return { id, object: 'customer', deleted: true };
  const found = at.shelf.findById(id);
  return found && isBalanceTransaction(found) ? asItIsNow(at, found) : found;
}

const isBalanceTransaction = (found: object): found is Stripe.BalanceTransaction =>
  'object' in found && found.object === 'balance_transaction';
