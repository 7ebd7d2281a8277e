import { beforeAll } from 'vitest';
import type Stripe from 'stripe';
import type { Sandbox } from '../server.ts';
import { startSandbox } from '../server.ts';
import { clientOf } from '../test-client.ts';

interface Stranger {
  sandbox: Sandbox;
  /** the official client */
  stripe: Stripe;
}

/**
 * One sandbox for a whole file of a stranger's questions. These files are written from Stripe's documentation, its
 * SDK's types and published recordings, and use neither the sandbox's tables nor its internals.
 */
export function aStranger(): () => Stranger {
  let made: Stranger | undefined;
  beforeAll(async () => {
    const sandbox = await startSandbox({ port: 0 });
    made = { sandbox, stripe: clientOf(sandbox) };
    return () => sandbox.close();
  });
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
