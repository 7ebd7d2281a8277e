import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sandboxStripe } from '../../config.ts';
import { openDatabase, type Db } from '../../prisma/client.ts';
import { migrate } from '../../prisma/migrate.ts';
import { ensureTemporal } from '../../workflows/server/temporal-server.ts';
import type { Closers } from '../closers.ts';
import { until } from '../e2e/until.ts';
import { startMailSandbox } from '../mail/server.ts';
import type { Ports } from '../ports.ts';
import { seedSampleWorld } from '../sample/seed.ts';
import { connectedAccount } from '../sample/world.ts';
import { startStripeSandbox } from '../stripe-sandbox.ts';
import { tieOut, type TieOut } from '../tour/tie-out.ts';
import { addPayers } from './payments/world.ts';

export const HOST = '127.0.0.1';
export const SITE = 'http://127.0.0.3:4001';
/** The settlement pass comes once a minute. */
const TIE_MS = 90_000;

/** The sample world with more payers, before the product opens it. @returns how they sign in */
export async function prepareDatabase(
  url: string,
  payers: number,
): Promise<{ email: string; password: string }[]> {
  await migrate({ url });
  const database = await openDatabase({ url });
  try {
    const now = new Date();
    await seedSampleWorld(database.db, { siteOrigin: SITE, stripeAccountId: connectedAccount, now });
    return await addPayers(database.db, payers, now);
  } finally {
    await database.close();
  }
}

export type Outside = Awaited<ReturnType<typeof startOutside>>;

/** Temporal and the Stripe sandbox as `npm start` runs them, and a mailbox. */
export async function startOutside(folder: string, ports: Ports, closers: Closers) {
  const temporal = await ensureTemporal({
    namespace: 'default',
    path: process.env['PATH'] ?? '',
    cacheFolder: fileURLToPath(new URL('../../.cache/temporal', import.meta.url)),
    production: false,
    dataFolder: join(folder, 'temporal'),
    report: () => undefined,
    killIfWeDie: true,
  });
  closers.add('Temporal', () => temporal.stop());
  const sandbox = await startStripeSandbox({
    ports,
    host: HOST,
    folder: join(folder, 'stripe'),
    killIfWeDie: true,
    note: () => undefined,
  });
  closers.add('Stripe sandbox', sandbox.stop);
  const mails = { smtpPort: ports.smtp, webPort: ports.mail, folder: join(folder, 'mails') };
  const mail = await startMailSandbox(mails);
  closers.add('mail sandbox', () => mail.close());
  return { temporal, sandbox, mail };
}

/** The product's settings before what surrounds it. It believes us who calls from where. */
export const productEnv = (on: Outside & { databaseUrl: string; folder: string; ports: Ports }) => ({
  ONWARD_LOG: 'warn',
  ONWARD_HOST: HOST,
  ONWARD_PORT: String(on.ports.product),
  ONWARD_ORIGIN: `http://${HOST}:${on.ports.product}`,
  ONWARD_DATA: on.folder,
  ONWARD_TRUSTED_PROXIES: HOST,
  DATABASE_URL: on.databaseUrl,
  TEMPORAL_ADDRESS: on.temporal.address,
  TEMPORAL_NAMESPACE: on.temporal.namespace,
  STRIPE_SANDBOX_URL: on.sandbox.url,
  SMTP_URL: on.mail.smtpUrl,
});

/** Stripe, ledger and receipts, once the settlement pass has read Stripe's own record. */
export async function untilTied(read: Db, { sandbox, mail }: Outside): Promise<TieOut> {
  const stripe = { secretKey: sandboxStripe(sandbox.url).secretKey, url: sandbox.url };
  const count = () => tieOut(read, stripe, mail.url);
  const agrees = async () => (await count()).breaks.length === 0;
  await until('the money to agree', agrees, TIE_MS).catch(() => undefined); // what differs is told by the caller
  return count();
}
