import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cells, choose } from './matrix.ts';
import { Results } from './report.ts';
import { runCells } from './run-cells.ts';

const usage = `Usage: npm run kill-matrix -- [words] [--jobs N] [--out FOLDER] [--left] [--list]
words   only cells whose name has each of them, e.g. confirm acted
--jobs  machines side by side (3)
--out   where results.json and the table kill-matrix.md go (.cache/kill-matrix)
--left  only cells that are not right in results.json
--list  only say which cells there are`;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run kill-matrix`: the cells asked for, carried out; ends with 1 where one of them is not right. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      jobs: { type: 'string', default: '3' },
      out: { type: 'string', default: '.cache/kill-matrix' },
      left: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void say(usage);
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error(usage);
  const chosen = choose(positionals);
  if (chosen.length === 0) throw new Error(`No cell has these words.\n${usage}`);
  if (values.list) return list(chosen);

  const results = new Results(resolve(values.out));
  const wanted = chosen.filter(
    (cell) => cell.leftOut === undefined && !(values.left && results.isRight(cell)),
  );
  results.forget(wanted);
  const began = performance.now();
  let wrong = 0;
  let done = 0;
  await runCells(wanted, {
    jobs,
    tell: (outcome) => {
      const { cell, heard, seconds, startSeconds, last } = outcome;
      results.add(outcome, cells);
      done++;
      if (outcome.wrong.length > 0) wrong++;
      say(
        `${outcome.wrong.length === 0 ? '✓' : '✗'} ${cell}  (${seconds} s, started in ${startSeconds}; ${heard}; last: ${last})`,
      );
      for (const line of outcome.wrong) say(`    ${line}`);
    },
  });
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  say(`${done} cells in ${minutes} min: ${done - wrong} right, ${wrong} wrong.`);
  if (wrong > 0 || done < wanted.length) process.exitCode = 1;
}

function list(chosen: ReturnType<typeof choose>): void {
  for (const { name, leftOut, inCi } of chosen) {
    const more = leftOut === undefined ? inCi && `in CI: ${inCi}` : `left out: ${leftOut}`;
    say(more ? `${name}  (${more})` : name);
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
