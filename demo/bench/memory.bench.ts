import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadOnly } from '../../prisma/client.ts';
import { Closers } from '../closers.ts';
import { freePorts } from '../ports.ts';
import type { Bench, Started } from './bench.ts';
import { Crowd, PAYMENTS_EACH } from './crowd.ts';
import { SITE, prepareDatabase, productEnv, startOutside } from './outside.ts';
import { ProductProcess } from './product-process.ts';

const FIRST = 1_000;
const ALL = 5_000;
const IN_FLIGHT = 10;

/**
 * What the one process holds in memory: api and worker on SQLite, started as `npm run serve` does, with Temporal, the
 * Stripe sandbox, the mailbox and the payers in other processes. Read from /proc after 1,000 payments and after 5,000
 * in all, ten in flight; the highest it ever had is the system's own mark.
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
  const members = await prepareDatabase(databaseUrl, ALL / PAYMENTS_EACH + 2 * IN_FLIGHT);
  const outside = await startOutside(folder, ports, closers);
  const product = await ProductProcess.start('serve', productEnv({ ...outside, databaseUrl, folder, ports }));
  closers.add('product', () => product.stop());
  const origin = `http://127.0.0.1:${ports.product}`;
  const crowd = new Crowd(
    { agency: SITE, product: origin, desk: `${origin}/desk`, stripe: outside.sandbox.url },
    members,
  );
  let begun = 0;
  const payUpTo = async (count: number) => {
    await crowd.pay(IN_FLIGHT, () => begun < count && ++begun > 0);
    await assertPaid(databaseUrl, count);
    return product.memory();
  };
  let after = { nowMb: 0, mostMb: 0 };
  return {
    figures: [
      {
        name: `resident after ${FIRST.toLocaleString('en-US')} payments`,
        unit: 'MB',
        target: { atMost: 450 },
        rounds: 1,
        ours: async () => (after = await payUpTo(FIRST)).nowMb,
      },
      {
        name: `resident after ${ALL.toLocaleString('en-US')} payments ÷ after ${FIRST.toLocaleString('en-US')}`,
        unit: 'MB',
        target: { atMost: 1.1 },
        rounds: 1,
        ours: async () => (await payUpTo(ALL)).nowMb,
        base: async () => after.nowMb,
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
