import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const sources = [
  'widget/**/*.ts',
  'widget/**/*.css',
  'widget/**/*.html',
  'api/contract/*.ts',
  'package-lock.json',
];
/** Beside the built files: the digest of what they were built from. */
const stamp = join(project, 'dist', 'widget.sources');

/**
 * Build the widget and the desk, unless what is built comes from these very sources.
 * @param tell one line of the build's own words at a time
 * @throws {Error} the build failed; its last words are in the message
 */
export async function buildWidget(tell: (line: string) => void): Promise<'built' | 'up to date'> {
  const digest = await sourcesDigest();
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built === digest) return 'up to date';
  await runVite(tell);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, digest);
  return 'built';
}

/** Contents, not times: a fresh clone or another branch changes times alone. */
async function sourcesDigest(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: project })) if (!file.includes('.test.')) files.push(file);
  const digest = createHash('sha256');
  for (const file of files.toSorted()) digest.update(file).update(await readFile(join(project, file)));
  return digest.digest('hex');
}

/** In a process of its own: the build needs more memory than the whole product, and gives it back. */
function runVite(tell: (line: string) => void): Promise<void> {
  const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--config', 'widget/vite.config.ts'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      const said = text.split('\n').filter((line) => line.trim() !== '');
      lines.push(...said);
      said.forEach(tell);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The widget could not be built:\n${lines.slice(-12).join('\n')}`));
    });
  });
}
