import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { killIfWeDie, whenExited } from '../../workflows/server/child-process.ts';
import { until } from '../e2e/until.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** How each process of the product is started, as package.json does it, and what it says when it can be used. */
const kinds = {
  serve: { args: [file('../../api/main.ts')], ready: 'The api listens' },
  api: { args: [file('../../api/main.ts'), '--alone'], ready: 'The api listens' },
  worker: { args: [file('../../workflows/worker-main.ts')], ready: 'The worker runs.' },
} as const;

const START_MS = 120_000;

/** A process of the product, to be looked at and killed. */
export class ProductProcess {
  readonly #child: ChildProcess;
  readonly #said: () => string;

  private constructor(child: ChildProcess) {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => void (said += text));
    this.#child = child;
    this.#said = () => said;
  }

  /** @param env its settings, and nothing else @throws {Error} it ended before it could be used; with all it said */
  static async start(
    kind: keyof typeof kinds,
    env: Readonly<Record<string, string>>,
  ): Promise<ProductProcess> {
    const { args, ready } = kinds[kind];
    const { node, arenas } = await npmConfig();
    const child = spawn(process.execPath, [...node.split(' '), ...args], {
      env: { PATH: process.env['PATH'], MALLOC_ARENA_MAX: arenas, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, for the guard
    });
    killIfWeDie(child);
    const started = new ProductProcess(child);
    const isReady = async () => {
      if (child.exitCode !== null) throw new Error(`It ended:\n${started.#said()}`);
      return started.#said().includes(ready);
    };
    await until(`"${ready}"`, isReady, START_MS);
    return started;
  }

  /** Resident memory, in MB (2^20), now and at the most since its start. */
  async memory(): Promise<{ nowMb: number; mostMb: number }> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8');
    const read = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
    return { nowMb: read('VmRSS'), mostMb: read('VmHWM') };
  }

  /** Gone at once, with no chance to do anything. @returns when, as `Date.now()` */
  kill(): number {
    const at = Date.now();
    this.#child.kill('SIGKILL');
    return at;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await whenExited(this.#child);
  }
}

/** What package.json's scripts give node. */
async function npmConfig(): Promise<{ node: string; arenas: string }> {
  const text = await readFile(file('../../package.json'), 'utf8');
  return (JSON.parse(text) as { config: { node: string; arenas: string } }).config;
}
