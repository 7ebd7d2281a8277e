import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { z } from 'zod';
import type { Measured } from './measure.ts';

/** What a figure was measured on: figures of other machines are shown, but say little about ours. */
const machineShape = z.object({ cores: z.int(), memoryGb: z.int(), platform: z.string(), node: z.string() });

const summaryShape = z.object({ median: z.number(), least: z.number(), most: z.number() });
const figureShape = z.object({
  name: z.string(),
  unit: z.string(),
  target: z.union([z.object({ atLeast: z.number() }), z.object({ atMost: z.number() })]),
  rounds: z.array(z.object({ ours: z.number(), base: z.number().nullable() })),
  summary: summaryShape,
});
const runShape = z.object({ at: z.iso.datetime(), machine: machineShape, figures: z.array(figureShape) });
const fileShape = z.record(z.string(), runShape);

/** A bench's last run. */
export type Run = z.infer<typeof runShape>;
export type Machine = z.infer<typeof machineShape>;

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
});

export const isSameMachine = (a: Machine, b: Machine): boolean =>
  a.cores === b.cores && a.memoryGb === b.memoryGb && a.platform === b.platform;

/** The last run of each bench, by its name; empty where there is no file yet. @throws {Error} a file of another shape */
export async function readFigures(path: string): Promise<Record<string, Run>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}';
    throw error;
  });
  return fileShape.parse(JSON.parse(text));
}

/** Keep a bench's run beside the last ones of the others. */
export async function keepFigures(path: string, bench: string, measured: readonly Measured[]): Promise<void> {
  const run = { at: new Date().toISOString(), machine: thisMachine(), figures: measured.map(rounded) };
  const all = Object.entries({ ...(await readFigures(path)), [bench]: run });
  const sorted = Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(path, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** More digits than that are noise, and would only make the file's changes longer. */
const rounded = (measured: Measured): Measured =>
  JSON.parse(JSON.stringify(measured), (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(4)) : value,
  ) as Measured;
