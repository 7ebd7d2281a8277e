import type { FastifyReply } from 'fastify';
import type Stripe from 'stripe';
import { API_VERSION } from './api-version.ts';
import type { ErrorBody } from './errors.ts';
import { StripeError } from './errors.ts';
import { FormError } from './form-body.ts';
import type { StoredAnswer } from './idempotency.ts';
import { newId } from './ids.ts';
import { publicView } from './objects/payment-intent.ts';
import { publicSetupView } from './objects/setup-intent.ts';

/** What goes back to the caller: its text, made inside the request's transaction. */
export type Answer = StoredAnswer & {
  /** the request that this answer was first given to, where it is the stored one of a key */
  replayOf?: string;
  headers?: Record<string, string>;
};

/** Whom a refusal is for, and the intent that the request was about. */
export interface Asker {
  account: string;
  publishable: boolean;
  intent?: Stripe.PaymentIntent | Stripe.SetupIntent | undefined;
}

/** Stripe's shape around whatever was thrown. What is not ours is logged, and is a 500. */
export function answerTo(error: unknown, requestId = newId('req'), asker?: Asker): Answer {
  const { status, body } = refusalOf(error);
  const headers = error instanceof StripeError ? error.headers : {};
  return {
    status,
    body: JSON.stringify({ error: asker ? addressed(body, requestId, asker) : body }),
    requestId,
    headers,
  };
}

/**
 * A refusal as its caller gets it: with the intent that the request was about and, once it is known who asks, where
 * the request's log is. A browser sees of an intent what its client secret shows it, and no log.
 */
export function addressed(
  error: ErrorBody,
  requestId: string,
  { account, publishable, intent }: Asker,
): object {
  const about = error.type === 'idempotency_error' ? undefined : intent;
  const payment = error.payment_intent ?? (about?.object === 'payment_intent' ? about : undefined);
  const setup = error.setup_intent ?? (about?.object === 'setup_intent' ? about : undefined);
  return {
    ...error,
    ...(payment && { payment_intent: publishable ? publicView(payment) : payment }),
    ...(setup && { setup_intent: publishable ? publicSetupView(setup) : setup }),
    ...(!publishable && {
      request_log_url: `https://dashboard.stripe.com/${account}/test/workbench/logs?object=${requestId}`,
    }),
  };
}

export function send(reply: FastifyReply, answer: Answer): FastifyReply {
  const { status, body, requestId, replayOf, headers = {} } = answer;
  if (replayOf !== undefined) reply.header('Idempotent-Replayed', 'true');
  const { 'idempotency-key': key, 'stripe-account': account } = reply.request.headers;
  if (typeof key === 'string') reply.header('Idempotency-Key', key);
  if (typeof key === 'string' && reply.request.method === 'POST')
    reply.header('Original-Request', replayOf ?? requestId);
  if (typeof account === 'string') reply.header('Stripe-Account', account);
  return reply
    .code(status)
    .headers({
      'Request-Id': requestId,
      'Stripe-Version': API_VERSION,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Request-Id',
      'Cache-Control': 'no-store',
      ...headers,
    })
    .header('Content-Type', 'application/json')
    .send(Buffer.from(body)); // of a text Fastify would say the charset, which Stripe does not
}

/** Say nothing more on this connection; end it after `ms`, or leave it open until the caller goes. */
export function saySilence(reply: FastifyReply, ms: number | undefined): FastifyReply {
  reply.hijack();
  const { socket } = reply.raw;
  if (ms === 0) socket?.destroy();
  else if (ms !== undefined) setTimeout(() => socket?.destroy(), ms).unref();
  return reply;
}

function refusalOf(error: unknown): { status: number; body: ErrorBody } {
  if (error instanceof StripeError) return error;
  if (error instanceof FormError) return badRequest(error.message);
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (error instanceof Error && typeof status === 'number' && status < 500) return badRequest(error.message);
  process.stderr.write(`stripe sandbox: ${error instanceof Error ? error.stack : 'threw no Error'}\n`);
  return {
    status: 500,
    body: { type: 'api_error', message: 'The sandbox itself failed; its log says why.' },
  };
}

function badRequest(message: string): { status: number; body: ErrorBody } {
  return { status: 400, body: { type: 'invalid_request_error', message } };
}
