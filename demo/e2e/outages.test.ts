import { expect, test } from 'vitest';
import type { Choice } from '../../api/contract/index.ts';
import { payers } from '../sample/world.ts';
import { lookInto } from './count-money.ts';
import { childPid } from './demo-process.ts';
import { expectMoneyRight } from './money.ts';
import { PayerClient } from './payer-client.ts';
import { runDemo } from './running-demo.ts';
import { SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';

const [alex] = payers;
const demo = runDemo();
const sandbox = () => new SandboxControl(demo.addresses.stripe);
let paid = 0;

/** Another amount each time, so that no payment is taken for the one before. */
async function prepared() {
  const payer = await PayerClient.signIn(demo.addresses, alex);
  paid += 1;
  const choice: Choice = { kind: 'other', amountCents: 1_000 + paid };
  return { payer, wish: await payer.prepare(choice, 'pm_card_visa') };
}

/** Nobody asks the api meanwhile. */
function untilSucceeded(count: number): Promise<true> {
  return lookInto(demo.databaseUrl, (read) =>
    until(
      `${count} payments to succeed`,
      async () => (await read.payment.count({ where: { state: 'succeeded' } })) === count,
      120_000,
    ),
  );
}

test('Stripe loses the answer: the payer is told to wait, and then that it was paid, once', async () => {
  const { payer, wish } = await prepared();
  await sandbox().atNextConfirm({ kind: 'cut' });
  const answer = await payer.api.payer.pay.mutate(wish);
  expect(answer).toMatchObject({ ok: true });
  await untilSucceeded(paid);
  expect(await sandbox().charges()).toHaveLength(paid);
});

test('Stripe acts and the connection dies: the same request again finds the charge, and makes no second', async () => {
  const { payer, wish } = await prepared();
  await sandbox().loseWebhooks(10); // nothing but asking again can tell
  await sandbox().atNextConfirm({ kind: 'act_then_hang', ms: 500 });
  const answer = await payer.api.payer.pay.mutate(wish);
  expect(answer).toMatchObject({ ok: true });
  await untilSucceeded(paid);
  expect(await sandbox().charges()).toHaveLength(paid);
});

test('Stripe is down when the payer pays, and comes back: paid, once', async () => {
  const { payer, wish } = await prepared();
  const pid = await childPid(demo.folder, 'stripe/stripe-sandbox');
  process.kill(pid, 'SIGKILL');
  const answer = await payer.api.payer.pay.mutate(wish);
  expect(answer).toMatchObject({ ok: true });
  await untilSucceeded(paid);
  expect(await sandbox().charges()).toHaveLength(paid);
});

test('Temporal is down when the payer pays, and comes back: paid, once', async () => {
  const { payer, wish } = await prepared();
  process.kill(await childPid(demo.folder, 'temporal/temporal'), 'SIGKILL');
  const answer = await payer.api.payer.pay.mutate(wish);
  expect(answer).toMatchObject({ ok: true });
  await untilSucceeded(paid);
  expect(await sandbox().charges()).toHaveLength(paid);
});

test('Temporal goes down while Stripe is asked, and comes back: paid, once', async () => {
  const { payer, wish } = await prepared();
  await sandbox().atNextConfirm({ kind: 'slow', ms: 2_000 });
  const answer = payer.api.payer.pay.mutate(wish);
  await lookInto(demo.databaseUrl, (read) =>
    until(
      'the try to be sent',
      async () => (await read.paymentAttempt.count({ where: { state: 'sent' } })) === 1,
    ),
  );
  process.kill(await childPid(demo.folder, 'temporal/temporal'), 'SIGKILL');
  expect(await answer).toMatchObject({ ok: true });
  await untilSucceeded(paid);
  expect(await sandbox().charges()).toHaveLength(paid);
});

test('after all of it the money is right', async () => {
  await expectMoneyRight(demo.databaseUrl, demo.addresses, paid);
});
