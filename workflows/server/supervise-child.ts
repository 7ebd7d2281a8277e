import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOrphan, killIfWeDie, openLog, signalGroup, whenExited } from './child-process.ts';
import { claimPidFile, recordChild, releasePidFile } from './pid-file.ts';

/** What happens to a supervised child, in the order it happens. */
export type ChildEvent =
  | { kind: 'orphan_ended'; pid: number }
  | { kind: 'started'; pid: number }
  | { kind: 'ready'; pid: number }
  | { kind: 'exited'; code: number | null; signal: string | null }
  | { kind: 'restarting'; inMs: number }
  /** It died too often. It stays down; `why` is a sentence for people. */
  | { kind: 'gave_up'; why: string };

/** How often a child that dies is started again. */
export interface RestartLimits {
  firstDelayMs: number;
  longestDelayMs: number;
  /** More deaths than this within `withinMs`: give up. */
  most: number;
  withinMs: number;
}

export interface ChildSpec {
  /** Names the pid file, the log and the sentences: `temporal`. */
  name: string;
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Where `<name>.pid` and `<name>.log` go; made if missing. */
  folder: string;
  /** Runs once, after what an earlier run left is gone and before the first start. Throws to call it off. */
  beforeStart?: () => Promise<void>;
  /** Resolves when the child can be used; runs after every start. The signal: it is not needed any more. */
  isReady?: (signal: AbortSignal) => Promise<void>;
  readyWithinMs?: number;
  /** From SIGTERM to SIGKILL. */
  stopWithinMs?: number;
  restarts?: RestartLimits;
  /**
   * Kill it even when we are killed ourselves, with no chance to do anything. For tests, whose folders nobody comes
   * back to. Otherwise the next run ends it in peace. Not on Windows.
   */
  killIfWeDie?: boolean;
  onEvent?: (event: ChildEvent) => void;
}

export interface SupervisedChild {
  /** Null while it is down. */
  pid(): number | null;
  /** End it and wait for that. Calling it twice is one stop. */
  stop(): Promise<void>;
}

const usualRestarts: RestartLimits = {
  firstDelayMs: 100,
  longestDelayMs: 10_000,
  most: 5,
  withinMs: 60_000,
};
const STOP_WITHIN_MS = 10_000;

/**
 * Start a child, wait until it can be used, and start it again whenever it dies by itself.
 *
 * It gets a process group of its own: Ctrl-C in the terminal reaches us only, and we end it in our order. If we
 * are killed without a chance to do that, the pid file lets the next run end the orphan before it starts afresh.
 * @throws {AlreadyRunning} if another living process supervises it; {Error} with a sentence and the end of its
 *   log if the first start does not become ready
 */
export async function superviseChild(spec: ChildSpec): Promise<SupervisedChild> {
  const orphan = claimPidFile(join(spec.folder, `${spec.name}.pid`), spec.name);
  if (orphan !== null) {
    await endOrphan(orphan, spec.name, spec.stopWithinMs ?? STOP_WITHIN_MS);
    spec.onEvent?.({ kind: 'orphan_ended', pid: orphan.pid });
  }
  const supervisor = new Supervisor(spec);
  try {
    await spec.beforeStart?.();
    await supervisor.start();
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  return supervisor;
}

class Supervisor implements SupervisedChild {
  readonly #spec: ChildSpec;
  readonly #pidFile: string;
  readonly #logFile: string;
  readonly #deaths: number[] = [];
  readonly #wanted = new AbortController();
  #child: ChildProcess | null = null;
  #stopped: Promise<void> | null = null;
  readonly #onProcessExit = () => signalGroup(this.#child?.pid, 'SIGTERM');

  constructor(spec: ChildSpec) {
    this.#spec = spec;
    this.#pidFile = join(spec.folder, `${spec.name}.pid`);
    this.#logFile = join(spec.folder, `${spec.name}.log`);
    process.on('exit', this.#onProcessExit);
  }

  pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Bring it up for the first time. @throws if it is not ready in time: a first start is not tried again. */
  async start(): Promise<void> {
    const child = this.#launch();
    await this.#untilReady(child);
    void whenExited(child).then(() => this.#died(child));
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#wanted.abort();
    const child = this.#child;
    if (child?.pid !== undefined) {
      const exited = whenExited(child);
      signalGroup(child.pid, 'SIGTERM');
      const late = setTimeout(
        () => signalGroup(child.pid, 'SIGKILL'),
        this.#spec.stopWithinMs ?? STOP_WITHIN_MS,
      );
      await exited;
      clearTimeout(late);
      signalGroup(child.pid, 'SIGKILL'); // what it started itself and left behind
    }
    this.#child = null;
    process.off('exit', this.#onProcessExit);
    releasePidFile(this.#pidFile);
  }

  #launch(): ChildProcess {
    const log = openLog(this.#logFile);
    try {
      const child = spawn(this.#spec.command, this.#spec.args, {
        detached: true,
        stdio: ['ignore', log, log],
        ...(this.#spec.env === undefined ? {} : { env: this.#spec.env }),
      });
      // `exited` without a pid: it could not be started at all. An unheard `error` would end our own process.
      child.once('error', () => child.emit('exit', null, null));
      this.#child = child;
      if (child.pid !== undefined) {
        recordChild(this.#pidFile, child.pid); // at once: a kill -9 of ours from here on leaves a trace
        if (this.#spec.killIfWeDie === true) killIfWeDie(child);
        this.#tell({ kind: 'started', pid: child.pid });
      }
      return child;
    } finally {
      closeSync(log);
    }
  }

  /** @throws {Error} a sentence, if it ends first or is too slow */
  async #untilReady(child: ChildProcess): Promise<void> {
    const { name, command, isReady, readyWithinMs = 30_000 } = this.#spec;
    if (child.pid === undefined)
      throw new Error(`${name} cannot be started: ${command} is missing or may not be run.`);
    const enough = new AbortController();
    const gone = whenExited(child).then(() => 'gone' as const);
    const slow = delay(readyWithinMs, 'slow' as const, { signal: enough.signal });
    const ready = isReady?.(enough.signal).then(() => 'ready' as const) ?? Promise.resolve('ready' as const);
    slow.catch(() => undefined); // both are left alone once one of the three has won
    ready.catch(() => undefined);
    const first = await Promise.race([gone, slow, ready]).finally(() => enough.abort());
    if (first === 'gone') throw new Error(`${name} ended before it could be used. ${await this.#logEnd()}`);
    if (first === 'slow')
      throw new Error(`${name} was not ready after ${readyWithinMs / 1000} s. ${await this.#logEnd()}`);
    if (child.pid !== undefined) this.#tell({ kind: 'ready', pid: child.pid });
  }

  #died(child: ChildProcess): void {
    if (this.#wanted.signal.aborted) return;
    this.#child = null;
    signalGroup(child.pid, 'SIGKILL'); // what it started itself would stand in the way of the next one
    this.#tell({ kind: 'exited', code: child.exitCode, signal: child.signalCode });
    const { name, restarts = usualRestarts } = this.#spec;
    const now = Date.now();
    const recent = this.#deaths.filter((at) => now - at < restarts.withinMs);
    this.#deaths.splice(0, Infinity, ...recent, now);
    if (this.#deaths.length > restarts.most) {
      const why = `${name} ended ${this.#deaths.length} times within ${restarts.withinMs / 1000} s and is not started again. Its log is ${this.#logFile}.`;
      this.#tell({ kind: 'gave_up', why });
      return;
    }
    const inMs = Math.min(restarts.longestDelayMs, restarts.firstDelayMs * 2 ** (this.#deaths.length - 1));
    this.#tell({ kind: 'restarting', inMs });
    void this.#startAgain(inMs);
  }

  async #startAgain(inMs: number): Promise<void> {
    try {
      await delay(inMs, undefined, { signal: this.#wanted.signal });
    } catch {
      return; // stopped meanwhile
    }
    if (this.#wanted.signal.aborted) return; // stopped in the same tick
    const child = this.#launch();
    void whenExited(child).then(() => this.#died(child));
    try {
      await this.#untilReady(child);
    } catch {
      signalGroup(child.pid, 'SIGKILL'); // too slow is as good as dead; its end starts the next round
    }
  }

  async #logEnd(): Promise<string> {
    const text = await readFile(this.#logFile, 'utf8').catch(() => '');
    const lines = text.trimEnd().split('\n').slice(-5).join('\n');
    return lines === '' ? `It wrote nothing to ${this.#logFile}.` : `The end of ${this.#logFile}:\n${lines}`;
  }

  #tell(event: ChildEvent): void {
    this.#spec.onEvent?.(event);
  }
}
