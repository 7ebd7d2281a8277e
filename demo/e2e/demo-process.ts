import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Addresses } from '../demo.ts';
import type { Ports } from '../ports.ts';

const start = fileURLToPath(new URL('../start.ts', import.meta.url));

/** Supervised children, by the path of their pid files. */
const children = ['temporal/temporal', 'stripe/stripe-sandbox'] as const;
type ChildName = (typeof children)[number];

/** The demo as `npm start` runs it: a process of its own, which can be killed. */
export class DemoProcess {
  readonly addresses: Addresses;
  readonly #child: ChildProcess;
  readonly #folder: string;
  /** All it has printed so far. */
  readonly said: () => string;

  private constructor(child: ChildProcess, folder: string, addresses: Addresses, said: () => string) {
    this.#child = child;
    this.#folder = folder;
    this.addresses = addresses;
    this.said = said;
  }

  /**
   * @param more of the environment, e.g. NODE_OPTIONS
   * @throws {Error} it ended before it was ready; with all it printed
   */
  static async start(
    folder: string,
    ports: Ports,
    more: Readonly<Record<string, string>> = {},
  ): Promise<DemoProcess> {
    const flags = (['site', 'mail', 'smtp', 'stripe'] as const).flatMap((name) => [
      `--${name}-port`,
      String(ports[name]),
    ]);
    const child = spawn(process.execPath, [start, ...flags], {
      env: {
        PATH: process.env['PATH'],
        ONWARD_DATA: folder,
        ONWARD_PORT: String(ports.product),
        SETTLEMENT_SECONDS: '1',
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = await untilReady(child);
    const addresses = JSON.parse(await readFile(join(folder, 'addresses.json'), 'utf8')) as Addresses;
    return new DemoProcess(child, folder, addresses, said);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Somebody else has killed it. */
  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Gone at once, with no chance to end anything: its children stay behind. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** As Ctrl-C does. */
  stop(): Promise<void> {
    return this.#end('SIGINT');
  }

  /** The whole machine loses power: the process, Temporal and the Stripe sandbox at once. */
  async killEverything(): Promise<void> {
    const others = await Promise.all(children.map((name) => childPid(this.#folder, name)));
    const gone = this.kill();
    for (const pid of others) process.kill(pid, 'SIGKILL');
    await gone;
  }

  #end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    if (this.hasEnded) return Promise.resolve();
    return new Promise((gone) => {
      this.#child.once('exit', () => gone());
      this.#child.kill(signal);
    });
  }
}

/** The process id of a supervised child, from its pid file. @throws {Error} it does not run */
export async function childPid(folder: string, name: ChildName): Promise<number> {
  const { child } = JSON.parse(await readFile(join(folder, `${name}.pid`), 'utf8')) as {
    child: { pid: number } | null;
  };
  if (child === null) throw new Error(`${name} is not running.`);
  return child.pid;
}

/** After a stop there are none: then this does nothing. */
export async function endOrphans(folder: string): Promise<void> {
  for (const name of children) {
    await childPid(folder, name)
      .then((pid) => process.kill(pid, 'SIGKILL'))
      .catch(() => undefined); // it is gone
  }
}

/** @returns what it has printed, now and later */
function untilReady(child: ChildProcess): Promise<() => string> {
  let said = '';
  return new Promise((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Ready.')) ready(() => said);
      });
    }
    child.once('exit', () => failed(new Error(`The demo ended before it was ready:\n${said}`)));
  });
}
