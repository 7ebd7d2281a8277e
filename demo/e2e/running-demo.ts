import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { Closers } from '../closers.ts';
import { startDemo, type Addresses } from '../demo.ts';

/** The demo of a test file, once its tests run. */
export interface RunningDemo {
  addresses: Addresses & { mail: string; stripe: string };
  databaseUrl: string;
  folder: string;
}

/** Start the demo before the first test of a file, on free ports in a temporary folder, and end it after the last. */
export function runDemo(): RunningDemo {
  const running: Partial<RunningDemo> = {};
  const closers = new Closers();
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onward-e2e-'));
    closers.add('folder', () => rm(folder, { recursive: true, force: true }));
    const env = { PATH: process.env['PATH'], SETTLEMENT_SECONDS: '1', ONWARD_LOG: 'error' };
    const options = { dataFolder: folder, report: () => undefined, env, killIfWeDie: true };
    const demo = await startDemo({ ...options, ports: 'free' });
    closers.add('demo', () => demo.close());
    const { mail = '', stripe = '' } = demo.addresses;
    Object.assign(running, { ...demo, folder, addresses: { ...demo.addresses, mail, stripe } });
  });
  afterAll(() => closers.close());
  const present = <K extends keyof RunningDemo>(name: K): RunningDemo[K] => {
    const value = running[name];
    if (value === undefined) throw new Error('The demo runs only while a test does.');
    return value;
  };
  return {
    get addresses() {
      return present('addresses');
    },
    get databaseUrl() {
      return present('databaseUrl');
    },
    get folder() {
      return present('folder');
    },
  };
}
