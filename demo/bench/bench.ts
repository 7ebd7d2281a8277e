/**
 * A bench: one file `demo/bench/<name>.bench.ts` that exports `bench`, and a line in `benches.ts`.
 * It starts what it needs once, gives figures, and ends everything it started.
 * `npm run bench -- <name>` runs it alone. A small one:
 *
 * ```ts
 * export const bench: Bench = {
 *   async start() {
 *     const books = await openBooks();
 *     const postings = {
 *       name: 'postings a second, 16 callers ÷ the same rows written raw',
 *       unit: '/s',
 *       target: { atLeast: 0.5 },
 *       ours: () => perSecond(1000, () => books.post(1000)),
 *       base: () => perSecond(1000, () => books.writeRaw(1000)),
 *     };
 *     return { figures: [postings], close: () => books.close() };
 *   },
 * };
 * ```
 */
export interface Bench {
  /** @throws {Error} a sentence: what is missing, or what was not right with what was measured */
  start(): Promise<Started>;
}

export interface Started {
  /** Measured one after the other, in this order. */
  figures: readonly Figure[];
  /** After the last figure, e.g. that the money is right. @throws {Error} what is not: then no figure is kept */
  check?(): Promise<void>;
  /** Also called where a figure failed. */
  close(): Promise<void>;
}

/**
 * One line of the table. With a `base`, both sides are measured in turn, A B A B …, so that a box that is busy for
 * a while slows both, and the figure is their ratio; without one it is what `ours` measured.
 */
export interface Figure {
  /** What is divided by what, for people. It is the figure's identity from run to run, within its bench. */
  name: string;
  /** Of what `ours` and `base` return, e.g. `/s`, `ms`, `MB`. */
  unit: string;
  /** Of the ratio; without a base, of ours. */
  target: Target;
  /** How often both sides are measured; 5 unless given. Fewer only where one measurement takes very long. */
  rounds?: number;
  /** Both sides run once more before, uncounted. */
  warmUp?: boolean;
  /** One measurement. What is measured must also be checked: a figure of wrong work is none, so throw. */
  ours(): Promise<number>;
  base?(): Promise<number>;
}

export type Target = { atLeast: number } | { atMost: number };

/** How many a second, of `count` things that `work` does. */
export async function perSecond(count: number, work: () => unknown): Promise<number> {
  return (count * 1000) / (await milliseconds(work));
}

export async function milliseconds(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
