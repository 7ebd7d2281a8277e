import type { Target } from './bench.ts';
import { isSameMachine, thisMachine, type Run } from './figures.ts';
import { meets, significant, type Measured } from './measure.ts';
import { isBeyondSpread, median, type Summary } from './statistics.ts';

const HEAD = ['', 'ours', 'base', 'median', 'spread', 'target', 'met', 'then', 'since then'];

/** All figures of a run of `npm run bench` as one table. */
export function tableOf(
  benches: readonly { name: string; measured: readonly Measured[]; last: Run | undefined }[],
): string {
  const lines = benches.flatMap(({ name, measured, last }) =>
    measured.map((figure) => lineOf(name, figure, last)),
  );
  const rows = [HEAD, ...lines];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function lineOf(bench: string, figure: Measured, last: Run | undefined): string[] {
  const { name, unit, target, rounds, summary } = figure;
  const bases = rounds.flatMap(({ base }) => (base === null ? [] : [base]));
  const side = (values: readonly number[]) =>
    values.length === 0 ? '' : `${significant(median(values))} ${unit}`;
  return [
    `${bench}: ${name}`,
    side(rounds.map(({ ours }) => ours)),
    side(bases),
    significant(summary.median),
    spreadOf(summary),
    targetOf(target),
    meets(figure) ? 'yes' : 'NO',
    ...compared(figure, last),
  ];
}

/** As it was then, and what to think of the difference. */
function compared({ name, target, summary: now }: Measured, run: Run | undefined): [string, string] {
  const then = run?.figures.find((figure) => figure.name === name)?.summary;
  if (run === undefined || then === undefined) return ['', 'new'];
  const was = `${significant(then.median)} (${spreadOf(then)})`;
  if (!isSameMachine(run.machine, thisMachine())) return [was, 'another machine'];
  if (!isBeyondSpread(then, now)) return [was, 'the same'];
  return [was, now.median > then.median === 'atLeast' in target ? 'BETTER' : 'WORSE'];
}

const spreadOf = ({ least, most }: Summary) => `${significant(least)} to ${significant(most)}`;

const targetOf = (target: Target) =>
  'atLeast' in target ? `≥ ${significant(target.atLeast)}` : `≤ ${significant(target.atMost)}`;
