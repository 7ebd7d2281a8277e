import { join } from 'node:path';
import { migrate } from '../../prisma/migrate.ts';
import { agencies } from './agencies.ts';
import { makeWorld, type Progress } from './make-world.ts';
import { planWorld } from './plan.ts';
import { openWorld } from './world.ts';

/** What a part's process is told: which agency, where, and of which world. Dates as text. */
export interface PartOrder {
  agency: string;
  folder: string;
  size: { people: number; payments: number; seed: number; today: string };
}

/** What it tells, again and again. */
export type PartReport = { progress: Progress; of: number } | { failed: string };

const TELL_EVERY_MS = 250;

/** One agency's history, a process of its own: histories do not touch each other, and there is more than one core. */
async function makePart({ agency: key, folder, size }: PartOrder): Promise<void> {
  const agency = agencies.filter((one) => one.key === key);
  const url = `file:${join(folder, 'onward.db')}`;
  await migrate({ url });
  const plan = planWorld({ ...size, today: new Date(size.today) });
  const of = plan.acts.filter(({ person }) => person.agency.key === key).length;
  const world = await openWorld({ url, stripeFolder: join(folder, 'stripe'), start: plan.start });
  try {
    let toldAt = 0;
    const made = await makeWorld(world, agency, plan, (progress) => {
      if (performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      tell({ progress, of });
    });
    tell({ progress: made, of });
  } finally {
    await world.close();
  }
}

const tell = (report: PartReport) => void process.send?.(report);

const orphaned = () => process.exit(1); // who asked for it is gone
process.once('disconnect', orphaned);
process.once('message', (order: PartOrder) => {
  makePart(order)
    .catch((error: unknown) => {
      tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exitCode = 1;
    })
    .finally(() => {
      process.off('disconnect', orphaned);
      process.disconnect();
    });
});
