import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { refuseOldServer } from './connect.ts';
import { identityOf } from './process-identity.ts';
import { ensureTemporal, type TemporalOptions } from './temporal-server.ts';
import { aFolder, until } from './test-folder.ts';
import { anExecutable, aTemporalServer, type TestServer } from './test-server.ts';

let other: TestServer;
beforeAll(async () => void (other = await aTemporalServer()));
afterAll(() => other.stop());

/** Options as an entry point gives them, the executable being the one at hand; what is reported is kept. */
async function someOptions(over: Partial<TemporalOptions> = {}) {
  const folder = await aFolder();
  const told: string[] = [];
  const options: TemporalOptions = {
    namespace: 'onward',
    cliPath: (await anExecutable()).path,
    path: '',
    cacheFolder: join(folder, 'cache'),
    dataFolder: join(folder, 'data'),
    production: false,
    report: (line) => void told.push(line),
    ...over,
  };
  return { options, told };
}

async function aClient({ address, namespace }: { address: string; namespace: string }): Promise<Client> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection, namespace });
}

test('a server at TEMPORAL_ADDRESS is used, nothing is looked for, and stop leaves it running', async () => {
  const { options, told } = await someOptions({ address: other.address, cliPath: '/nowhere/temporal' });
  const temporal = await ensureTemporal(options);
  expect(temporal).toMatchObject({ address: other.address, namespace: 'onward' });
  await temporal.stop();
  await ensureTemporal(options);
  expect(told).toEqual(Array(2).fill(`Temporal answers at ${other.address}.`));
});

test('a dead TEMPORAL_ADDRESS is an error with the ways out, though an executable is at hand', async () => {
  const { options, told } = await someOptions({ address: '127.0.0.1:1' });
  await expect(ensureTemporal(options)).rejects.toThrow(
    'TEMPORAL_ADDRESS is 127.0.0.1:1, but no Temporal server answers there within 2 s. ' +
      'Start it, correct the address, or unset TEMPORAL_ADDRESS to let Onward run a server of its own.',
  );
  expect(told).toEqual([]);
});

test('something at TEMPORAL_ADDRESS that accepts and never answers is given up', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const at = silent.address();
  const address = `127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
  const { options } = await someOptions({ address });
  await expect(ensureTemporal(options)).rejects.toThrow('no Temporal server answers there within 2 s');
});

test('a namespace that is missing at TEMPORAL_ADDRESS is an error with the command that makes it', async () => {
  const { options } = await someOptions({ address: other.address, namespace: 'elsewhere' });
  await expect(ensureTemporal(options)).rejects.toThrow(
    `temporal operator namespace create --address ${other.address} -n elsewhere --retention 720h`,
  );
});

test('a server that is too old is refused; one that keeps its version to itself is not', () => {
  expect(() => refuseOldServer('a:1', '1.27.0')).toThrow('the server there is 1.27.0; supported is 1.29.1');
  expect(() => refuseOldServer('a:1', '')).not.toThrow();
});

test('without an address one of our own is started, and each step is told', async () => {
  const { options, told } = await someOptions();
  const temporal = await ensureTemporal(options);
  onTestFinished(() => temporal.stop());
  expect((await aClient(temporal)).options.namespace).toBe('onward');
  expect(told).toEqual([
    expect.stringMatching(/^Temporal server [\d.]+ from TEMPORAL_CLI_PATH/),
    expect.stringMatching(/^Starting Temporal \(process \d+\)\.$/),
    `Temporal is ready at ${temporal.address}.`,
  ]);
});

test('without an address and without an executable it says so', async () => {
  const { options } = await someOptions({ cliPath: undefined, production: true });
  await expect(ensureTemporal(options)).rejects.toThrow('No Temporal executable was found on the PATH');
});

test('one that dies again and again is told to whoever depends on it', async () => {
  let lost: (why: string) => void = () => undefined;
  const whenLost = new Promise<string>((resolve) => (lost = resolve));
  let ready = false;
  const { options } = await someOptions({
    onLost: lost,
    report: (line) => {
      const pid = /^Starting Temporal \(process (\d+)\)/.exec(line)?.[1];
      if (pid !== undefined && ready) process.kill(Number(pid), 'SIGKILL');
      if (pid !== undefined && !ready) first = Number(pid);
    },
  });
  let first = 0;
  const temporal = await ensureTemporal(options);
  onTestFinished(() => temporal.stop());
  ready = true;
  process.kill(first, 'SIGKILL');
  expect(await whenLost).toMatch(/^temporal ended 6 times within 60 s and is not started again/);
});

test('kill -9 of npm start: the next one ends the server left behind and knows every workflow', async () => {
  const { options, told } = await someOptions();
  const script = join(options.cacheFolder, '..', 'parent.mjs');
  const module = JSON.stringify(join(import.meta.dirname, 'temporal-server.ts'));
  await writeFile(
    script,
    `import { ensureTemporal } from ${module};
     const options = ${JSON.stringify({ ...options, report: undefined })};
     const temporal = await ensureTemporal({ ...options, report: (line) => console.error(line) });
     console.log(temporal.address);
     setInterval(() => {}, 1000);`,
  );
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  let said = '';
  parent.stderr.on('data', (data) => (said += String(data)));
  const gone = once(parent, 'exit');
  const [address] = await once(parent.stdout, 'data');
  const before = await aClient({ address: String(address).trim(), namespace: 'onward' });
  await before.workflow.start('invented', { workflowId: 'payment/invented', taskQueue: 'nobody' });

  parent.kill('SIGKILL');
  await gone;
  const orphan = await until(() => Number(/process (\d+)/.exec(said)?.[1]));
  expect(identityOf(orphan)).not.toBeNull();
  const temporal = await ensureTemporal(options);
  onTestFinished(() => temporal.stop());
  expect(identityOf(orphan)).toBeNull();
  expect(told).toContain(`Ended the Temporal server that an earlier run left behind (process ${orphan}).`);
  const description = await (await aClient(temporal)).workflow.getHandle('payment/invented').describe();
  expect(description.status.name).toBe('RUNNING');
});
