import { parseArgs } from 'node:util';
import { buildWorld } from './build-world.ts';
import type { PartsProgress } from './make-parts.ts';
import { FULL_SIZE } from './plan.ts';

const usage = `Usage: npm run world -- --out FOLDER [--scale 0.01] [--seed N] [--replace]
Makes the large sample world: three agencies, ${FULL_SIZE.people} people, ${FULL_SIZE.payments} payments over four years. Then:
ONWARD_DATA=FOLDER npm start`;

const TERMINAL_EVERY_MS = 250;
const LINES_EVERY_MS = 10_000;

/** `npm run world`: make the world and say how far it is. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return void process.stdout.write(`${usage}\n`);
  const options = optionsFrom(args);
  const giveUp = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => giveUp.abort());
  const began = performance.now();
  const built = await buildWorld({
    ...options,
    signal: giveUp.signal,
    tell: progressLines(options.size, began),
  });
  const { people, obligations, payments, verification } = built;
  const { entries, payments: succeeded } = verification.counts;
  process.stdout.write(
    `\n✓ ${number(people)} people, ${number(obligations)} obligations, ${number(payments)} payments ` +
      `(${number(succeeded)} succeeded) in ${duration(performance.now() - began)}. ` +
      `${number(entries)} journal entries: everything adds up and is in the sandbox's record.\n\n` +
      `Start it with: ONWARD_DATA=${options.out} npm start\n`,
  );
}

/** @throws {Error} the usage, for flags that are none */
function optionsFrom(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { out: text, scale: text, seed: text, replace: { type: 'boolean' } } as const;
  const wrong = (why: string) => new Error(`${why}\n${usage}`);
  const parse = () => parseArgs({ args, options }).values;
  let values: ReturnType<typeof parse>;
  try {
    values = parse();
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const { out, scale = '1', seed = String(FULL_SIZE.seed), replace = false } = values;
  if (out === undefined) throw wrong('--out must name the folder to make.');
  const times = Number(scale);
  if (!(times >= 0.01 && times <= 10)) throw wrong('--scale must be a number from 0.01 to 10.');
  if (!/^\d{1,9}$/.test(seed)) throw wrong('--seed must be a whole number of at most nine digits.');
  const people = Math.round(FULL_SIZE.people * times);
  const payments = Math.round(FULL_SIZE.payments * times);
  return { out, replace, size: { people, payments, seed: Number(seed), today: new Date() } };
}

/** On a terminal one line that changes; elsewhere a line now and then. */
function progressLines(size: { people: number; payments: number }, began: number) {
  const { stdout } = process;
  let toldAt = Number.NEGATIVE_INFINITY;
  return ({ people, payments, done }: PartsProgress) => {
    const now = performance.now();
    if (now - toldAt < (stdout.isTTY ? TERMINAL_EVERY_MS : LINES_EVERY_MS)) return;
    toldAt = now;
    const left = done > 0.02 ? `, about ${duration(((now - began) * (1 - done)) / done)} left` : '';
    const line = `${number(people)} of ${number(size.people)} people, ${number(payments)} of about ${number(size.payments)} payments${left}`;
    stdout.write(stdout.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  };
}

const number = (value: number) => value.toLocaleString('en-US');

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

main().catch((error: unknown) => {
  const isCut = error instanceof Error && error.name === 'AbortError';
  const why = isCut
    ? 'Ended early: nothing was kept.'
    : error instanceof Error
      ? error.message
      : String(error);
  process.stderr.write(`\n${why}\n`);
  process.exitCode = 1;
});
