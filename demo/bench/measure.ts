import type { Figure, Target } from './bench.ts';
import { summaryOf, type Summary } from './statistics.ts';

/** A figure as it was measured, and as it is kept. */
export interface Measured {
  name: string;
  unit: string;
  target: Target;
  /** What each round measured; `base` null where the figure has none. */
  rounds: { ours: number; base: number | null }[];
  /** Of the ratios; without a base, of ours. */
  summary: Summary;
}

const ROUNDS = 5;

/** Measure both sides of a figure in turn. @param tell hears each round as it ends */
export async function measure(figure: Figure, tell: (round: string) => void): Promise<Measured> {
  const { name, unit, target } = figure;
  if (figure.warmUp) await once(figure);
  const rounds: Measured['rounds'] = [];
  for (let n = 1; n <= (figure.rounds ?? ROUNDS); n++) {
    const round = await once(figure);
    rounds.push(round);
    const sides = [round.ours, ...(round.base === null ? [] : [round.base])].map((value) =>
      significant(value),
    );
    tell(`${n}: ${sides.join(' against ')} ${unit}`);
  }
  return { name, unit, target, rounds, summary: summaryOf(rounds.map(valueOf)) };
}

/** Does the median reach the target? */
export const meets = ({ target, summary: { median } }: Measured): boolean =>
  'atLeast' in target ? median >= target.atLeast : median <= target.atMost;

const valueOf = ({ ours, base }: { ours: number; base: number | null }) =>
  base === null ? ours : ours / base;

async function once(figure: Figure): Promise<{ ours: number; base: number | null }> {
  const ours = await figure.ours();
  const base = figure.base ? await figure.base() : null;
  for (const value of base === null ? [ours] : [ours, base]) {
    if (!Number.isFinite(value) || value <= 0) throw new Error(`${figure.name}: measured ${value}`);
  }
  return { ours, base };
}

/** Three digits that count, for people. */
export function significant(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}
