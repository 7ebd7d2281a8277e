import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

test('--help tells how to make a world, and is no failure', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, '--help']);
  expect(stdout).toMatch(/^Usage: npm run world -- --out FOLDER/);
  expect(stderr).toBe('');
});
