import { fork, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agencies } from './agencies.ts';
import type { PartOrder, PartReport } from './part-main.ts';
import type { WorldSize } from './plan.ts';

/** How far all parts are, together. */
export interface PartsProgress {
  people: number;
  payments: number;
  /** 0 to 1. */
  done: number;
}

const main = fileURLToPath(new URL('part-main.ts', import.meta.url));
/** Most of what a part makes is soon forgotten: a large nursery for it saves the collector's time. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];

/**
 * Make each agency's part in a folder of its own, all at once.
 * @throws {Error} what a part failed of; the others are ended then
 */
export async function makeParts(options: {
  folder: string;
  size: WorldSize;
  tell?: (progress: PartsProgress) => void;
  signal?: AbortSignal;
}): Promise<PartsProgress> {
  const { folder, size, tell = () => undefined, signal } = options;
  const reports = new Map<string, Extract<PartReport, { progress: unknown }>>();
  const children: ChildProcess[] = [];
  const part = async ({ key }: { key: string }) => {
    const order = {
      agency: key,
      folder: join(folder, key),
      size: { ...size, today: size.today.toISOString() },
    };
    await mkdir(order.folder, { recursive: true });
    const child = fork(main, { execArgv: NODE_OPTIONS, ...(signal && { signal }) });
    children.push(child);
    await ended(child, order, (report) => {
      reports.set(key, report);
      tell(together([...reports.values()]));
    });
  };
  try {
    await Promise.all(agencies.map(part));
  } finally {
    for (const child of children) child.kill();
  }
  return together([...reports.values()]);
}

function ended(
  child: ChildProcess,
  order: PartOrder,
  hear: (report: Extract<PartReport, { progress: unknown }>) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: string | undefined;
    child.on('message', (report: PartReport) => {
      if ('failed' in report) failed = report.failed;
      else hear(report);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(new Error(failed ?? `The part of ${order.agency} ended early (${signal ?? `code ${code}`}).`));
    });
    child.send(order);
  });
}

function together(reports: readonly Extract<PartReport, { progress: unknown }>[]): PartsProgress {
  const total = (of: (report: (typeof reports)[number]) => number) =>
    reports.reduce((sum, one) => sum + of(one), 0);
  return {
    people: total(({ progress }) => progress.people),
    payments: total(({ progress }) => progress.payments),
    done:
      total(({ progress }) => progress.acts) /
      Math.max(
        total(({ of }) => of),
        1,
      ),
  };
}
