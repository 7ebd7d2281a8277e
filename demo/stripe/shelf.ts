import type Stripe from 'stripe';
import type { Database } from './database.ts';
import { StripeError, resourceMissing } from './errors.ts';

/** The objects that the sandbox keeps, by Stripe's name for their type. */
export interface Kept {
  balance_transaction: Stripe.BalanceTransaction;
  charge: Stripe.Charge;
  confirmation_token: Stripe.ConfirmationToken;
  customer: Stripe.Customer;
  dispute: Stripe.Dispute;
  event: Stripe.EventBase;
  mandate: Stripe.Mandate;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  setup_attempt: Stripe.SetupAttempt;
  setup_intent: Stripe.SetupIntent;
  webhook_endpoint: Stripe.WebhookEndpoint;
}
export type KeptType = keyof Kept;

/** What the sandbox remembers of an object beside what the API shows. */
export interface Hidden {
  /** payment_method, confirmation_token: the test card's number */
  card?: string;
  /** payment_method, confirmation_token: the test bank account's name */
  bank?: string;
  /** payment_method: it has paid */
  used?: boolean;
  /** payment_method: it may be charged while its owner is away */
  setUp?: boolean;
  /** confirmation_token: the saved payment method it was made from */
  savedMethod?: string;
  /** payment_intent: the payment method that passed 3-D Secure and waits for the server's confirmation */
  authenticated?: string | undefined;
  /** webhook_endpoint */
  secret?: string;
  /** webhook_endpoint: hears connected accounts' events instead of its own account's */
  connect?: boolean;
  /** balance_transaction: the payout that took it */
  payout?: string;
}

export interface Page {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}
export interface Range {
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
}
export interface Filter {
  /** fields of the object that must have this text */
  equals?: Record<string, string | undefined>;
  created?: Range;
  payout?: string;
  /** an event's type must be one of these; `charge.*` is a group of them */
  types?: string[];
  /** have all deliveries of an event succeeded? */
  delivered?: boolean;
}

const LIMIT_DEFAULT = 10;

/** The nouns of "No such …", and the name of the path's parameter, as Stripe words them. */
const NOUNS: Record<KeptType, { noun: string; path: string }> = {
  balance_transaction: { noun: 'balance transaction', path: 'id' },
  charge: { noun: 'charge', path: 'id' },
  confirmation_token: { noun: 'confirmationtoken', path: 'confirmation_token' },
  customer: { noun: 'customer', path: 'id' },
  dispute: { noun: 'dispute', path: 'dispute' },
  event: { noun: 'event', path: 'id' },
  mandate: { noun: 'mandate', path: 'mandate' },
  payment_intent: { noun: 'payment_intent', path: 'intent' },
  payment_method: { noun: 'PaymentMethod', path: 'payment_method' },
  setup_attempt: { noun: 'setupattempt', path: 'setup_attempt' },
  setup_intent: { noun: 'setupintent', path: 'intent' },
  webhook_endpoint: { noun: 'webhook endpoint', path: 'webhook_endpoint' },
};

/** Of an event: still to be sent, or given up. */
const UNDELIVERED =
  "SELECT 1 FROM delivery WHERE delivery.event = object.id AND state IN ('waiting', 'failed')";

interface Row {
  seq: number;
  json: string;
  hidden: string;
}

/** The objects of one account. Nothing here can reach another account's. */
export class Shelf {
  readonly account: string;
  readonly #database: Database;

  constructor(database: Database, account: string) {
    this.#database = database;
    this.account = account;
  }

  add(object: Kept[KeptType], hidden: Hidden = {}): void {
    this.#database
      .prepare('INSERT INTO object (account, type, id, created, json, hidden) VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        this.account,
        object.object,
        object.id,
        'created' in object ? object.created : 0,
        JSON.stringify(object),
        JSON.stringify(hidden),
      );
  }

  replace(object: Kept[KeptType]): void {
    const { changes } = this.#database
      .prepare('UPDATE object SET json = ? WHERE account = ? AND type = ? AND id = ?')
      .run(JSON.stringify(object), this.account, object.object, object.id);
    if (changes !== 1) throw new Error(`${object.id} is not on the shelf of ${this.account}`);
  }

  /** Add to what is hidden of an object, or change it. */
  hide(type: KeptType, id: string, change: Hidden): void {
    const hidden: Hidden = { ...this.hidden(type, id), ...change };
    this.#database
      .prepare('UPDATE object SET hidden = ? WHERE account = ? AND type = ? AND id = ?')
      .run(JSON.stringify(hidden), this.account, type, id);
  }

  remove(type: KeptType, id: string): void {
    this.#database
      .prepare('DELETE FROM object WHERE account = ? AND type = ? AND id = ?')
      .run(this.account, type, id);
  }

  /** What is left of a customer that was deleted: its id. */
  bury(id: string): void {
    this.#database
      .prepare(
        "UPDATE object SET type = 'deleted_customer' WHERE account = ? AND type = 'customer' AND id = ?",
      )
      .run(this.account, id);
  }

  isBuried(id: string): boolean {
    const row = this.#database
      .prepare("SELECT 1 FROM object WHERE account = ? AND type = 'deleted_customer' AND id = ?")
      .get(this.account, id);
    return row !== undefined;
  }

  find<T extends KeptType>(type: T, id: string): Kept[T] | undefined {
    const row = this.#row(type, id);
    return row && parse<Kept[T]>(row.json);
  }

  /** Whatever has this id. */
  findById(id: string): object | undefined {
    const row = this.#database
      .prepare<[string, string], { json: string }>('SELECT json FROM object WHERE account = ? AND id = ?')
      .get(this.account, id);
    return row && parse<object>(row.json);
  }

  /** The object that the path names. @throws {StripeError} 404 resource_missing */
  named<T extends KeptType>(type: T, id: string): Kept[T] {
    if (/^(pi|seti)_\w+_secret_/.test(id)) throw secretAsId(type, NOUNS[type].path);
    const found = this.find(type, id);
    if (!found) throw resourceMissing(NOUNS[type].noun, id, { path: NOUNS[type].path });
    return found;
  }

  /** The object that a parameter names. @throws {StripeError} 400 resource_missing */
  given<T extends KeptType>(type: T, id: string, param: string): Kept[T] {
    const found = this.find(type, id);
    if (!found) throw resourceMissing(NOUNS[type].noun, id, { param });
    return found;
  }

  hidden(type: KeptType, id: string): Hidden {
    const row = this.#row(type, id);
    return row ? parse<Hidden>(row.hidden) : {};
  }

  /** Newest first, as Stripe lists. @throws {StripeError} 400 for a cursor that is not here */
  list<T extends KeptType>(type: T, filter: Filter, page: Page): { data: Kept[T][]; hasMore: boolean } {
    const limit = page.limit ?? LIMIT_DEFAULT;
    const backwards = page.ending_before !== undefined;
    const { where, values } = conditions(filter);
    if (page.starting_after !== undefined) {
      where.push('seq < ?');
      values.push(this.#cursor(type, page.starting_after, 'starting_after'));
    }
    if (page.ending_before !== undefined) {
      where.push('seq > ?');
      values.push(this.#cursor(type, page.ending_before, 'ending_before'));
    }
    const rows = this.#database
      .prepare<unknown[], Row>(
        `SELECT seq, json, hidden FROM object WHERE ${['account = ?', 'type = ?', ...where].join(' AND ')}
         ORDER BY seq ${backwards ? 'ASC' : 'DESC'} LIMIT ?`,
      )
      .all(this.account, type, ...values, limit + 1);
    const data = rows.slice(0, limit).map((row) => parse<Kept[T]>(row.json));
    return { data: backwards ? data.toReversed() : data, hasMore: rows.length > limit };
  }

  /** Every object of a type, oldest first. */
  all<T extends KeptType>(type: T): Kept[T][] {
    return this.#database
      .prepare<unknown[], Row>(
        'SELECT seq, json, hidden FROM object WHERE account = ? AND type = ? ORDER BY seq',
      )
      .all(this.account, type)
      .map((row) => parse<Kept[T]>(row.json));
  }

  #row(type: KeptType, id: string): Row | undefined {
    return this.#database
      .prepare<unknown[], Row>(
        'SELECT seq, json, hidden FROM object WHERE account = ? AND type = ? AND id = ?',
      )
      .get(this.account, type, id);
  }

  #cursor(type: KeptType, id: string, param: string): number {
    const row = this.#row(type, id);
    if (!row) throw resourceMissing(NOUNS[type].noun, id, { param });
    return row.seq;
  }
}

function secretAsId(type: KeptType, param: string): StripeError {
  const name = type === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent';
  const message =
    `You passed a string that looks like a client secret as the ${name} ID, but you must provide a valid ${name} ID. ` +
    `Please use the value in the \`id\` field of the ${name}.`;
  return new StripeError(404, { type: 'invalid_request_error', message, param });
}

function conditions({ equals = {}, created = {}, payout, types, delivered }: Filter) {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, value: string | number | undefined) => {
    if (value === undefined) return;
    where.push(condition);
    values.push(value);
  };
  // The field's name is written into the text so that SQLite can use the index on that expression.
  for (const [field, value] of Object.entries(equals)) add(`json_extract(json, '$.${field}') = ?`, value);
  add('created > ?', created.gt);
  add('created >= ?', created.gte);
  add('created < ?', created.lt);
  add('created <= ?', created.lte);
  add(`json_extract(hidden, '$.payout') = ?`, payout);
  // In GLOB only * and ? are special beside brackets, and event types have none of these but the *.
  const group = types?.map((type) => type.replaceAll(/[?[\]]/g, ''));
  add(
    `EXISTS (SELECT 1 FROM json_each(?) WHERE json_extract(object.json, '$.type') GLOB value)`,
    group && JSON.stringify(group),
  );
  if (delivered !== undefined) where.push(`${delivered ? 'NOT ' : ''}EXISTS (${UNDELIVERED})`);
  return { where, values };
}

function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}
