// @vitest-environment node
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { aSandbox, clientOf, control } from './test-client.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** The sandbox as a process of its own, and the line it prints. */
async function aProcess(args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(MAIN, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const [, url = ''] = /^stripe sandbox: (http:\S+)\n$/.exec(line.toString()) ?? [];
  expect(url).not.toBe('');
  return { child, url };
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stripe-sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('what was answered survives kill -9: objects, idempotent answers and events not yet delivered', async () => {
  let taking = false;
  let taken = 0;
  const endpoint = createServer((request, response) => {
    request.resume();
    if (taking) taken++;
    response.writeHead(taking ? 200 : 503).end();
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => endpoint.close().closeAllConnections());
  const hook = `whsec_x@http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`;
  const args = ['--port', '0', '--data', await aFolder(), '--webhook', hook];

  const first = await aProcess(args);
  const fee = {
    amount: 4200,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'https://a.example',
  };
  const keyed = { idempotencyKey: 'payment/1:confirm:1' };
  const intent = await clientOf(first).paymentIntents.create(fee, keyed);
  await killed(first.child);

  taking = true;
  const second = await aProcess(args);
  const stripe = clientOf(second);
  expect(await stripe.paymentIntents.retrieve(intent.id)).toEqual(intent);
  expect((await stripe.paymentIntents.create(fee, keyed)).id).toBe(intent.id);
  expect((await stripe.charges.list()).data).toHaveLength(1);
  await vi.waitFor(() => expect(taken).toBe(4), { timeout: 10_000 });
  expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1); // the restart added no second listener
});

test('a forked sandbox ends when its parent lets go of it', async () => {
  const { child } = await aProcess(['--port', '0']);
  const exited = once(child, 'exit');
  child.disconnect();
  const [code] = (await exited) as [number];
  expect(code).toBe(0);
});

test('a file of an earlier version gets the columns that it lacks, and goes on', async () => {
  const dataFile = join(await aFolder(), 'stripe.sqlite');
  const old = openDatabase(dataFile);
  old.exec(
    'DROP INDEX delivery_held; ALTER TABLE fault DROP COLUMN seen; ALTER TABLE delivery DROP COLUMN held',
  );
  old
    .prepare("INSERT INTO fault (kind, json, times) VALUES ('cut', ?, 1)")
    .run('{"kind":"cut","match":{"regex":false}}');
  old.close();
  const { sandbox, stripe } = await aSandbox({ dataFile });
  expect(await control(sandbox).state()).toMatchObject({ faults: [{ kind: 'cut', times: 1 }] });
  await control(sandbox).clearFaults();
  await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/hook', enabled_events: ['*'] });
  await stripe.customers.create({});
  expect(await control(sandbox).state()).toMatchObject({ deliveries: { waiting: 1 } });
});
