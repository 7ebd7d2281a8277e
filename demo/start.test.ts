import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePorts } from './ports.ts';

const run = promisify(execFile);
const start = fileURLToPath(new URL('start.ts', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onward-start-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** @returns what a start that cannot go on says on stderr */
async function refusal(args: string[], env: Record<string, string> = {}): Promise<string> {
  const options = { env: { PATH: process.env['PATH'], ONWARD_DATA: folder, ...env } };
  const failed = await run(process.execPath, [start, ...args], options).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 1 });
  return String((failed as { stderr: unknown }).stderr);
}

async function takenPort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

test('a wrong setting is a sentence that names it, without a stack', async () => {
  const said = await refusal([], { ONWARD_PORT: 'eighty', SETTLEMENT_SECONDS: '0' });
  expect(said).toContain('ONWARD_PORT must be a port number');
  expect(said).toContain('SETTLEMENT_SECONDS must be 1 or more');
  expect(said).not.toMatch(/\bat .*\.ts:\d+/);
});

test('a live key is refused outside production', async () => {
  const said = await refusal([], {
    STRIPE_SECRET_KEY: 'sk_live_x',
    STRIPE_PUBLISHABLE_KEY: 'pk_live_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
  });
  expect(said).toContain('moves real money');
});

test('an unknown flag, or a port that is none, shows the usage', async () => {
  expect(await refusal(['--colour'])).toMatch(/--colour.*\nUsage: npm start/s);
  expect(await refusal(['--site-port', '70000'])).toMatch(/--site-port must be.*\nUsage: npm start/s);
});

test.each([
  ['product', 'the product', 'ONWARD_PORT=4100 npm start'],
  ['smtp', 'the mail sandbox', 'npm start -- --smtp-port 4125'],
] as const)(
  'a port in use is one sentence that says whose and what to do: %s',
  async (which, whose, wayOut) => {
    const { port, server } = await takenPort();
    const ports = { ...(await freePorts()), [which]: port };
    const flags = (['site', 'mail', 'smtp', 'stripe'] as const).flatMap((name) => [
      `--${name}-port`,
      `${ports[name]}`,
    ]);
    const said = await refusal(flags, { ONWARD_PORT: String(ports.product) });
    server.close();
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain(`Port ${port}, for ${whose}, is taken`);
    expect(said).toContain(wayOut);
  },
);
