import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '../kill/carry-out.ts';
import { cells } from '../kill/matrix.ts';
import { runCells } from '../kill/run-cells.ts';

/** Machines side by side: each mostly waits, for Temporal to miss the worker. */
const JOBS = 4;
/** Each test waits for its cell's turn; a cell has limits of its own. */
const ALL_MS = 600_000;
const few = cells.filter(({ inCi }) => inCi !== undefined);
const outcomes = new Map(few.map(({ name }) => [name, Promise.withResolvers<Outcome>()]));
let running: Promise<void> = Promise.resolve();

beforeAll(() => {
  running = runCells(few, {
    jobs: JOBS,
    tell: (outcome) => outcomes.get(outcome.cell)?.resolve(outcome),
  });
  running.catch((error: unknown) => outcomes.forEach(({ reject }) => reject(error)));
  outcomes.forEach(({ promise }) => void promise.catch(() => undefined)); // whoever awaits it hears of it
});
afterAll(() => running, ALL_MS);

test.concurrent.for(few)(
  'killed and started again, all is right: $name',
  { timeout: ALL_MS },
  async ({ name }) => {
    expect((await outcomes.get(name)?.promise)?.wrong).toEqual([]);
  },
);
