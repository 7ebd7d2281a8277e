import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { startDemo, type Demo, type DemoOptions } from './demo.ts';
import { usualPorts } from './ports.ts';
import { stepLines } from './steps.ts';
import { welcome } from './welcome.ts';

const usage = `Usage: npm start -- [--free-ports] [--site-port N] [--mail-port N] [--smtp-port N] [--stripe-port N]
The product's own port is ONWARD_PORT, its data folder ONWARD_DATA.`;

/** The terminal and npm each pass on the same Ctrl-C. */
const ONE_PRESS_MS = 500;

/** `npm start`: everything on one machine, until Ctrl-C. */
async function main(): Promise<void> {
  const out = process.stdout;
  const running: { demo?: Demo } = {};
  let endingSince: number | undefined;
  const end = (why: string, code: number) => {
    const { demo } = running;
    if (!demo) process.exit(code || 130); // nothing to end in order yet; the children go with us
    if (endingSince !== undefined) {
      if (Date.now() - endingSince > ONE_PRESS_MS) process.exit(code || 130);
      return;
    }
    endingSince = Date.now();
    out.write(`\n${why}\n`);
    void endInOrder(demo, code);
  };
  const interrupted = () => end('Ending in order. Ctrl-C again ends at once.', 0);
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);

  const ports = portsFrom(process.argv.slice(2));
  const { dataFolder } = readConfig(process.env);
  out.write('Starting Onward with its sample world.\n\n');
  running.demo = await startDemo({
    dataFolder,
    ports,
    report: stepLines(out),
    env: process.env,
    onLost: (why) => end(why, 1),
  });
  out.write(`\n${welcome(running.demo.addresses, running.demo)}\n`);
}

/** @throws {Error} the usage, for flags that are none */
function portsFrom(args: string[]): DemoOptions['ports'] {
  const flags = ['site', 'mail', 'smtp', 'stripe'] as const;
  const port = { type: 'string' } as const;
  const options = { 'site-port': port, 'mail-port': port, 'smtp-port': port, 'stripe-port': port } as const;
  const parse = () => parseArgs({ args, options: { ...options, 'free-ports': { type: 'boolean' } } }).values;
  let values: ReturnType<typeof parse>;
  try {
    values = parse();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
  if (values['free-ports']) return 'free';
  const given = flags.map((name) => {
    const text = values[`${name}-port`];
    const port = text === undefined ? usualPorts[name] : Number(text);
    if (Number.isInteger(port) && port > 0 && port <= 65_535) return [name, port] as const;
    throw new Error(`--${name}-port must be a port number, 1 to 65535.\n${usage}`);
  });
  return Object.fromEntries(given);
}

async function endInOrder(demo: Demo, code: number): Promise<void> {
  try {
    await demo.close((name) => process.stdout.write(`✓ ${name} ended\n`));
    process.exit(code);
  } catch (error) {
    failed(error);
  }
}

/** A failure that is explained is a sentence; what nobody foresaw keeps its stack. */
function failed(error: unknown): never {
  const isExplained =
    error instanceof Error && error.constructor !== TypeError && error.constructor !== RangeError;
  process.stderr.write(
    `\n${isExplained ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}

main().catch(failed);
