import { invalidRequest } from './errors.ts';
import type { FormHash } from './form-body.ts';
import { list, text } from './params.ts';
import type { KeptType, Shelf } from './shelf.ts';

const DEPTH_MAX = 4;

/** Which fields of which object hold ids that can be opened, and what they point to. */
const EXPANDABLE: Record<string, Record<string, KeptType>> = {
  balance_transaction: { source: 'charge' },
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
  },
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  payment_method: { customer: 'customer' },
  setup_attempt: { customer: 'customer', payment_method: 'payment_method', setup_intent: 'setup_intent' },
  setup_intent: { customer: 'customer', latest_attempt: 'setup_attempt', payment_method: 'payment_method' },
};
/** Expandable in Stripe, always null here. */
const NEVER_SET = new Set([
  'application',
  'application_fee',
  'failure_balance_transaction',
  'on_behalf_of',
  'review',
  'source_transfer',
  'transfer',
  'test_clock',
  'default_source',
  'payment_record',
  'mandate',
  'single_use_mandate',
]);

type Json = Record<string, unknown>;

/** Take `expand` out of the parameters: it belongs to the answer, not to the operation. */
export function takeExpand(params: FormHash): string[] {
  const { expand } = params;
  delete params['expand'];
  return expand === undefined ? [] : list(text())(expand, 'expand');
}

/**
 * Replace ids by the objects they name, along dotted paths (`data.latest_charge.balance_transaction`).
 * @returns a copy; the answer of the operation stays as it was
 * @throws {StripeError} 400 for a field that cannot be opened
 */
export function expand(answer: object, paths: string[], shelf: Shelf): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer) as Json;
  for (const path of paths) {
    const fields = path.split('.');
    if (fields.length > DEPTH_MAX) {
      throw invalidRequest(
        `You cannot expand more than ${DEPTH_MAX} levels of a property. Property: ${path}`,
      );
    }
    open(copy, fields, path, shelf);
  }
  return copy;
}

function open(holder: Json, [field = '', ...rest]: string[], path: string, shelf: Shelf): void {
  if (holder['object'] === 'list' && field === 'data' && Array.isArray(holder['data'])) {
    for (const item of holder['data'] as Json[]) open(item, rest, path, shelf);
    return;
  }
  const type = EXPANDABLE[String(holder['object'])]?.[field];
  if (type === undefined && !(NEVER_SET.has(field) && field in holder)) throw cannotExpand(path);
  const value = holder[field];
  const opened = typeof value === 'string' && type !== undefined ? shelf.find(type, value) : value;
  if (opened === undefined || opened === null) return;
  holder[field] = opened;
  if (rest.length > 0) open(opened as Json, rest, path, shelf);
}

function cannotExpand(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`);
}
