import { onTestFinished } from 'vitest';
import Stripe from 'stripe';
import type { FaultInput } from './fault-kinds.ts';
import type { Sandbox, SandboxOptions } from './server.ts';
import { startSandbox } from './server.ts';

/** A sandbox for one test, closed after it, and the official client that talks to it over HTTP. */
export async function aSandbox(
  options: Partial<SandboxOptions> = {},
): Promise<{ sandbox: Sandbox; stripe: Stripe }> {
  const sandbox = await startSandbox({ port: 0, ...options });
  onTestFinished(() => sandbox.close());
  return { sandbox, stripe: clientOf(sandbox) };
}

/** @param key a secret key; the default is the platform's that the sandbox's fixed webhooks belong to */
export function clientOf({ url }: Pick<Sandbox, 'url'>, key = 'sk_test_sandbox'): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    timeout: 5_000,
  });
}

/** What the client threw, as Stripe's error. */
export async function refusal(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (outcome instanceof Stripe.errors.StripeError) return outcome;
  throw new Error(`expected a refusal, got ${JSON.stringify(outcome)}`);
}

/** The sandbox's own controls. */
export function control({ url }: Pick<Sandbox, 'url'>) {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/_sandbox/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  return {
    fault: (fault: FaultInput) => call('POST', 'faults', fault),
    clearFaults: () => call('DELETE', 'faults'),
    state: () => call('GET', 'state'),
    /** What was put off, such as a bank's answer, is done now. */
    doNow: () => call('POST', 'jobs'),
    deliverNow: () => call('POST', 'deliveries'),
  };
}
