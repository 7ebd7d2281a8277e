import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openReadOnly, type Db } from '../../../prisma/client.ts';
import { superviseChild } from '../../../workflows/server/supervise-child.ts';
import { Closers } from '../../closers.ts';
import type { Addresses } from '../../demo.ts';
import { until } from '../../e2e/until.ts';
import { freePorts } from '../../ports.ts';
import type { TieOut } from '../../tour/tie-out.ts';
import { HOST, prepareDatabase, SITE, startOutside, untilTied } from '../outside.ts';
import { Driver } from './driver-process.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The product and what surrounds it, each a process of its own, with payers who are signed in. */
export interface Stage {
  driver: Driver;
  /** The product has nothing left to do: receipts mailed, webhooks read, every wish fulfilled. */
  untilIdle(): Promise<void>;
  /** Once the settlement pass has read Stripe's own record. */
  tieOut(): Promise<TieOut>;
  close(): Promise<void>;
}

export async function setStage(options: { payers: number }): Promise<Stage> {
  const closers = new Closers();
  try {
    return await set(options, closers);
  } catch (error) {
    await closers.close().catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

async function set({ payers: count }: { payers: number }, closers: Closers): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-'));
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  const ports = await freePorts();
  const databaseUrl = `file:${join(folder, 'onward.db')}`;
  const payers = await prepareDatabase(databaseUrl, count);
  const outside = await startOutside(folder, ports, closers);
  const { temporal, sandbox, mail } = outside;
  const startProcess = processStarter(folder, closers);
  const origin = `http://${HOST}:${ports.product}`;
  await startProcess({
    name: 'product',
    args: [file('../../../api/main.ts')],
    env: {
      ONWARD_HOST: HOST,
      ONWARD_PORT: String(ports.product),
      ONWARD_DATA: folder,
      ONWARD_TRUSTED_PROXIES: HOST,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      STRIPE_SANDBOX_URL: sandbox.url,
      SMTP_URL: mail.smtpUrl,
    },
    isReady: async () => void (await until('the product to be ready', () => isOk(`${origin}/readyz`))),
  });
  await startProcess({
    name: 'bare-worker',
    args: [file('bare-worker.ts'), temporal.address, temporal.namespace],
    env: {},
  });
  const addresses: Addresses = { agency: SITE, product: origin, desk: `${origin}/desk`, stripe: sandbox.url };
  const driver = new Driver({ addresses, temporal });
  closers.add('driver', () => driver.close());
  await driver.tell({ kind: 'sign_in', payers });
  const read = openReadOnly({ url: databaseUrl });
  closers.add('reader', () => read.$disconnect());
  return {
    driver,
    untilIdle: () => untilIdle(read),
    tieOut: () => untilTied(read, outside),
    close: () => closers.close(),
  };
}

interface Process {
  name: string;
  args: readonly string[];
  /** And nothing else of our own. */
  env: Readonly<Record<string, string>>;
  isReady?: () => Promise<void>;
}

const processStarter =
  (folder: string, closers: Closers) =>
  async ({ name, args, env, isReady }: Process): Promise<void> => {
    const child = await superviseChild({
      name,
      command: process.execPath,
      args,
      env: { PATH: process.env['PATH'], ...env },
      folder: join(folder, 'processes'),
      killIfWeDie: true,
      ...(isReady && { isReady }),
    });
    closers.add(name, () => child.stop());
  };

const isOk = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function untilIdle(read: Db): Promise<void> {
  await until('the product to be idle', async () => {
    const waiting = [
      read.outbox.count({ where: { doneAt: null } }),
      read.notice.count({ where: { sentAt: null } }),
      read.stripeEvent.count({ where: { processedAt: null } }),
    ];
    return (await Promise.all(waiting)).every((count) => count === 0);
  });
}
