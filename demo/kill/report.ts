import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './carry-out.ts';
import { victims, type Cell } from './matrix.ts';

/** Outcomes by the cell's name, kept as a file that grows with each: a run of the whole matrix takes its time. */
export class Results {
  readonly #file: string;
  readonly #table: string;
  readonly #outcomes: Map<string, Outcome>;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'results.json');
    this.#table = join(folder, 'kill-matrix.md');
    this.#outcomes = new Map(saved(this.#file).map((outcome) => [outcome.cell, outcome]));
  }

  isRight({ name }: Cell): boolean {
    return this.#outcomes.get(name)?.wrong.length === 0;
  }

  forget(cells: readonly Cell[]): void {
    for (const { name } of cells) this.#outcomes.delete(name);
  }

  /** @param cells of the whole matrix: the table has a place for each */
  add(outcome: Outcome, cells: readonly Cell[]): void {
    this.#outcomes.set(outcome.cell, outcome);
    writeFileSync(this.#file, `${JSON.stringify([...this.#outcomes.values()], null, 2)}\n`);
    writeFileSync(this.#table, tableOf(cells, this.#outcomes));
  }
}

function saved(file: string): Outcome[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Outcome[];
  } catch {
    return []; // there is none yet
  }
}

/** A row for each side of each step, a column for each victim. */
function tableOf(cells: readonly Cell[], outcomes: ReadonlyMap<string, Outcome>): string {
  const reasons = [...new Set(cells.flatMap(({ leftOut }) => leftOut ?? []))];
  const mark = (cell: Cell) => {
    if (cell.leftOut !== undefined) return `–${reasons.indexOf(cell.leftOut) + 1}`;
    const outcome = outcomes.get(cell.name);
    return outcome === undefined ? '' : outcome.wrong.length === 0 ? '✓' : '✗';
  };
  const rows = Map.groupBy(cells, ({ story, stage, step, side }) =>
    [story, stage, step.name, side].join('|'),
  );
  const lines = [...rows.values()].map((row) => {
    const [{ story, step, side } = {}] = row;
    const marks = victims.map((victim) =>
      row
        .filter((cell) => cell.victim === victim)
        .map(mark)
        .join(''),
    );
    return `| ${[story, step?.name, side, ...marks].join(' | ')} |`;
  });
  const head = `| story | step | side | ${victims.join(' | ')} |`;
  const rule = `| --- | --- | --- | ${victims.map(() => '---').join(' | ')} |`;
  const notes = reasons.map((reason, i) => `- –${i + 1}: ${reason}`);
  return [head, rule, ...lines, '', 'Left out:', '', ...notes, ''].join('\n');
}
