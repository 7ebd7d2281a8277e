import type Stripe from 'stripe';

/** What Stripe puts under `error` in the body of a refusal. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  setup_intent?: Stripe.SetupIntent;
  doc_url?: string;
  request_log_url?: string;
}

/** A refusal that undoes whatever the request had written. Declines are not thrown: see `Answer`. */
export class StripeError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  /** Parameters that fail validation leave nothing under their idempotency key: the endpoint never began. */
  readonly remembered: boolean;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    body: ErrorBody,
    { remembered = true, headers = {} }: { remembered?: boolean; headers?: Record<string, string> } = {},
  ) {
    super(body.message);
    this.status = status;
    this.body = withDocUrl(body);
    this.remembered = remembered;
    this.headers = headers;
  }
}

/** The code of what Stripe would accept and the sandbox cannot do. */
const NOT_OF_STRIPE = 'sandbox_unsupported';

export function withDocUrl(body: ErrorBody): ErrorBody {
  if (body.code === undefined || body.code === NOT_OF_STRIPE) return body;
  return { ...body, doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll('_', '-')}` };
}

/** 400: the request was understood and cannot be carried out. */
export function invalidRequest(
  message: string,
  more: Omit<ErrorBody, 'type' | 'message'> = {},
  options: { remembered?: boolean } = {},
): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message, ...more }, options);
}

/** 400: a parameter's name or value is wrong. */
export function invalidParam(message: string, param: string, code?: string): StripeError {
  const body: ErrorBody = { type: 'invalid_request_error', message, param };
  if (code !== undefined) body.code = code;
  return new StripeError(400, body, { remembered: false });
}

/** 402: the card cannot be used. For failures that leave no trace; a declined charge is an `Answer`. */
export function cardError(message: string, more: Omit<ErrorBody, 'type' | 'message'>): StripeError {
  return new StripeError(402, { type: 'card_error', message, ...more });
}

/** 404 for an id in the path, 400 for one in a parameter: that is how Stripe tells them apart. */
export function resourceMissing(noun: string, id: string, where: { path: string } | { param: string }) {
  const inPath = 'path' in where;
  return new StripeError(inPath ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param: inPath ? where.path : where.param,
  });
}

/** Stripe has this and the sandbox does not. Never silently ignored: a green test would mean nothing. */
export function notInSandbox(what: string, param?: string): StripeError {
  const message = `The sandbox does not imitate ${what}. Stripe may accept it.`;
  return param === undefined ? invalidRequest(message) : invalidParam(message, param, NOT_OF_STRIPE);
}

/** 404 in Stripe's words, and why it may be one here that Stripe has. */
export function unknownUrl(method: string, url: string): StripeError {
  const path = url.split('?', 1)[0] ?? url;
  const slash = path.endsWith('/')
    ? 'If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make ' +
      'sure you passed a valid (non-empty) identifier in your code. '
    : '';
  return new StripeError(404, {
    type: 'invalid_request_error',
    message:
      `Unrecognized request URL (${method}: ${path}). ${slash}Please see https://stripe.com/docs or we can help at ` +
      'https://support.stripe.com/. (Stripe may have it; the sandbox does not.)',
  });
}
