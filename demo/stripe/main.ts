import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from './server.ts';
import type { FixedWebhook } from './webhooks/fixed.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4004' },
    host: { type: 'string', default: '127.0.0.1' },
    /** a folder for the state; without it the state is lost at the end */
    data: { type: 'string' },
    /** `<secret>@<url>`, may be repeated */
    webhook: { type: 'string', multiple: true, default: [] },
    'connect-webhook': { type: 'string', multiple: true, default: [] },
    /** the types of events that these hear, with commas between; without it all */
    events: { type: 'string' },
  },
});
if (values.data !== undefined) mkdirSync(values.data, { recursive: true });

const sandbox = await startSandbox({
  port: portOf(values.port),
  host: values.host,
  ...(values.data !== undefined && { dataFile: join(values.data, 'stripe.sqlite') }),
  webhooks: [
    ...values.webhook.map((text) => webhookOf(text, false)),
    ...values['connect-webhook'].map((text) => webhookOf(text, true)),
  ],
});
process.stdout.write(`stripe sandbox: ${sandbox.url}\n`);

const end = () => void sandbox.close().then(() => process.exit(0));
process.once('SIGINT', end);
process.once('SIGTERM', end);
process.once('disconnect', end); // a forked sandbox does not outlive its parent

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${text} is no port`);
  return port;
}

function webhookOf(text: string, connect: boolean): FixedWebhook {
  const [, secret, url] = /^(whsec_\w+)@(https?:\/\/\S+)$/.exec(text) ?? [];
  if (secret === undefined || url === undefined)
    throw new Error(`a webhook is written whsec_…@http://…, not ${text}`);
  return { secret, url, connect, ...(values.events !== undefined && { events: values.events.split(',') }) };
}
