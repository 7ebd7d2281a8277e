import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { sandboxStripe } from '../../config.ts';
import type { Mail, Mailer } from '../../workflows/mail/mailer.ts';
import { openStripe } from '../../workflows/stripe/client.ts';
import type { FaultInput } from '../stripe/fault-kinds.ts';
import { startSandbox, type Sandbox } from '../stripe/server.ts';
import type { WorldClock } from './clock.ts';

/** Those that the product deals with, while a world is made: the sandbox itself, and mailboxes that are emptied. */
export interface Outside {
  /** The official client, as the product has it. */
  stripe: Stripe;
  mailer: Mailer & { readonly sent: number };
  /** The six digits of the last mail to an address; throws where it has none. */
  codeFor(email: string): string;
  /** What Stripe itself would have forgotten by now: keys after a day, events and tokens after a month. */
  forget(): void;
  /** Make the next request that matches fail. */
  fault(fault: FaultInput): Promise<void>;
  close(): Promise<void>;
}

/** @param folder where the sandbox's state is kept, as `npm start` looks for it */
export async function startOutside(folder: string, clock: WorldClock): Promise<Outside> {
  await mkdir(folder, { recursive: true });
  const dataFile = join(folder, 'stripe.sqlite');
  const sandbox = await startSandbox({ port: 0, dataFile, clock: clock.read, isThrownAwayIfCut: true });
  const stripe = openStripe({ secretKey: sandboxStripe(sandbox.url).secretKey, url: sandbox.url });
  const last = new Map<string, Mail>();
  let sent = 0;
  return {
    stripe,
    mailer: {
      get sent() {
        return sent;
      },
      async send(mail) {
        sent++;
        last.set(mail.to, mail);
      },
      close: () => undefined,
    },
    codeFor(email) {
      const code = last.get(email)?.text.match(/\b\d{6}\b/)?.[0];
      if (code === undefined) throw new Error('No code was mailed to a payer of the sample world.');
      last.delete(email);
      return code;
    },
    forget: () => sandbox.forget(),
    fault: (fault) => tellFault(sandbox, fault),
    close: () => sandbox.close(),
  };
}

async function tellFault({ url }: Sandbox, fault: FaultInput): Promise<void> {
  const answer = await fetch(`${url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`The sandbox took no fault: ${await answer.text()}`);
}
