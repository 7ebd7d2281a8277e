import { randomUUID } from 'node:crypto';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TASK_QUEUE, workflowClient, type WorkflowClient } from '../client.ts';
import { recordHistory } from '../record-history.ts';
import { aTemporalServer, type TestServer } from '../server/test-server.ts';
import { bundle, connectTemporal } from '../worker.ts';
import type { PaymentActivities } from './activities/payment-activities.ts';
import { paymentWorkflowId, type Standing, type TryResult } from './messages.ts';
import type { PaymentState } from './states.ts';

let server: TestServer;
let connection: NativeConnection;
let client: WorkflowClient;
let worker: Worker;
let ended: Promise<void>;

beforeAll(async () => {
  server = await aTemporalServer();
  connection = await connectTemporal(server.address);
  client = workflowClient({ connection, namespace: server.namespace });
  worker = await Worker.create({
    connection,
    namespace: server.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await bundle(),
    activities: scripted,
  });
  ended = worker.run();
});

afterEach(async ({ task }) => {
  const folder = new URL('histories/', import.meta.url);
  const [paymentId] = [...scripts.keys()].slice(-1);
  if (paymentId === undefined || task.name.startsWith('a repair')) return; // a repair is the same workflow under another id
  await recordHistory({ connection, namespace: server.namespace }, paymentWorkflowId(paymentId), {
    folder,
    name: task.name,
  });
});

afterAll(async () => {
  worker.shutdown();
  await ended;
  await connection.close();
  await server.stop();
});

/** What a payment's activities will answer, in order, and what they were asked. */
interface Script {
  gate: Partial<Standing>;
  charge: (TryResult | Promise<TryResult>)[];
  readBack: TryResult[];
  books: PaymentState[];
  asked: [string, unknown][];
}
const scripts = new Map<string, Script>();

/** Activities that follow each payment's script, so that a test sees exactly what the workflow asks, and with which keys. */
const scripted: PaymentActivities = {
  async gate({ paymentId }) {
    const script = note(paymentId, 'gate', {});
    return { state: 'charging', n: 1, wanted: 1, expiresAt: inMinutes(30), ...script.gate };
  },
  charge: async ({ paymentId, ...step }) => take(note(paymentId, 'charge', step).charge),
  readBack: async ({ paymentId, ...step }) => take(note(paymentId, 'readBack', step).readBack),
  books: async ({ paymentId, ...step }) => take(note(paymentId, 'books', step).books),
};

function note(paymentId: string, activity: string, step: unknown): Script {
  const script = scripts.get(paymentId);
  if (script === undefined) throw new Error(`no script for ${paymentId}`);
  script.asked.push([activity, JSON.parse(JSON.stringify(step).replaceAll(paymentId, 'ID'))]);
  return script;
}

/** The next answer; the last one stays. */
function take<T>(answers: T[]): T {
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (answer === undefined) throw new Error('the script has no answer');
  return answer;
}

function aScript(over: Partial<Script>): { paymentId: string; script: Script } {
  const script: Script = { gate: {}, charge: [], readBack: [], books: [], asked: [], ...over };
  const paymentId = randomUUID();
  scripts.set(paymentId, script);
  return { paymentId, script };
}

const patiently = { timeout: 20_000 };
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const carryOut = (paymentId: string, n = 1) =>
  client.carryOut({ paymentId, n, attemptKey: `${paymentId}-${n}` }, 20_000);
const create = 'payment/ID:create';
const capture = { entryKey: 'payment/ID:capture' };
const charging = (n: number): [string, unknown] => [
  'charge',
  { n, createKey: create, confirmKey: `payment/ID:confirm:${n}` },
];
const booking = (n: number, result: TryResult): [string, unknown] => ['books', { n, result, ...capture }];
const reading = (n: number, cancel: boolean): [string, unknown] => [
  'readBack',
  { n, cancel, cancelKey: `payment/ID:cancel:${n}` },
];

test('the straight way asks gate, charge and books once each, under keys of the business id', async () => {
  const { paymentId, script } = aScript({ charge: [{ kind: 'succeeded' }], books: ['succeeded'] });
  expect(await carryOut(paymentId)).toBe('succeeded');
  expect(script.asked).toEqual([['gate', {}], charging(1), booking(1, { kind: 'succeeded' })]);
});

test('a denied payment is never charged', async () => {
  const { paymentId, script } = aScript({ gate: { state: 'denied' } });
  expect(await carryOut(paymentId)).toBe('denied');
  expect(script.asked).toEqual([['gate', {}]]);
});

test('a decline answers, and another try charges under a new key on the same intent', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }, { kind: 'succeeded' }],
    books: ['declined', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  expect(await carryOut(paymentId, 2)).toBe('succeeded');
  expect(script.asked.slice(3)).toEqual([charging(2), booking(2, { kind: 'succeeded' })]);
});

test('the same try asked for many times at once is carried out once, and all hear the same', async () => {
  const { paymentId, script } = aScript({ charge: [{ kind: 'succeeded' }], books: ['succeeded'] });
  const answers = await Promise.all(Array.from({ length: 5 }, () => carryOut(paymentId)));
  expect(answers).toEqual(Array.from({ length: 5 }, () => 'succeeded'));
  expect(script.asked).toHaveLength(3);
  expect(await carryOut(paymentId)).toBe('succeeded'); // after its end, too
});

test('a declined payment that nobody tries again is canceled at Stripe and expires', async () => {
  const { paymentId, script } = aScript({
    gate: { expiresAt: new Date(Date.now() + 300).toISOString() },
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'canceled' }],
    books: ['declined', 'expired'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  await expect
    .poll(() => script.asked.slice(3), patiently)
    .toEqual([reading(1, true), booking(1, { kind: 'expired' })]);
  expect(await carryOut(paymentId, 2)).toBe(null); // ended: the row's state tells
});

test('a declined payment that its payer lets go is canceled at Stripe and ends at once', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'canceled' }],
    books: ['declined', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  await client.cancelPayment(paymentId, 20_000);
  expect(script.asked.slice(3)).toEqual([reading(1, true), booking(1, { kind: 'canceled' })]);
  await client.cancelPayment(paymentId, 20_000); // nothing runs: no harm
});

test('a declined payment is not let go before Stripe has canceled it', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'unknown', cause: 'no_answer' }, { kind: 'canceled' }],
    books: ['declined', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  const canceled = client.cancelPayment(paymentId, 20_000);
  await expect.poll(() => script.asked.length, patiently).toBe(4);
  await client.wakePayment(paymentId); // for the minute between two readings
  await canceled;
  expect(script.asked.slice(3)).toEqual([
    reading(1, true),
    reading(1, true),
    booking(1, { kind: 'canceled' }),
  ]);
});

test('money that arrives for a declined payment is booked when Stripe says so', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'declined' }, { kind: 'succeeded' }],
    books: ['declined', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  await client.wakePayment(paymentId);
  await expect.poll(() => script.asked.length, patiently).toBe(4);
  await client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
  expect(script.asked[3]).toEqual(reading(1, false));
});

test('a payment that people look at is canceled when it was read unconfirmed over two minutes', async () => {
  const unconfirmed: TryResult = { kind: 'unknown', cause: 'unconfirmed' };
  const { paymentId, script } = aScript({
    gate: { state: 'needs_repair' },
    readBack: [unconfirmed, unconfirmed, { kind: 'canceled' }],
    books: ['canceled'],
  });
  await client.drivePayment(paymentId);
  await expect
    .poll(async () => {
      await client.wakePayment(paymentId);
      return script.asked.at(-1);
    }, patiently)
    .toEqual(booking(1, { kind: 'canceled' }));
  expect(script.asked.slice(1, 4)).toEqual([reading(1, false), reading(1, false), reading(1, true)]);
});

test('a payment whose charge is under way cannot be canceled', async () => {
  const { promise, resolve } = Promise.withResolvers<TryResult>();
  const { paymentId, script } = aScript({ charge: [promise], books: ['succeeded'] });
  const answer = carryOut(paymentId);
  await expect.poll(() => script.asked.length, patiently).toBe(2);
  await client.cancelPayment(paymentId, 20_000);
  resolve({ kind: 'succeeded' });
  expect(await answer).toBe('succeeded');
  expect(script.asked.some(([activity]) => activity === 'readBack')).toBe(false);
});

test('an unknown outcome answers at once, repeats the same request, and ends when Stripe has answered', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'unknown', cause: 'no_answer' }, { kind: 'succeeded' }],
    books: ['unknown', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('unknown');
  await client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
  expect(script.asked.filter(([activity]) => activity === 'charge')).toEqual([charging(1), charging(1)]);
});

test('read unconfirmed twice, it is canceled before anyone is told that nothing was charged', async () => {
  const unconfirmed: TryResult = { kind: 'unknown', cause: 'unconfirmed' };
  const { paymentId, script } = aScript({
    charge: [{ kind: 'unknown', cause: 'server_error' }, unconfirmed],
    readBack: [unconfirmed, { kind: 'canceled' }],
    books: ['unknown', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('unknown');
  await expect
    .poll(async () => {
      await client.wakePayment(paymentId); // each word of Stripe's stands for a minute
      return script.asked.at(-1);
    }, patiently)
    .toEqual(booking(1, { kind: 'canceled' }));
  expect(script.asked.filter(([activity]) => activity === 'readBack')).toEqual([
    reading(1, false),
    reading(1, true),
  ]);
});

test('what could not be sent is sent again, the same', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'unsent' }, { kind: 'succeeded' }],
    books: ['succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('succeeded');
  expect(script.asked.slice(1)).toEqual([charging(1), charging(1), booking(1, { kind: 'succeeded' })]);
});

test('a payer’s bank that asks: the answer is heard from Stripe, not from the browser', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'requires_action' }],
    readBack: [{ kind: 'requires_action' }, { kind: 'succeeded' }],
    books: ['requires_action', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('requires_action');
  await client.wakePayment(paymentId);
  await expect
    .poll(() => script.asked.filter(([activity]) => activity === 'readBack'), patiently)
    .toHaveLength(1);
  await client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
});

test('driven again from the rows, a payment goes on where it stood', async () => {
  const { paymentId, script } = aScript({
    gate: { state: 'declined', n: 1, wanted: 2 },
    charge: [{ kind: 'succeeded' }],
    books: ['succeeded'],
  });
  await client.drivePayment(paymentId);
  await expect
    .poll(() => script.asked)
    .toEqual([['gate', {}], charging(2), booking(2, { kind: 'succeeded' })]);
});

test('a repair of an ended payment reads once, and books money that arrived', async () => {
  const { paymentId, script } = aScript({
    gate: { state: 'expired' },
    readBack: [{ kind: 'succeeded' }],
    books: ['succeeded'],
  });
  expect(await client.wakePayment(paymentId)).toBe('not_running');
  await client.repairPayment(paymentId);
  await expect
    .poll(() => script.asked)
    .toEqual([['gate', {}], reading(1, false), booking(1, { kind: 'succeeded' })]);
});

test('a charge that takes longer than the caller waits: null, and the payment runs on', async () => {
  const { promise, resolve } = Promise.withResolvers<TryResult>();
  const { paymentId, script } = aScript({ charge: [promise], books: ['succeeded'] });
  expect(await client.carryOut({ paymentId, n: 1, attemptKey: paymentId }, 400)).toBe(null);
  resolve({ kind: 'succeeded' });
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
});
