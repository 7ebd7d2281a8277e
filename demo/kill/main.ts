import { parseArgs } from 'node:util';
import { choose } from './matrix.ts';
import { onSqlite, runCells } from './run-cells.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: 'string', default: '2' }, list: { type: 'boolean', default: false } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const chosen = choose(positionals);
if (values.list) {
  for (const { name, leftOut } of chosen) say(leftOut === undefined ? name : `${name}: left out: ${leftOut}`);
} else {
  await runCells(chosen, {
    machines: onSqlite,
    jobs: Number(values.jobs),
    tell: ({ cell, wrong, heard, seconds }) => {
      say(`${wrong.length === 0 ? '✓' : '✗'} ${cell}  (${seconds} s; ${heard})`);
      for (const line of wrong) say(`    ${line}`);
    },
  });
}
