import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectMoneyRight } from '../demo/e2e/money.ts';
import { PayerClient, type Wish } from '../demo/e2e/payer-client.ts';
import { until } from '../demo/e2e/until.ts';
import { payers } from '../demo/sample/world.ts';
import type { TestDatabase } from '../prisma/fixtures/database.ts';
import { aDatabase } from '../prisma/fixtures/database.ts';
import { aCluster } from './test-processes.ts';

let database: TestDatabase;
let cluster: Awaited<ReturnType<typeof aCluster>>;
beforeAll(async () => {
  database = await aDatabase();
  cluster = await aCluster(database, { apis: 2, workers: 2 });
});
afterAll(async () => {
  await cluster.close();
});

/** A payer signed in at each of the two apis. */
const [alex, riley, devon] = payers;
const atBoth = (who: { email: string; password: string }) =>
  Promise.all(cluster.addresses.map((addresses) => PayerClient.signIn(addresses, who)));

/** All that the processes have said. */
const said = () => [...cluster.apis, ...cluster.workers].map((each) => each.said()).join('');

/** Pay at this api; where it does not answer, the same try is sent to the other, as the page does. @returns the payment's id */
async function pay(at: PayerClient, other: PayerClient, wish: Wish): Promise<string> {
  const answer = await at.api.payer.pay.mutate(wish).catch(() => other.api.payer.pay.mutate(wish));
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.payment.id;
}

test('the same attempt sent to both apis at once is one payment and one charge', async () => {
  const both = await atBoth(alex);
  const wish = await both[0]?.prepare({ kind: 'other', amountCents: 5_000 }, 'pm_card_visa');
  if (!wish) throw new Error('nothing to pay');
  const answers = await Promise.all([...both, ...both].map(({ api }) => api.payer.pay.mutate(wish)));
  const ids = answers.map((answer) => (answer.ok ? answer.payment.id : answer.refusal.code));
  expect(new Set(ids).size).toBe(1);
  expect((await both[1]?.untilSettled(ids[0] ?? ''))?.status).toBe('succeeded');
  expect(await database.read.payment.count()).toBe(1);
  expect(said()).not.toMatch(/"level":[56]0/); // where nothing is wrong, nothing is logged as an error
});

test('two people who owe one debt pay all of it at once, each at another api: it is paid once', async () => {
  const [one] = await atBoth(riley);
  const [, two] = await atBoth(devon);
  const everything = async (payer: PayerClient | undefined) => {
    if (!payer) throw new Error('not signed in');
    const wish = await payer.prepare({ kind: 'everything' }, 'pm_card_visa', ['restitution']);
    const answer = await payer.api.payer.pay.mutate(wish);
    if (!answer.ok) return answer.refusal.code;
    return (await payer.untilSettled(answer.payment.id)).status;
  };
  const outcomes = await Promise.all([everything(one), everything(two)]);
  expect(outcomes.filter((outcome) => outcome === 'succeeded')).toHaveLength(1);
});

test('payments go on when one of two workers and one of two apis are killed, and every one is charged once', async () => {
  const [one, two] = await atBoth(alex);
  if (!one || !two) throw new Error('not signed in');
  const wishes = [500, 600, 700, 800, 900, 1_000].map(async (amountCents) => ({
    ...(await one.prepare({ kind: 'other', amountCents }, 'pm_card_visa')),
    payAgain: true,
  }));
  const paying = (await Promise.all(wishes)).map((wish, n) =>
    n % 2 === 0 ? pay(one, two, wish) : pay(two, one, wish),
  );
  await until('the first of them', async () => (await database.read.payment.count()) > 2);
  cluster.workers[0]?.child.kill('SIGKILL');
  cluster.apis[1]?.child.kill('SIGKILL');
  for (const id of await Promise.all(paying)) expect((await one.untilSettled(id)).status).toBe('succeeded');
});

test('after all of it Stripe, ledger and receipts agree, the ledger verifies, and all of it is sealed', async () => {
  const [addresses] = cluster.addresses;
  if (!addresses) throw new Error('no api');
  await expectMoneyRight(database.url, addresses, 8);
  const sealed = async () =>
    (await database.read.ledgerSeal.count()) === (await database.read.journalEntry.count());
  expect(await until('every entry to be sealed', sealed)).toBe(true);
});

test('each ends in order when it is asked to', async () => {
  for (const { child } of [...cluster.apis, ...cluster.workers]) child.kill('SIGTERM');
  const codes = await Promise.all([...cluster.apis, ...cluster.workers].map(({ ended }) => ended));
  expect(codes).toEqual([0, null, null, 0]); // null: those that were killed
});
