import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));
/** Of the package @sparticuz/chromium, as package.json pins it. */
const VERSION = '153.0.0';

/** No use of the network but what a test asks for. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

interface Executable {
  path: string;
  /** What it needs to find in its environment. */
  env: Record<string, string>;
}

/**
 * Where a Chromium is: `CHROMIUM_PATH`, else `chromium` on the PATH, else the one that the package
 * `@sparticuz/chromium` carries (Linux on x64), unpacked once into the project's cache.
 */
async function findChromium(): Promise<Executable> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return { path: named, env: {} };
  const onPath = await run('sh', ['-c', 'command -v chromium']).catch(() => undefined);
  if (onPath) return { path: onPath.stdout.trim(), env: {} };
  const folder = join(project, '.cache', 'chromium', VERSION);
  if (!existsSync(folder)) await unpackChromium(folder);
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter(
    (path) => path !== '',
  );
  const env = { LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_PATH: join(folder, 'fonts') };
  return { path: join(folder, 'chromium'), env };
}

/**
 * The package itself unpacks into the temporary folder, where another user's copy, or one that another process is
 * still writing, would be taken for done. So it does it in a process of its own, into a folder of its own, that
 * gets its name when all of it is there.
 */
async function unpackChromium(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  const unpack = `await (await import('@sparticuz/chromium')).default.executablePath()`;
  // The name of a runtime that makes it unpack the libraries that it needs, too.
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  await run(process.execPath, ['--input-type=module', '--eval', unpack], { cwd: project, env });
  await writeFile(join(draft, 'fonts', 'fonts.conf'), fontsIn(folder)); // the package's own names the temporary folder
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was first
  });
}

const fontsIn = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** A headless Chromium; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const { path, env } = await findChromium();
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({ executablePath: path, args: FLAGS, env: { ...Object.fromEntries(own), ...env } });
}
