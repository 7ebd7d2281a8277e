import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openReadOnly } from '../../../prisma/client.ts';
import { startPostgresql } from '../../../prisma/fixtures/postgresql-server.ts';
import { Closers } from '../../closers.ts';
import { SandboxControl } from '../../e2e/sandbox-control.ts';
import { until } from '../../e2e/until.ts';
import { freePorts } from '../../ports.ts';
import type { TieOut } from '../../tour/tie-out.ts';
import { Crowd } from '../crowd.ts';
import { prepareDatabase, productEnv, SITE, startOutside, untilTied } from '../outside.ts';
import { ProductProcess } from '../product-process.ts';
import { randomFrom } from '../../random.ts';
import { waitsAfter, type Wait } from './waits.ts';

const IN_FLIGHT = 4;
/** A kill waits until so many payments are under way, and then up to so long. */
const UNDER_WAY = 3;
const MOMENT_MS = 1_500;
const CONFIRM_MS = 800;
const START_MS = 120_000;
const PAYERS = 150;

/** Two workers and an api on PostgreSQL, each a process, and payers who pay all the time. */
export interface Scene {
  /** Kill one of the two workers at some moment. @returns the waits of what was under way, once all of it has ended */
  kill(): Promise<Wait[]>;
  /** The payers stop; then the money, once the settlement pass has read Stripe's record. */
  tieOut(): Promise<TieOut>;
  close(): Promise<void>;
}

/** @param seed which worker is killed, and when */
export async function setTheScene(seed: number): Promise<Scene> {
  const closers = new Closers();
  try {
    return await set(seed, closers);
  } catch (error) {
    await closers.close().catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

async function set(seed: number, closers: Closers): Promise<Scene> {
  const { env, url, outside, workers } = await start(closers);
  await new SandboxControl(outside.sandbox.url).everyConfirmTakes(CONFIRM_MS);
  const read = openReadOnly({ url });
  closers.add('reader', () => read.$disconnect());
  const payers = payOn(outside.crowd);
  closers.add('payers', () => payers.stop().catch(() => undefined));
  const random = randomFrom(seed);
  return {
    async kill() {
      const charging = { where: { state: 'charging' } };
      const areUnderWay = async () => {
        payers.assertWell();
        return (await read.payment.count(charging)) >= UNDER_WAY;
      };
      await until('payments to be under way', areUnderWay, START_MS);
      await pause(random() * MOMENT_MS);
      const which = random() < 0.5 ? 0 : 1;
      const waits = await waitsAfter(read, () => workers[which].kill());
      workers[which] = await ProductProcess.start('worker', env);
      return waits;
    },
    async tieOut() {
      await payers.stop();
      return untilTied(read, outside);
    },
    close: () => closers.close(),
  };
}

async function start(closers: Closers) {
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-recovery-'));
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  const postgresql = await startPostgresql({ durable: true });
  closers.add('PostgreSQL', postgresql.stop);
  const { url } = postgresql;
  const ports = await freePorts();
  const members = await prepareDatabase(url, PAYERS);
  const outside = await startOutside(folder, ports, closers);
  const env = productEnv({ ...outside, databaseUrl: url, folder, ports });
  const workers: [ProductProcess, ProductProcess] = [
    await ProductProcess.start('worker', env),
    await ProductProcess.start('worker', env),
  ];
  closers.add('workers', async () => void (await Promise.all(workers.map((worker) => worker.stop()))));
  const api = await ProductProcess.start('api', env);
  closers.add('api', () => api.stop());
  const at = { agency: SITE, product: env.ONWARD_ORIGIN, desk: '', stripe: outside.sandbox.url };
  return { env, url, workers, outside: { ...outside, crowd: new Crowd(at, members) } };
}

/** So many in flight all the time. */
function payOn(crowd: Crowd) {
  let failure: unknown;
  let isOn = true;
  const paying = crowd.pay(IN_FLIGHT, () => isOn);
  paying.catch((error: unknown) => void (failure = error));
  return {
    assertWell() {
      if (failure !== undefined) throw new Error('The payers have stopped.', { cause: failure });
    },
    stop() {
      isOn = false;
      return paying;
    },
  };
}
