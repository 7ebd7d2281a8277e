import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a process from any other that had or will get the same id: when it began. On Linux that is the boot
 * and the clock tick since then, elsewhere the date. Its command line would not do: programs rename themselves.
 * @returns null if there is no such process, if it has ended and only waits to be collected, or on Windows,
 *   where neither /proc nor ps exists: there nothing is ever taken for ours
 */
export function identityOf(pid: number): string | null {
  if (process.platform === 'linux') return fromProc(pid);
  return process.platform === 'win32' ? null : fromPs(pid);
}

function fromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; what follows it starts with field 3, the state. 22 is the beginning.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, begun] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X' || begun === undefined) return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${begun}`;
  } catch {
    return null;
  }
}

function fromPs(pid: number): string | null {
  try {
    // UTC and C: the answer must read the same tomorrow, in another terminal.
    const line = execFileSync('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [state = 'Z', ...begun] = line.trim().split(/\s+/);
    return state.startsWith('Z') || begun.length === 0 ? null : begun.join(' ');
  } catch {
    return null; // ps found none
  }
}
