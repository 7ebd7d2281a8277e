import { fileURLToPath } from 'node:url';
import { usedTypes } from '../api/webhook/explained.ts';
import { sandboxStripe } from '../config.ts';
import { superviseChild, type ChildEvent } from '../workflows/server/supervise-child.ts';
import { assertFree, type Ports } from './ports.ts';

const main = fileURLToPath(new URL('stripe/main.ts', import.meta.url));

/**
 * Run the Stripe sandbox as a process of its own, as Stripe is to the product: it outlives a crash of ours, and
 * its own crash is not ours. What it knows is kept in `folder`.
 * @throws {PortTaken} {Error} a sentence
 */
export async function startStripeSandbox(options: {
  ports: Ports;
  host: string;
  folder: string;
  /** It is killed if we are. */
  killIfWeDie: boolean;
  /** Absent: ours. */
  env?: NodeJS.ProcessEnv;
  note: (text: string) => void;
}): Promise<{ url: string; stop: () => Promise<void> }> {
  const { ports, host, folder, killIfWeDie, env, note } = options;
  const url = `http://localhost:${ports.stripe}`;
  const { webhookSecret } = sandboxStripe(url);
  const webhook = `${webhookSecret}@http://${host}:${ports.product}/webhooks/stripe`;
  const child = await superviseChild({
    name: 'stripe-sandbox',
    command: process.execPath,
    args: [
      main,
      '--port',
      String(ports.stripe),
      '--data',
      folder,
      '--webhook',
      webhook,
      '--connect-webhook',
      webhook,
      '--events',
      usedTypes.join(),
    ],
    ...(env && { env }),
    folder,
    killIfWeDie,
    beforeStart: () => assertFree(ports, 'stripe'),
    isReady: (signal) => untilAnswers(`${url}/_sandbox/state`, signal),
    onEvent: (event) => tell(event, note),
  });
  return { url, stop: () => child.stop() };
}

async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answered = await fetch(url, { signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await new Promise((again) => setTimeout(again, 50));
  }
}

function tell(event: ChildEvent, note: (text: string) => void): void {
  if (event.kind === 'orphan_ended')
    note(`Ended the Stripe sandbox that an earlier run left behind (process ${event.pid}).`);
  if (event.kind === 'exited')
    note(`The Stripe sandbox ended by itself (${event.signal ?? `code ${event.code}`}).`);
  if (event.kind === 'restarting') note(`Starting it again in ${event.inMs} ms.`);
  if (event.kind === 'gave_up') note(event.why);
}
