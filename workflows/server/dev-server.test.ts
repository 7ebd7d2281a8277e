import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import {
  databaseIn,
  type DevServer,
  type DevServerOptions,
  dynamicConfig,
  startDevServer,
} from './dev-server.ts';
import { freePort } from './free-port.ts';
import { identityOf } from './process-identity.ts';
import type { ChildEvent } from './supervise-child.ts';
import { aFolder, until } from './test-folder.ts';
import { anExecutable } from './test-server.ts';

/** A dev server as `npm start` runs it, killed after the test unless that has stopped it. */
async function aServer(over: Partial<DevServerOptions> = {}) {
  const folder = over.folder ?? (await aFolder());
  const events: ChildEvent[] = [];
  const start = async (): Promise<DevServer> => {
    const server = await startDevServer({
      executable: await anExecutable(),
      folder,
      namespace: 'onward',
      killIfWeDie: true,
      stopWithinMs: 0,
      onEvent: (event) => void events.push(event),
      ...over,
    });
    onTestFinished(() => server.stop());
    return server;
  };
  return { folder, events, start };
}

async function connectTo({ address, namespace }: DevServer) {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  const { workflowService, operatorService } = connection;
  return { workflowService, operatorService, client: new Client({ connection, namespace }) };
}

/** Nobody works on it: it only has to be remembered. */
const startWorkflow = (client: Client, workflowId: string) =>
  client.workflow.start('invented', { workflowId, taskQueue: 'nobody' });

test('it is ours when it is handed over: namespace, a month of retention, search attributes', async () => {
  const { start } = await aServer({ searchAttributes: { OnwardAgency: 'Keyword' } });
  const { workflowService, operatorService } = await connectTo(await start());
  const { namespaceInfo, config } = await workflowService.describeNamespace({ namespace: 'onward' });
  expect(namespaceInfo?.name).toBe('onward');
  expect(optionalTsToMs(config?.workflowExecutionRetentionTtl)).toBe(720 * 3_600_000);
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace: 'onward' });
  expect(customAttributes).toHaveProperty('OnwardAgency', 2);
});

test('what was made once is left alone at the next start', async () => {
  const { start } = await aServer({ searchAttributes: { OnwardAgency: 'Keyword' } });
  const first = await start();
  const { workflowService } = await connectTo(first);
  const year = msToTs('365 days');
  await workflowService.updateNamespace({
    namespace: 'onward',
    config: { workflowExecutionRetentionTtl: year },
  });
  await first.stop();
  const again = await connectTo(await start());
  const { config } = await again.workflowService.describeNamespace({ namespace: 'onward' });
  expect(optionalTsToMs(config?.workflowExecutionRetentionTtl)).toBe(365 * 86_400_000);
});

test('its database keeps a write-ahead log', async () => {
  const { start, folder } = await aServer();
  await start();
  const database = new Database(databaseIn(folder), { readonly: true });
  onTestFinished(() => void database.close());
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
});

test('it syncs each commit to disk, as the server itself states it', async () => {
  const { start, folder } = await aServer({ moreArguments: ['--log-config'] });
  await start();
  const log = await readFile(join(folder, 'temporal.log'), 'utf8');
  expect(log).toMatch(/connectAttributes:\s+journal_mode: WAL\s+mode: rwc\s+synchronous: FULL/);
});

test('each setting has a name that the executable knows: a misspelt one is silently ignored', async () => {
  const program = await readFile((await anExecutable()).path);
  const unknown = Object.keys(dynamicConfig).filter((key) => !program.includes(key));
  expect(unknown).toEqual([]);
});

test('settings reach the server: a task queue has one partition', async () => {
  const { start } = await aServer();
  const { workflowService } = await connectTo(await start());
  const queue = { namespace: 'onward', taskQueue: { name: 'nobody' } };
  const partitions = await workflowService.listTaskQueuePartitions(queue);
  expect(partitions.workflowTaskQueuePartitions).toHaveLength(1);
});

test('kill -9: it comes back at the same address and knows every workflow', async () => {
  const { start, events } = await aServer();
  const server = await start();
  const { client } = await connectTo(server);
  const ids = Array.from({ length: 20 }, (_, i) => `payment/invented-${i}`);
  for (const id of ids) await startWorkflow(client, id);
  const first = server.pid() ?? 0;
  process.kill(first, 'SIGKILL');
  await until(() => events.filter(({ kind }) => kind === 'ready').length === 2);
  expect(server.pid()).not.toBe(first);
  for (const id of ids) {
    const { events: history } = await client.workflow.getHandle(id).fetchHistory();
    expect(history?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name).toBe('invented');
  }
});

test('stop, and the next start knows every workflow', async () => {
  const { start } = await aServer({ stopWithinMs: 10_000 });
  const first = await start();
  await startWorkflow((await connectTo(first)).client, 'payment/invented');
  await first.stop();
  const { client } = await connectTo(await start());
  expect((await client.workflow.getHandle('payment/invented').describe()).status.name).toBe('RUNNING');
});

test('stop leaves no process, no pid file and no open port', async () => {
  const { start, folder } = await aServer({ stopWithinMs: 10_000 });
  const server = await start();
  const pid = server.pid() ?? 0;
  expect(identityOf(pid)).not.toBeNull();
  await server.stop();
  expect(identityOf(pid)).toBeNull();
  expect(existsSync(join(folder, 'temporal.pid'))).toBe(false);
  const port = Number(server.address.split(':')[1]);
  expect(await freePort(port)).toBe(port);
});

test('a port that is asked for is used; one that is taken is an error that names it', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const { start } = await aServer({ port });
  await expect(start()).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
  await new Promise((resolve) => taken.close(resolve));
  expect((await start()).address).toBe(`127.0.0.1:${port}`);
});

test('a database of a newer server is refused before anything is started', async () => {
  const { start, folder, events } = await aServer();
  await writeFile(databaseIn(folder), '');
  await writeFile(`${databaseIn(folder)}.server`, '1.999.0\n');
  await expect(start()).rejects.toThrow('was written by Temporal server 1.999.0');
  expect(events).toEqual([]);
});

test('a database that is none is an error with the end of the log, and no process stays', async () => {
  const { start, folder, events } = await aServer();
  await writeFile(databaseIn(folder), 'this is not a database, whatever it is called. '.repeat(100));
  await expect(start()).rejects.toThrow(/temporal ended before it could be used.*file is not a database/s);
  const started = events.flatMap((event) => (event.kind === 'started' ? [event.pid] : []));
  expect(started.map(identityOf)).toEqual([null]);
});
