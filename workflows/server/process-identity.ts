import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells one process from another that later gets the same id: when it started, and its command line.
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
    // The name in brackets may hold anything; what follows it starts with field 3, the state. 22 is the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return command === '' ? null : `${fields[19] ?? '?'} ${command}`;
  } catch {
    return null; // gone, perhaps between the two reads
  }
}

function fromPs(pid: number): string | null {
  try {
    // UTC and C: the answer must read the same tomorrow, in another terminal.
    const line = execFileSync('/bin/ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state = '', ...rest] = line.split(/\s+/);
    return line === '' || state.startsWith('Z') ? null : rest.join(' ');
  } catch {
    return null;
  }
}
