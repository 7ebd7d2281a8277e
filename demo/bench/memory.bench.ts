import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openReadOnly } from '../../prisma/client.ts';
import { Closers } from '../closers.ts';
import { freePorts } from '../ports.ts';
import type { Bench, Started } from './bench.ts';
import { Crowd, PAYMENTS_EACH } from './crowd.ts';
import { SITE, prepareDatabase, productEnv, startOutside } from './outside.ts';
import { ProductProcess } from './product-process.ts';
import { median } from './statistics.ts';

const FIRST = 1_000;
const ALL = 5_000;
const IN_FLIGHT = 10;
/** While so many are paid at the end of each part, memory is read: garbage comes and goes, so one look is chance. */
const WATCHED = 100;
const LOOK_MS = 500;

/**
 * What the one process holds in memory: api and worker on SQLite, started as `npm run serve` does, with Temporal, the
 * Stripe sandbox, the mailbox and the payers in other processes. Read from /proc up to the 1,000th payment and up to
 * the 5,000th, ten in flight: the median over the last hundred. The highest it ever had is the system's own mark.
 */
export const bench: Bench = {
  async start() {
    const closers = new Closers();
    try {
      return await start(closers);
    } catch (error) {
      await closers.close().catch(() => undefined); // the first failure is the one to tell
      throw error;
    }
  },
};

async function start(closers: Closers): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-memory-'));
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  const ports = await freePorts();
  const databaseUrl = `file:${join(folder, 'onward.db')}`;
  const members = await prepareDatabase(databaseUrl, ALL / PAYMENTS_EACH + 4 * IN_FLIGHT);
  const outside = await startOutside(folder, ports, closers);
  const product = await ProductProcess.start('serve', productEnv({ ...outside, databaseUrl, folder, ports }));
  closers.add('product', () => product.stop());
  const origin = `http://127.0.0.1:${ports.product}`;
  const crowd = new Crowd(
    { agency: SITE, product: origin, desk: `${origin}/desk`, stripe: outside.sandbox.url },
    members,
  );
  let begun = 0;
  const pay = (count: number) => crowd.pay(IN_FLIGHT, () => begun < count && ++begun > 0);
  const payUpTo = async (count: number) => {
    await pay(count - WATCHED);
    const residentMb = await medianWhile(pay(count), async () => (await product.memory()).nowMb);
    await assertPaid(databaseUrl, count);
    return residentMb;
  };
  let after = 0;
  return {
    figures: [
      {
        name: `resident after ${FIRST.toLocaleString('en-US')} payments`,
        unit: 'MB',
        target: { atMost: 450 },
        rounds: 1,
        ours: async () => (after = await payUpTo(FIRST)),
      },
      {
        name: `resident after ${ALL.toLocaleString('en-US')} payments ÷ after ${FIRST.toLocaleString('en-US')}`,
        unit: 'MB',
        target: { atMost: 1.1 },
        rounds: 1,
        ours: () => payUpTo(ALL),
        base: async () => after,
      },
      {
        name: 'the most that was ever resident',
        unit: 'MB',
        target: { atMost: 450 },
        rounds: 1,
        ours: async () => (await product.memory()).mostMb,
      },
    ],
    close: () => closers.close(),
  };
}

/** Look now and again until the work is done. */
async function medianWhile(work: Promise<void>, look: () => Promise<number>): Promise<number> {
  const ended = work.then(() => 'ended' as const);
  ended.catch(() => undefined); // it is told by the race, also where it fails during a look
  const seen: number[] = [];
  do seen.push(await look());
  while ((await Promise.race([ended, pause(LOOK_MS)])) !== 'ended');
  return median(seen);
}

/** A figure of other work is none: so many payments have succeeded, and nothing else is there. */
async function assertPaid(databaseUrl: string, count: number): Promise<void> {
  const read = openReadOnly({ url: databaseUrl });
  try {
    const states = await read.payment.groupBy({ by: ['state'], _count: true });
    const told = states.map(({ state, _count }) => `${_count} ${state}`).join(', ');
    if (told !== `${count} succeeded`) throw new Error(`${count} were to succeed: ${told}`);
  } finally {
    await read.$disconnect();
  }
}
