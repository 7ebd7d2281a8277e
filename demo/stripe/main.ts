import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4004' },
    host: { type: 'string', default: '127.0.0.1' },
    /** a folder for the state; without it the state is lost at the end */
    data: { type: 'string' },
    /** `<secret>@<url>`, may be repeated */
    webhook: { type: 'string', multiple: true, default: [] },
    'connect-webhook': { type: 'string', multiple: true, default: [] },
  },
});
if (values.data !== undefined) mkdirSync(values.data, { recursive: true });

const sandbox = await startSandbox({
  port: Number(values.port),
  host: values.host,
  ...(values.data !== undefined && { dataFile: join(values.data, 'stripe.sqlite') }),
  webhooks: [
    ...values.webhook.map((text) => webhook(text, false)),
    ...values['connect-webhook'].map((text) => webhook(text, true)),
  ],
});
console.log(`stripe sandbox: ${sandbox.url}`);

const end = () => void sandbox.close().then(() => process.exit(0));
process.once('SIGINT', end);
process.once('SIGTERM', end);
process.once('disconnect', end); // a forked sandbox does not outlive its parent

function webhook(text: string, connect: boolean) {
  const at = text.indexOf('@');
  return { secret: text.slice(0, at), url: text.slice(at + 1), connect };
}
