import type { Database } from './database.ts';
import type { ErrorBody } from './errors.ts';
import { withDocUrl } from './errors.ts';
import type { FormHash } from './form-body.ts';
import type { Shelf } from './shelf.ts';

/** One request, as an operation sees it. It runs inside the request's transaction. */
export interface Call {
  shelf: Shelf;
  database: Database;
  /** whole seconds, as all of Stripe's times */
  now: number;
  /** the `:id` of the path, or '' */
  id: string;
  /** every part of the path that has a name */
  path: Record<string, string>;
  params: FormHash;
  platform: string;
  publishable: boolean;
  /** null for what Stripe does by itself */
  requestId: string | null;
  idempotencyKey: string | null;
  /** where this sandbox is reached, for urls in answers */
  origin: string;
}

/** A refusal that is also a fact: what it wrote (a failed charge, its events) stays. */
export class Refused {
  readonly status: number;
  readonly error: ErrorBody;

  constructor(status: number, error: ErrorBody) {
    this.status = status;
    this.error = withDocUrl(error);
  }
}

export interface Operation {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** may a browser's key call it? */
  publishable?: boolean;
  run(call: Call): object;
}
