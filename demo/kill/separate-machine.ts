import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entries, run, type Running } from '../../api/test-processes.ts';
import { openDatabase } from '../../prisma/client.ts';
import {
  onPostgresql,
  startPostgresql,
  type PostgresqlServer,
} from '../../prisma/fixtures/postgresql-server.ts';
import { migrate } from '../../prisma/migrate.ts';
import { startDevServer, type DevServer } from '../../workflows/server/dev-server.ts';
import { anExecutable } from '../../workflows/server/test-server.ts';
import { Closers } from '../closers.ts';
import { childPid } from '../e2e/demo-process.ts';
import { SandboxControl } from '../e2e/sandbox-control.ts';
import { until } from '../e2e/until.ts';
import { startMailSandbox } from '../mail/server.ts';
import { freePorts, type Ports } from '../ports.ts';
import { seedSampleWorld } from '../sample/seed.ts';
import { connectedAccount } from '../sample/world.ts';
import { startStripeSandbox } from '../stripe-sandbox.ts';
import { Deaths, Trap, untilAnother, type Machine } from './machine.ts';
import type { Victim } from './matrix.ts';

const TEMPLATE = 'onward_kill';
const siteOrigin = 'http://127.0.0.3:4001';

/** One PostgreSQL for all machines, and in it the sample world to copy. It keeps what is acknowledged, as a real one does. */
export async function startSampleServer(): Promise<PostgresqlServer> {
  const server = await startPostgresql({ durable: true });
  try {
    await onPostgresql(server.url, `CREATE DATABASE "${TEMPLATE}"`);
    const url = new URL(`/${TEMPLATE}`, server.url).href;
    await migrate({ url });
    const { db, close } = await openDatabase({ url });
    await seedSampleWorld(db, { siteOrigin, stripeAccountId: connectedAccount, now: new Date() });
    await close();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const processes = ['api', 'worker'] as const;
type ProcessName = (typeof processes)[number];
const ready: Readonly<Record<ProcessName, string>> = { api: 'The api listens', worker: 'The worker runs.' };
const READY_MS = 60_000;

/** On PostgreSQL: an api and a worker as processes of their own, with Temporal, Stripe and mail around them. */
export class SeparateMachine implements Machine {
  readonly addresses: Machine['addresses'];
  readonly databaseUrl: string;
  readonly sandbox: SandboxControl;
  readonly smtpPort: number;
  readonly trap: Trap;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #temporal: DevServer;
  readonly #closers: Closers;
  readonly #deaths = new Deaths();
  readonly #running = new Map<ProcessName, Running>();

  private constructor(on: Outside) {
    const { ports, mail, trap, databaseUrl, folder } = on;
    const product = `http://127.0.0.1:${ports.product}`;
    const stripe = `http://localhost:${ports.stripe}`;
    this.addresses = { product, agency: siteOrigin, desk: `${product}/desk`, mail: mail.url, stripe };
    this.databaseUrl = databaseUrl;
    this.sandbox = new SandboxControl(stripe);
    this.smtpPort = Number(new URL(mail.smtpUrl).port);
    this.trap = trap;
    this.#folder = folder;
    this.#temporal = on.temporal;
    this.#closers = on.closers;
    this.#env = {
      ...trap.env,
      PATH: process.env['PATH'] ?? '',
      ONWARD_LOG: 'warn',
      ONWARD_HOST: '127.0.0.1',
      ONWARD_PORT: String(ports.product),
      ONWARD_ORIGIN: product,
      ONWARD_DATA: folder,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: on.temporal.address,
      TEMPORAL_NAMESPACE: on.temporal.namespace,
      STRIPE_SANDBOX_URL: stripe,
      SMTP_URL: mail.smtpUrl,
      SETTLEMENT_SECONDS: '1',
    };
    this.#closers.add('api and worker', () => this.#stop());
  }

  static async start(server: PostgresqlServer): Promise<SeparateMachine> {
    const closers = new Closers();
    try {
      const machine = new SeparateMachine(await startOutside(server, closers));
      await Promise.all(processes.map((name) => machine.#start(name)));
      return machine;
    } catch (error) {
      await closers.close().catch(() => undefined); // the first failure is the one to tell
      throw error;
    }
  }

  rest(): Promise<void> {
    return this.#deaths.rest();
  }

  async pidsOf(victim: Victim): Promise<number[]> {
    if (victim === 'api' || victim === 'worker') return [this.#running.get(victim)?.child.pid ?? 0];
    if (victim === 'sandbox') return [await childPid(join(this.#folder, 'outside'), 'stripe/stripe-sandbox')];
    const pid = victim === 'temporal' ? this.#temporal.pid() : null;
    if (pid === null) throw new Error(`There is no ${victim} here`);
    return [pid];
  }

  async recover(victim: Victim, killed: readonly number[]): Promise<void> {
    if (victim !== 'api' && victim !== 'worker') {
      this.#deaths.add();
      return untilAnother(killed, () => this.pidsOf(victim));
    }
    await this.#running.get(victim)?.ended;
    await this.#start(victim);
  }

  close(): Promise<void> {
    return this.#closers.close();
  }

  async #start(name: ProcessName): Promise<void> {
    const running = run(entries[name], this.#env);
    this.#running.set(name, running);
    const isReady = async () => {
      if (running.child.exitCode !== null) throw new Error(`The ${name} ended: ${running.said()}`);
      return running.said().includes(ready[name]);
    };
    await until(`the ${name} to run`, isReady, READY_MS);
  }

  async #stop(): Promise<void> {
    const all = [...this.#running.values()];
    for (const { child } of all) child.kill('SIGTERM');
    await Promise.all(all.map(({ ended }) => ended));
  }
}

interface Outside {
  folder: string;
  ports: Ports;
  trap: Trap;
  databaseUrl: string;
  mail: { smtpUrl: string; url: string };
  temporal: DevServer;
  closers: Closers;
}

/** What api and worker deal with, and a database of their own. */
async function startOutside(server: PostgresqlServer, closers: Closers): Promise<Outside> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-kill-'));
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  const ports = await freePorts();
  const trap = new Trap(join(folder, 'trap'));
  await mkdir(trap.folder);
  const name = `kill_${crypto.randomUUID()}`;
  await onPostgresql(server.url, `CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE}"`);
  closers.add(
    'database',
    async () => void (await onPostgresql(server.url, `DROP DATABASE "${name}" WITH (FORCE)`)),
  );
  const mail = await startMailSandbox({
    smtpPort: ports.smtp,
    webPort: ports.mail,
    folder: join(folder, 'mails'),
  });
  closers.add('mail', () => mail.close());
  const sandbox = await startStripeSandbox({
    ports,
    host: '127.0.0.1',
    folder: join(folder, 'outside', 'stripe'),
    killIfWeDie: true,
    env: { ...process.env, ...trap.env },
    note: () => undefined,
  });
  closers.add('sandbox', sandbox.stop);
  const temporal = await startDevServer({
    executable: await anExecutable(),
    folder: join(folder, 'outside', 'temporal'),
    namespace: 'onward',
    killIfWeDie: true,
    stopWithinMs: 0, // nothing here is worth a tidy end
  });
  closers.add('Temporal', () => temporal.stop());
  return { folder, ports, trap, databaseUrl: new URL(`/${name}`, server.url).href, mail, temporal, closers };
}
