import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Addresses } from '../demo/demo.ts';
import { until } from '../demo/e2e/until.ts';
import { startMailSandbox } from '../demo/mail/server.ts';
import { seedSampleWorld } from '../demo/sample/seed.ts';
import { connectedAccount } from '../demo/sample/world.ts';
import { startSandbox } from '../demo/stripe/server.ts';
import type { Database } from '../prisma/client.ts';
import { freePort } from '../workflows/server/free-port.ts';
import { aTemporalServer } from '../workflows/server/test-server.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const entries = {
  serve: [at('main.ts')],
  api: [at('main.ts'), '--alone'],
  worker: [at('../workflows/worker-main.ts')],
};

/** A process of ours, and all it has said. */
export interface Running {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
}

/** Start an entry with these settings and no others. */
export function run(entry: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, entry, { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const hear = (chunk: Buffer) => void (text += chunk.toString());
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  child.once('close', (code) => resolve(code));
  return { child, said: () => text, ended };
}

/** The sample world on a database, with what is outside of the product, and as many apis and workers as asked. */
export async function aCluster(
  database: Database & { url: string },
  counts: { apis: number; workers: number },
) {
  const folder = mkdtempSync(join(tmpdir(), 'onward-cluster-'));
  const ports = await Promise.all(Array.from({ length: counts.apis }, () => freePort(0)));
  const origins = ports.map((port) => `http://127.0.0.1:${port}`);
  const [first = ''] = origins;
  const secret = 'whsec_sandbox'; // config.ts: what the product takes the sandbox's webhooks by
  const hooks = origins.map((origin) => ({ secret, url: `${origin}/webhooks/stripe` }));
  const webhooks = hooks.flatMap((hook) => [true, false].map((connect) => ({ ...hook, connect })));
  const stripe = await startSandbox({ port: 0, webhooks });
  const mail = await startMailSandbox({ smtpPort: 0, webPort: 0, folder: join(folder, 'mails') });
  const temporal = await aTemporalServer();
  const siteOrigin = 'http://127.0.0.3:4001';
  await seedSampleWorld(database.db, { siteOrigin, stripeAccountId: connectedAccount, now: new Date() });
  const env = {
    PATH: process.env['PATH'] ?? '',
    ONWARD_LOG: 'warn',
    ONWARD_HOST: '127.0.0.1',
    ONWARD_ORIGIN: first,
    ONWARD_DATA: folder,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    STRIPE_SANDBOX_URL: stripe.url,
    SMTP_URL: mail.smtpUrl,
    SETTLEMENT_SECONDS: '2',
  };
  const workers = Array.from({ length: counts.workers }, () => run(entries.worker, env));
  const apis = ports.map((port) => run(entries.api, { ...env, ONWARD_PORT: String(port) }));
  const all = [...workers, ...apis];
  const close = async () => {
    for (const { child } of all) child.kill('SIGTERM');
    const codes = await Promise.all(all.map(({ ended }) => ended));
    await stripe.close();
    await mail.close();
    await temporal.stop();
    rmSync(folder, { recursive: true, force: true });
    return codes;
  };
  try {
    await Promise.all(workers.map((worker) => untilSaid(worker, 'The worker runs.')));
    await Promise.all(apis.map((api) => untilSaid(api, 'The api listens')));
  } catch (error) {
    await close();
    throw error;
  }
  const addresses = origins.map((product): Addresses => ({
    product,
    agency: siteOrigin,
    desk: `${product}/desk`,
    mail: mail.url,
    stripe: stripe.url,
  }));
  return { addresses, apis, workers, stripe, close };
}

function untilSaid({ child, said }: Running, sentence: string): Promise<boolean> {
  return until(`"${sentence}"`, async () => {
    if (child.exitCode !== null) throw new Error(`It ended: ${said()}`);
    return said().includes(sentence);
  });
}
