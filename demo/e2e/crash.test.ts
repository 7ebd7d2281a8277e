import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Closers } from '../closers.ts';
import { freePorts, type Ports } from '../ports.ts';
import { payers } from '../sample/world.ts';
import { DemoProcess, endOrphans } from './demo-process.ts';
import { Inbox } from './inbox.ts';
import { expectMoneyRight, lookInto } from './money.ts';
import { PayerClient } from './payer-client.ts';
import { SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';

const [alex] = payers;

/** Side by side: each has a machine of its own, and mostly waits for Temporal to miss the worker. */
test.concurrent('killed after Stripe acted and before we heard of it: the payment ends well, once', () =>
  onAMachine(async (machine) => {
    await machine.sandbox.atNextConfirm({ kind: 'act_then_hang' });
    await machine.payWithoutAnswer();
    await until('Stripe to have charged', async () => (await machine.sandbox.charges()).length === 1);
    await machine.demo.kill();
    await machine.start();
    await machine.expectOnePaymentAndOneReceipt();
  }),
);

test.concurrent('killed while Stripe was still asking the bank: the payment ends well, once', () =>
  onAMachine(async (machine) => {
    await machine.sandbox.atNextConfirm({ kind: 'slow', ms: 3_000 });
    await machine.payWithoutAnswer();
    await machine.untilSent();
    await machine.demo.kill();
    await machine.start();
    await machine.expectOnePaymentAndOneReceipt();
  }),
);

test.concurrent('everything loses power at once, after Stripe acted: the payment ends well, once', () =>
  onAMachine(async (machine) => {
    await machine.sandbox.atNextConfirm({ kind: 'act_then_hang' });
    await machine.payWithoutAnswer();
    await until('Stripe to have charged', async () => (await machine.sandbox.charges()).length === 1);
    await machine.demo.killEverything();
    await machine.start();
    await machine.expectOnePaymentAndOneReceipt();
  }),
);

test.concurrent(
  'Temporal’s whole store is lost after Stripe acted: the payment is driven again from the rows, once',
  () =>
    onAMachine(async (machine) => {
      await machine.sandbox.atNextConfirm({ kind: 'act_then_hang' });
      await machine.payWithoutAnswer();
      await until('Stripe to have charged', async () => (await machine.sandbox.charges()).length === 1);
      await machine.demo.killEverything();
      await machine.loseTemporalsStore();
      await machine.start();
      await machine.expectOnePaymentAndOneReceipt();
    }),
);

async function onAMachine(story: (machine: Machine) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-crash-'));
  const ports = await freePorts();
  const closers = new Closers();
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  closers.add('what a failed start left behind', () => endOrphans(folder));
  try {
    const machine = new Machine(folder, ports, await DemoProcess.start(folder, ports));
    closers.add('demo', () => machine.demo.stop());
    await story(machine);
  } finally {
    await closers.close();
  }
}

class Machine {
  demo: DemoProcess;
  readonly sandbox: SandboxControl;
  readonly #folder: string;
  readonly #ports: Ports;
  readonly #databaseUrl: string;

  constructor(folder: string, ports: Ports, demo: DemoProcess) {
    this.#folder = folder;
    this.#ports = ports;
    this.#databaseUrl = `file:${join(folder, 'onward.db')}`;
    this.demo = demo;
    this.sandbox = new SandboxControl(demo.addresses.stripe ?? '');
  }

  /** `npm start` again, on the same data and ports. */
  async start(): Promise<void> {
    this.demo = await DemoProcess.start(this.#folder, this.#ports);
  }

  /** What a disk that died took along; the pid file stays, for the start to look at. */
  async loseTemporalsStore(): Promise<void> {
    const folder = join(this.#folder, 'temporal');
    const files = (await readdir(folder)).filter((file) => file.startsWith('temporal.db'));
    if (files.length === 0) throw new Error(`There is no store in ${folder}`);
    await Promise.all(files.map((file) => rm(join(folder, file))));
  }

  /** Press "Pay", and do not wait for an answer that will not come. */
  async payWithoutAnswer(): Promise<void> {
    const payer = await PayerClient.signIn(this.demo.addresses, alex);
    const wish = await payer.prepare({ kind: 'due_now' }, 'pm_card_visa');
    void payer.api.payer.pay.mutate(wish).catch(() => undefined);
  }

  /** The compare-and-set before the confirm is written: from here on nothing may be sent anew. */
  untilSent(): Promise<true> {
    return lookInto(this.#databaseUrl, (read) =>
      until(
        'the try to be sent',
        async () => (await read.paymentAttempt.count({ where: { state: 'sent' } })) === 1,
      ),
    );
  }

  async expectOnePaymentAndOneReceipt(): Promise<void> {
    const { addresses } = this.demo;
    await lookInto(this.#databaseUrl, (read) => {
      const ended = async () => (await read.payment.findFirstOrThrow()).state === 'succeeded';
      return until('the payment to succeed by itself', ended, 120_000); // nobody asks the api meanwhile
    });
    expect(await this.sandbox.charges()).toHaveLength(1);
    await expectMoneyRight(this.#databaseUrl, addresses, 1);
    const inbox = new Inbox(addresses.mail ?? '', alex.email);
    await inbox.mail(/receipt/i);
    expect(await inbox.mails()).toHaveLength(1);
  }
}
