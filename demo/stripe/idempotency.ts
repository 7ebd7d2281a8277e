import type { Database } from './database.ts';
import { StripeError, invalidRequest } from './errors.ts';

const KEY_LENGTH_MAX = 255;
const KEPT_SECONDS = 24 * 60 * 60;

export interface StoredAnswer {
  status: number;
  body: string;
  requestId: string;
}
export interface KeyedRequest {
  account: string;
  key: string;
  /** `/v1/payment_intents`; only POSTs have keys */
  endpoint: string;
  /** the parameters in one order, so that another order of the same is the same request */
  params: string;
  now: number;
}

interface Row {
  endpoint: string;
  params: string;
  status: number;
  body: string;
  request_id: string;
  created: number;
}

/**
 * The answer that this key got first, if it did.
 * Rule: https://docs.stripe.com/api/idempotent_requests (kept for 24 hours, errors and 500s included).
 * @throws {StripeError} 400 `idempotency_error` if the key was used for something else
 */
export function recall(database: Database, request: KeyedRequest): StoredAnswer | undefined {
  if (request.key.length > KEY_LENGTH_MAX) {
    throw invalidRequest(`Idempotency keys can have up to ${KEY_LENGTH_MAX} characters.`);
  }
  const row = database
    .prepare<[string, string], Row>('SELECT * FROM idempotency WHERE account = ? AND key = ?')
    .get(request.account, request.key);
  if (!row) return undefined;
  if (row.created <= request.now - KEPT_SECONDS) {
    database
      .prepare('DELETE FROM idempotency WHERE account = ? AND key = ?')
      .run(request.account, request.key);
    return undefined;
  }
  if (row.endpoint !== request.endpoint) {
    throw mismatch(
      `for the same endpoint they were first used for ('${request.endpoint}' vs '${row.endpoint}')`,
      request.key,
    );
  }
  if (row.params !== request.params)
    throw mismatch('with the same parameters they were first used with', request.key);
  return { status: row.status, body: row.body, requestId: row.request_id };
}

/** Keep an answer under its key; inside the transaction that made it. */
export function remember(database: Database, request: KeyedRequest, answer: StoredAnswer): void {
  database
    .prepare(
      `INSERT INTO idempotency (account, key, endpoint, params, status, body, request_id, created)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      request.account,
      request.key,
      request.endpoint,
      request.params,
      answer.status,
      answer.body,
      answer.requestId,
      request.now,
    );
}

/** The keys whose first request is still being worked on. */
export class KeysInUse {
  readonly #keys = new Set<string>();

  /** @returns a function that gives the key back @throws {StripeError} 409 `idempotency_key_in_use` */
  take({ account, key }: { account: string; key: string }): () => void {
    const name = `${account} ${key}`;
    if (this.#keys.has(name)) {
      throw new StripeError(409, {
        type: 'invalid_request_error', // recorded, unlike a mismatch: https://github.com/code-corps/stripity_stripe/issues/564
        code: 'idempotency_key_in_use',
        message:
          'There is currently another in-progress request using this Idempotent Key (that probably means you ' +
          `submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      });
    }
    this.#keys.add(name);
    return () => void this.#keys.delete(name);
  }
}

function mismatch(rule: string, key: string): StripeError {
  return new StripeError(400, {
    type: 'idempotency_error',
    message:
      `Keys for idempotent requests can only be used ${rule}. ` +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}
