import { Worker, type NativeConnection } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { TASK_QUEUE, workflowClient, type WorkflowClient } from '../client.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { aTemporalServer, type TestServer } from '../server/test-server.ts';
import { connectTemporal, workerOptions } from '../worker.ts';
import { workflowCode } from '../workflow-code.ts';
import { paymentActivities } from './activities/payment-activities.ts';
import { aNewPayment, aTry, aWorld, type World } from './fixtures.ts';

let server: TestServer;
let connection: NativeConnection;
let client: WorkflowClient;
let world: World;
beforeAll(async () => {
  server = await aTemporalServer();
  connection = await connectTemporal(server.address);
  client = workflowClient({ connection, namespace: server.namespace });
});
beforeEach(async () => {
  world = await aWorld();
});
afterEach(async () => {
  await world.sandbox.close();
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

type Confirm = World['deps']['stripe']['confirmIntent'];

/** A worker with the real steps, whose Stripe may be made to answer late. */
async function aWorker(confirmIntent: Confirm) {
  const stripe = { ...world.deps.stripe, confirmIntent };
  const { payAtOnce, ...steps } = paymentActivities({ ...world.deps, stripe });
  const first = Promise.withResolvers<unknown>();
  const worker = await Worker.create({
    ...workerOptions,
    connection,
    namespace: server.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowCode(),
    activities: {
      ...steps,
      payAtOnce: (step: Parameters<typeof payAtOnce>[0]) => {
        const run = payAtOnce(step);
        run.then(first.resolve, first.resolve);
        return run;
      },
    },
  });
  const ended = worker.run();
  return {
    /** What the first run of `payAtOnce` ends with, whether anybody waits for it or not. */
    first: first.promise,
    stop: async () => {
      worker.shutdown();
      await ended;
    },
  };
}

const stateOf = async (id: string) =>
  (await world.deps.db.payment.findUniqueOrThrow({ where: { id } })).state;
const tryOf = (paymentId: string, n: number) => ({ paymentId, n, attemptKey: `${paymentId}-${n}` });

test('a first try given up for lost that ends while its payer’s next one is charged moves nothing', async () => {
  const id = await aNewPayment(world, { card: 'pm_card_visa_chargeDeclined' });
  const [ofFirst, ofSecond] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const asked: string[] = [];
  const worker = await aWorker(async (...args) => {
    asked.push(args[3]);
    const answer = await world.deps.stripe.confirmIntent(...args);
    if (asked.length === 1) await ofFirst.promise;
    if (args[3].endsWith(':2')) await ofSecond.promise;
    return answer;
  });
  expect(await client.carryOut(tryOf(id, 1), 20_000)).toBe('declined');
  await aTry(world, id, 2);
  const second = client.carryOut(tryOf(id, 2), 20_000);
  await vi.waitUntil(() => asked.at(-1)?.endsWith(':2'), { timeout: 10_000 });
  ofFirst.resolve();
  expect(await worker.first).toMatchObject({ state: 'charging' });
  expect(await stateOf(id)).toBe('charging');
  ofSecond.resolve();
  expect(await second).toBe('succeeded');
  expect(asked.map((key) => key.replace(id, 'ID'))).toEqual([
    'payment/ID:confirm:1',
    'payment/ID:confirm:1',
    'payment/ID:confirm:2',
  ]);
  expect(await verifyLedger(world.database.read)).toEqual([]);
  await worker.stop();
});

test('a worker that is stopped while Stripe is asked ends the payment, or leaves it to the next one: charged once', async () => {
  const id = await aNewPayment(world);
  const [confirmed, mayAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const worker = await aWorker(async (...args) => {
    const answer = await world.deps.stripe.confirmIntent(...args);
    confirmed.resolve();
    await mayAnswer.promise;
    return answer;
  });
  const paid = client.carryOut(tryOf(id, 1), 20_000);
  await confirmed.promise;
  const stopped = worker.stop();
  mayAnswer.resolve();
  await stopped;
  const next = await aWorker(world.deps.stripe.confirmIntent);
  expect(await paid).toBe('succeeded');
  expect((await world.stripe.charges.list()).data).toHaveLength(1);
  expect(await verifyLedger(world.database.read)).toEqual([]);
  await next.stop();
});

test('a first try given up for lost whose answer is lost, too, does not take its payer’s bank’s question away', async () => {
  const id = await aNewPayment(world, { card: 'pm_card_authenticationRequired' });
  const ofFirst = Promise.withResolvers<void>();
  let asked = 0;
  const worker = await aWorker(async (...args) => {
    const answer = await world.deps.stripe.confirmIntent(...args);
    if (++asked > 1) return answer;
    await ofFirst.promise;
    return { kind: 'unknown', cause: 'no_answer' }; // as the client says after its 20 seconds
  });
  expect(await client.carryOut(tryOf(id, 1), 20_000)).toBe('requires_action');
  ofFirst.resolve();
  expect(await worker.first).toMatchObject({ state: 'requires_action' });
  expect(await stateOf(id)).toBe('requires_action');
  await worker.stop();
});
