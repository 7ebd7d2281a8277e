import { fileURLToPath } from 'node:url';
import { benches, onlyNamed } from './benches.ts';
import { keepFigures, readFigures } from './figures.ts';
import { measure, type Measured } from './measure.ts';
import { tableOf } from './table.ts';

const file = fileURLToPath(new URL('figures.json', import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * `npm run bench [-- name …]`: measure, print one table, and keep the figures beside the last ones, with which the
 * table compares. Exits 1 where a bench failed to run, or there is none of that name; a target missed is told, and
 * is no failure.
 */
async function main(wanted: readonly string[]): Promise<number> {
  const known = Object.keys(benches);
  const strange = wanted.filter((name) => !known.includes(name));
  if (strange.length > 0)
    throw new Error(`There is no bench ${strange.join(', ')}, but: ${known.join(', ')}.`);
  const before = await readFigures(file);
  const usual = known.filter((name) => !onlyNamed.includes(name));
  if (wanted.length === 0) say(`Only where they are named: ${onlyNamed.join(', ')}.`);
  const done: Parameters<typeof tableOf>[0][number][] = [];
  let failed = 0;
  for (const name of wanted.length > 0 ? wanted : usual) {
    say(`\n${name}`);
    try {
      const measured = await runBench(name);
      await keepFigures(file, name, measured);
      done.push({ name, measured, last: before[name] });
    } catch (error) {
      failed++;
      say(`  failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  say(`\n${tableOf(done)}`);
  if (failed > 0) say(`\n${failed} failed to run.`);
  return failed > 0 ? 1 : 0;
}

async function runBench(name: string): Promise<Measured[]> {
  const { bench } = (await benches[name]?.()) ?? {};
  if (bench === undefined) throw new Error(`There is no bench ${name}.`);
  const { figures, check, close } = await bench.start();
  const measured: Measured[] = [];
  try {
    for (const figure of figures) {
      say(`  ${figure.name}`);
      measured.push(await measure(figure, (round) => say(`    ${round}`)));
    }
    await check?.();
  } finally {
    await close();
  }
  return measured;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
