import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

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

/**
 * Where a Chromium is: `CHROMIUM_PATH`, else `chromium` on the PATH, else the one that the package
 * `@sparticuz/chromium` carries (Linux on x64; it is unpacked once to the temporary folder).
 */
export async function chromiumExecutable(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const onPath = await promisify(execFile)('sh', ['-c', 'command -v chromium']).catch(() => undefined);
  if (onPath) return onPath.stdout.trim();
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'; // or it leaves out the libraries that it needs
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/** A headless Chromium; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumExecutable(), args: FLAGS });
}
