import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Known, lives } from './pid-file.ts';

const KILL_WITHIN_MS = 10_000;
const LOG_BYTES_MAX = 5_000_000;

/** Ask what an earlier run left to end, make it if it does not, and wait. @throws if not even SIGKILL ends it */
export async function endOrphan(orphan: Known, name: string, stopWithinMs: number): Promise<void> {
  const askedAt = Date.now();
  signalGroup(orphan.pid, 'SIGTERM');
  while (lives(orphan)) {
    const waitedMs = Date.now() - askedAt;
    if (waitedMs > stopWithinMs) signalGroup(orphan.pid, 'SIGKILL');
    if (waitedMs > stopWithinMs + KILL_WITHIN_MS)
      throw new Error(`Process ${orphan.pid}, a ${name} of an earlier run, does not end. End it by hand.`);
    await delay(20);
  }
  signalGroup(orphan.pid, 'SIGKILL'); // what it started itself and left behind
}

/** Resolves when the child is gone, at once if it already is. */
export function whenExited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Signal a child and all it started. Nobody there is fine: the aim is reached. */
export function signalGroup(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // ESRCH: it is gone
  }
}

/** Open for appending; one that grew too long becomes `.1` first. */
export function openLog(file: string): number {
  try {
    if (statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  } catch {
    // there is none yet
  }
  return openSync(file, 'a');
}

/**
 * Set a guard on a child: a shell that waits at the end of a pipe from us. If we die, however that happens, the
 * pipe closes and the guard kills the child and all it started. If the child ends first, the guard goes home.
 */
export function killIfWeDie(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) return;
  const guard = spawn('/bin/sh', ['-c', 'read -r word || kill -s KILL -- "-$0"', String(child.pid)], {
    detached: true, // Ctrl-C must not end the guard before us
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.once('error', () => undefined); // no shell, no guard
  guard.stdin.once('error', () => undefined);
  guard.unref();
  void whenExited(child).then(() => guard.stdin.end('home\n'));
}
