import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Closers } from '../closers.ts';
import { freePorts } from '../ports.ts';
import { payers } from '../sample/world.ts';
import { childPid, DemoProcess, endOrphans } from './demo-process.ts';
import { Inbox } from './inbox.ts';
import { lookInto } from './count-money.ts';
import { expectMoneyRight } from './money.ts';
import { PayerClient } from './payer-client.ts';
import { SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';

const [alex] = payers;
const closers = new Closers();
let folder: string;
let demo: DemoProcess;
let sandbox: SandboxControl;
let payer: PayerClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onward-full-'));
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  closers.add('what a failed start left behind', () => endOrphans(folder));
  demo = await DemoProcess.start(folder, await freePorts());
  closers.add('demo', () => demo.stop());
  sandbox = new SandboxControl(demo.addresses.stripe ?? '');
  payer = await PayerClient.signIn(demo.addresses, alex);
});
afterAll(() => closers.close());

/**
 * From now on no file of the process can be written past its first byte: neither database nor log nor mail. That is a
 * full disk that needs no right to mount one; the system's word for it is another one, which is known too.
 */
const leaveNoRoom = (pid: number) => execFileSync('prlimit', ['--pid', String(pid), '--fsize=1:unlimited']);
const leaveRoom = (pid: number) =>
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:unlimited']);

const readyz = async () => {
  const answer = await fetch(`${demo.addresses.product}/readyz`);
  return { status: answer.status, body: (await answer.json()) as { why?: string } };
};
const look = <T>(what: Parameters<typeof lookInto<T>>[1]) =>
  lookInto(`file:${join(folder, 'onward.db')}`, what);
const untilSucceeded = (count: number) =>
  look((read) =>
    until(
      `${count} payments to succeed`,
      async () => (await read.payment.count({ where: { state: 'succeeded' } })) === count,
      120_000,
    ),
  );
const times = (sentence: string) => demo.said().split(sentence).length - 1;

test('the disk fills up while Stripe charges: the payer waits and is told nothing wrong, and with room it is paid, once', async () => {
  const wish = await payer.prepare({ kind: 'other', amountCents: 5_000 }, 'pm_card_visa');
  const another = await payer.prepare({ kind: 'other', amountCents: 6_000 }, 'pm_card_visa');
  await sandbox.atNextConfirm({ kind: 'slow', ms: 3_000 });
  const paying = payer.api.payer.pay.mutate(wish);
  const sent = { where: { state: 'sent' } };
  await look((read) =>
    until('the try to be sent', async () => (await read.paymentAttempt.count(sent)) === 1),
  );
  leaveNoRoom(demo.pid);

  const answer = await paying;
  expect(answer).toMatchObject({ ok: true, payment: { status: 'processing' } });
  await until('Stripe to have charged', async () => (await sandbox.charges()).length === 1);
  const refused = payer.api.payer.pay.mutate(another);
  await expect(refused).rejects.toMatchObject({
    message: 'Nothing can be saved at the moment. Please try again in a few minutes.',
    data: { code: 'SERVICE_UNAVAILABLE' },
  });
  expect(await readyz()).toMatchObject({
    status: 503,
    body: { why: expect.stringContaining('its disk is full') as string },
  });
  const { payment } = await payer.api.payer.statusOfAttempt.query({ attemptKey: wish.attemptKey });
  expect(payment?.status).toMatch(/^(processing|checking)$/);
  expect(await payer.api.payer.statusOfAttempt.query({ attemptKey: another.attemptKey })).toEqual({});

  leaveRoom(demo.pid);
  await untilSucceeded(1);
  expect(await sandbox.charges()).toHaveLength(1);
  await until('it to be ready', async () => (await readyz()).status === 200);
  await expectMoneyRight(`file:${join(folder, 'onward.db')}`, demo.addresses, 1);
  expect([times('its disk is full or fails'), times('can be read and written again')]).toEqual([1, 1]);
  const inbox = new Inbox(demo.addresses.mail ?? '', alex.email);
  await inbox.mail(/receipt/i);
  expect(await inbox.mails()).toHaveLength(1);
});

test('Temporal’s own disk is full when the payer pays: told to wait, and with room it is paid, once', async () => {
  const wish = await payer.prepare({ kind: 'other', amountCents: 7_000 }, 'pm_card_visa');
  leaveNoRoom(await childPid(folder, 'temporal/temporal'));
  const answer = await payer.api.payer.pay.mutate(wish);
  expect(answer).toMatchObject({ ok: true, payment: { status: 'processing' } });
  leaveRoom(await childPid(folder, 'temporal/temporal')); // of the next one, where the first has ended
  await untilSucceeded(2);
  expect(await sandbox.charges()).toHaveLength(2);
  await expectMoneyRight(`file:${join(folder, 'onward.db')}`, demo.addresses, 2);
});
