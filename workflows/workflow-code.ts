import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { glob, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const project = fileURLToPath(new URL('..', import.meta.url));
const bundler = fileURLToPath(new URL('bundle-main.ts', import.meta.url));
const CODE_BYTES_MAX = 64_000_000;
const KEPT_MS = 86_400_000;

/**
 * The workflows' code, bundled for their sandbox. A process of its own makes it, as the bundler needs more memory than
 * all the rest and never gives it back; made once, it is kept until a source changes.
 * @param folder where it is kept; one that cannot be written only costs the time
 * @throws {Error} the code cannot be bundled; with the bundler's words
 */
export async function workflowCode(
  folder = join(project, '.cache', 'workflows'),
): Promise<{ code: string; from: 'cache' | 'sources' }> {
  const file = join(folder, `${await sourcesDigest()}.js`);
  const kept = await readKept(file);
  if (kept !== null) return { code: kept, from: 'cache' };
  const options = { maxBuffer: CODE_BYTES_MAX, cwd: project };
  const { stdout: code } = await promisify(execFile)(process.execPath, [bundler], options);
  await keep(folder, file, code).catch(() => undefined);
  return { code, from: 'sources' };
}

/** Of all that can end up in the bundle: contents, not times. Without a lock file the packages are not known: a new one each time. */
async function sourcesDigest(): Promise<string> {
  const lock = await readFile(join(project, 'package-lock.json')).catch(() => randomUUID());
  const digest = createHash('sha256').update(process.version).update(lock);
  const files: string[] = [];
  for await (const file of glob('workflows/**/*.ts', { cwd: project }))
    if (!file.endsWith('.test.ts')) files.push(file);
  for (const file of files.toSorted()) digest.update(file).update(await readFile(join(project, file)));
  return digest.digest('hex');
}

/** Its first line is the digest of the rest: half a file, after a power cut, is none. */
async function readKept(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const end = text.indexOf('\n');
  const code = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === `// ${digestOf(code)}` ? code : null;
}

async function keep(folder: string, file: string, code: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `// ${digestOf(code)}\n${code}`);
  await rename(draft, file);
  for await (const name of glob('*.js*', { cwd: folder })) await removeIfOld(join(folder, name));
}

/** Another version's may be in use elsewhere: what is a day old is made again where it is. */
async function removeIfOld(file: string): Promise<void> {
  const { mtimeMs } = await stat(file);
  if (Date.now() - mtimeMs > KEPT_MS) await rm(file, { force: true });
}

const digestOf = (code: string) => createHash('sha256').update(code).digest('hex');
