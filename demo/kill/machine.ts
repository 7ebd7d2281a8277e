import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Closers } from '../closers.ts';
import type { Addresses } from '../demo.ts';
import { childPid, DemoProcess, endOrphans } from '../e2e/demo-process.ts';
import { SandboxControl } from '../e2e/sandbox-control.ts';
import { until } from '../e2e/until.ts';
import { freePorts, type Ports } from '../ports.ts';
import type { Victim } from './matrix.ts';
import { PLAN_FILE, SINCE_FILE, SPRUNG_FILE, TRAP_FOLDER, type Plan } from './plan.ts';

/** Onward, running with traps in it: what a cell is carried out on. */
export interface Machine {
  readonly addresses: Addresses & { mail: string; stripe: string };
  readonly databaseUrl: string;
  readonly sandbox: SandboxControl;
  readonly smtpPort: number;
  readonly trap: Trap;
  /** Before a cell: wait where one kill more would be one too many for who starts the killed again. */
  rest(): Promise<void>;
  /** The processes to kill, alive now. */
  pidsOf(victim: Victim): Promise<number[]>;
  /**
   * Start again what was killed, on the same data, and wait until it runs; what is supervised starts by itself.
   * @throws {Error} it was not killed, or does not start
   */
  recover(victim: Victim, killed: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** The folder where a plan waits for its moment. */
export class Trap {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What makes a process of Node's look out for the plan. */
  get env(): Readonly<Record<string, string>> {
    const preload = new URL('trap.ts', import.meta.url).href;
    return { NODE_OPTIONS: `--import=${preload}`, [TRAP_FOLDER]: this.folder };
  }

  async set(plan: Plan): Promise<void> {
    await this.clear();
    const draft = join(this.folder, 'draft.json');
    await writeFile(draft, JSON.stringify(plan));
    await rename(draft, join(this.folder, PLAN_FILE));
  }

  async clear(): Promise<void> {
    await Promise.all(
      [PLAN_FILE, SPRUNG_FILE, SINCE_FILE].map((name) => rm(join(this.folder, name), { force: true })),
    );
  }

  get hasSprung(): boolean {
    return existsSync(join(this.folder, SPRUNG_FILE));
  }
}

/**
 * A supervisor gives up a child that dies more than five times within a minute, as it should: we stay below that.
 */
export class Deaths {
  static readonly #most = 4;
  static readonly #withinMs = 61_000;
  readonly #at: number[] = [];

  add(): void {
    this.#at.push(performance.now());
  }

  /** Wait where one more would be one too many. */
  async rest(): Promise<void> {
    const recent = this.#at.filter((at) => performance.now() - at < Deaths.#withinMs);
    const [oldest = 0] = recent.slice(-Deaths.#most);
    if (recent.length >= Deaths.#most) await delay(oldest + Deaths.#withinMs - performance.now());
  }
}

const GONE_MS = 10_000;
const ANOTHER_MS = 30_000;

/** A supervisor starts another in the place of the killed. @param now the process ids; throws while there is none */
export async function untilAnother(killed: readonly number[], now: () => Promise<number[]>): Promise<void> {
  const isAnother = async () => {
    const pids = await now().catch(() => killed);
    return !pids.some((pid) => killed.includes(pid));
  };
  await until('another process in its place', isAnother, ANOTHER_MS);
}

/** As `npm start` runs it, on SQLite: api and worker in one process, Temporal and the sandbox as its children. */
export class OneProcessMachine implements Machine {
  readonly addresses: Machine['addresses'];
  readonly databaseUrl: string;
  readonly sandbox: SandboxControl;
  readonly smtpPort: number;
  readonly trap: Trap;
  readonly #folder: string;
  readonly #ports: Ports;
  readonly #closers = new Closers();
  readonly #deaths = new Deaths();
  #demo: DemoProcess;

  private constructor(folder: string, ports: Ports, trap: Trap, demo: DemoProcess) {
    this.#folder = folder;
    this.#ports = ports;
    this.trap = trap;
    this.#demo = demo;
    const { mail = '', stripe = '' } = demo.addresses;
    this.addresses = { ...demo.addresses, mail, stripe };
    this.databaseUrl = `file:${join(folder, 'onward.db')}`;
    this.sandbox = new SandboxControl(stripe);
    this.smtpPort = ports.smtp;
    this.#closers.add('folder', () => rm(folder, { recursive: true, force: true }));
    this.#closers.add('what a failed start left behind', () => endOrphans(folder));
    this.#closers.add('demo', () => this.#demo.stop());
  }

  static async start(): Promise<OneProcessMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'onward-kill-'));
    const ports = await freePorts();
    const trap = new Trap(join(folder, 'trap'));
    await mkdir(trap.folder);
    try {
      return new OneProcessMachine(folder, ports, trap, await DemoProcess.start(folder, ports, trap.env));
    } catch (error) {
      await endOrphans(folder);
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  rest(): Promise<void> {
    return this.#deaths.rest();
  }

  async pidsOf(victim: Victim): Promise<number[]> {
    const children = { temporal: 'temporal/temporal', sandbox: 'stripe/stripe-sandbox' } as const;
    if (victim === 'process') return [this.#demo.pid];
    if (victim === 'temporal' || victim === 'sandbox')
      return [await childPid(this.#folder, children[victim])];
    if (victim !== 'power' && victim !== 'store') throw new Error(`There is no ${victim} of its own here`);
    const others = await Promise.all(Object.values(children).map((name) => childPid(this.#folder, name)));
    return [...others, this.#demo.pid];
  }

  async recover(victim: Victim, killed: readonly number[]): Promise<void> {
    if (victim === 'temporal' || victim === 'sandbox') {
      this.#deaths.add();
      return untilAnother(killed, () => this.pidsOf(victim));
    }
    await until('the process to be gone', async () => this.#demo.hasEnded, GONE_MS);
    if (victim === 'store') await this.#loseTemporalsStore();
    this.#demo = await DemoProcess.start(this.#folder, this.#ports, this.trap.env);
  }

  /** What a disk that died took along; the pid file stays, for the start to look at. */
  async #loseTemporalsStore(): Promise<void> {
    const folder = join(this.#folder, 'temporal');
    const files = (await readdir(folder)).filter((file) => file.startsWith('temporal.db'));
    if (files.length === 0) throw new Error(`There is no store in ${folder}`);
    await Promise.all(files.map((file) => rm(join(folder, file))));
  }

  close(): Promise<void> {
    return this.#closers.close();
  }
}
