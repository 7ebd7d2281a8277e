import { afterEach, beforeAll, expect } from 'vitest';
import type Stripe from 'stripe';
import type { Sandbox } from '../server.ts';
import { startSandbox } from '../server.ts';
import { Witness } from '../shapes/witness.ts';
import { clientOf } from '../test-client.ts';

interface Stranger {
  sandbox: Sandbox;
  /** the official client */
  stripe: Stripe;
  /** holds every answer to the SDK's own types */
  witness: Witness;
}

/**
 * One sandbox for a whole file of a stranger's questions. These files are written from Stripe's documentation, its
 * SDK's types and published recordings, and use neither the sandbox's tables nor its internals.
 */
export function aStranger(): () => Stranger {
  let made: Stranger | undefined;
  beforeAll(async () => {
    const sandbox = await startSandbox({ port: 0 });
    const witness = new Witness();
    made = { sandbox, stripe: witness.client(sandbox.url), witness };
    return () => sandbox.close();
  });
  afterEach(() => expect(made?.witness.found.splice(0)).toEqual([]));
  return () => {
    if (!made) throw new Error('the sandbox is there only while tests run');
    return made;
  };
}

/** The payer answers the bank's question, as the page of the challenge does. */
export async function endChallenge(
  { sandbox }: Pick<Stranger, 'sandbox'>,
  intent: { id: string; client_secret: string | null },
  passed = true,
): Promise<void> {
  await clientOf(sandbox, 'pk_test_sandbox').rawRequest('POST', `/v1/sandbox/challenges/${intent.id}`, {
    client_secret: intent.client_secret,
    passed,
  });
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  /** the parsed body */
  body: Record<string, unknown>;
  /** what is under `error` in it */
  error: Record<string, unknown>;
}

/** A request as curl would send it, past the official client and its types. */
export async function raw(
  { sandbox, witness }: Pick<Stranger, 'sandbox'> & Partial<Stranger>,
  method: string,
  path: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: {
      authorization: 'Bearer sk_test_sandbox',
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  const forBrowser = headers['authorization']?.includes('pk_test') ?? false;
  witness?.judge(method, new URL(response.url).pathname, response.status, answer, forBrowser);
  const error = (answer['error'] ?? {}) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body: answer, error };
}

/** What was told of an intent and its charges, in the order in which it happened. */
export async function eventTypesOf({ stripe }: Pick<Stranger, 'stripe'>, intent: string): Promise<string[]> {
  const { data } = await stripe.events.list({ limit: 100 });
  const about = data.filter(
    ({ data: { object } }) =>
      'id' in object &&
      (object.id === intent || ('payment_intent' in object && object.payment_intent === intent)),
  );
  return about.map(({ type }) => type).toReversed();
}
