import { randomUUID } from 'node:crypto';
import { Client, type ConnectionLike } from '@temporalio/client';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { TASK_QUEUE, workflowClient, type WorkflowClient } from '../client.ts';
import { recordHistory } from '../record-history.ts';
import { aTemporalServer, type TestServer } from '../server/test-server.ts';
import { connectTemporal } from '../worker.ts';
import { workflowCode } from '../workflow-code.ts';
import { atOnce } from './activities/at-once.ts';
import type { PaymentActivities } from './activities/payment-activities.ts';
import { paymentWorkflowId, type Standing, type TryResult } from './messages.ts';
import type { PaymentState } from './states.ts';

/** What a payment's activities will answer, in order, and what they were asked. */
export interface Script {
  gate: Partial<Standing>;
  charge: (TryResult | Promise<TryResult>)[];
  readBack: (TryResult | ((cancel: boolean) => TryResult))[];
  books: PaymentState[];
  /** What a worker does once the books are committed. */
  whenBooked?: (step: { paymentId: string; n: number }, state: PaymentState) => Promise<void>;
  asked: [string, unknown][];
}

/** The payment workflow on a real Temporal server, with activities that follow each payment's script. */
export interface Scripted {
  client: WorkflowClient;
  aScript(over: Partial<Script>): { paymentId: string; script: Script };
  carryOut(paymentId: string, n?: number): Promise<PaymentState | null>;
  /** How long a workflow ran by its own clock, in seconds. */
  secondsOf(paymentId: string): Promise<number>;
  /** The activities that Temporal scheduled for it, in order: local ones are not among them. */
  scheduledFor(paymentId: string): Promise<string[]>;
}

/**
 * Run it around the tests of a file. Each test's last payment is recorded, where histories are.
 * @param options.skipsTime timers of a payment that is driven pass at once, and its clock with them
 */
export function scriptedPayments(options: { skipsTime?: boolean } = {}): Scripted {
  let server: TestServer;
  let connection: NativeConnection;
  let worker: Worker;
  let ended: Promise<void>;
  let client: WorkflowClient;
  const scripts = new Map<string, Script>();

  beforeAll(async () => {
    server = await aTemporalServer(options.skipsTime ? { dynamicConfig: SKIPPING } : {});
    connection = await connectTemporal(server.address);
    const { namespace } = server;
    client = workflowClient({ connection: options.skipsTime ? skipping(connection) : connection, namespace });
    worker = await Worker.create({
      connection,
      namespace,
      taskQueue: TASK_QUEUE,
      workflowBundle: await workflowCode(),
      activities: following(scripts),
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

  const eventsOf = async (paymentId: string) => {
    const on = new Client({ connection, namespace: server.namespace });
    const { events } = await on.workflow.getHandle(paymentWorkflowId(paymentId)).fetchHistory();
    return events ?? [];
  };

  return {
    get client() {
      return client;
    },
    aScript(over) {
      const script: Script = { gate: {}, charge: [], readBack: [], books: [], asked: [], ...over };
      const paymentId = randomUUID();
      scripts.set(paymentId, script);
      return { paymentId, script };
    },
    carryOut: (paymentId, n = 1) =>
      client.carryOut({ paymentId, n, attemptKey: `${paymentId}-${n}` }, 20_000),
    async secondsOf(paymentId) {
      const events = await eventsOf(paymentId);
      const at = (index: number) => Number(events.at(index)?.eventTime?.seconds);
      return at(-1) - at(0);
    },
    scheduledFor: async (paymentId) =>
      (await eventsOf(paymentId)).flatMap(
        ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
      ),
  };
}

/** Activities that follow the scripts, so that a test sees exactly what the workflow asks, and with which keys. */
function following(scripts: ReadonlyMap<string, Script>): PaymentActivities {
  const note = (paymentId: string, activity: string, step: unknown): Script => {
    const script = scripts.get(paymentId);
    if (script === undefined) throw new Error(`no script for ${paymentId}`);
    script.asked.push([activity, JSON.parse(JSON.stringify(step).replaceAll(paymentId, 'ID'))]);
    return script;
  };
  const steps: Pick<PaymentActivities, 'gate' | 'charge' | 'books'> = {
    async gate({ paymentId }) {
      const script = note(paymentId, 'gate', {});
      return { state: 'charging', n: 1, wanted: 1, expiresAt: inMinutes(30), ...script.gate };
    },
    charge: async ({ paymentId, ...step }) => take(note(paymentId, 'charge', step).charge),
    async books({ paymentId, ...step }) {
      const script = note(paymentId, 'books', step);
      const state = take(script.books);
      await script.whenBooked?.({ paymentId, n: step.n }, state);
      return state;
    },
  };
  return {
    ...steps,
    payAtOnce: (step) => atOnce(steps, step),
    async readBack({ paymentId, ...step }) {
      const answer = take(note(paymentId, 'readBack', step).readBack);
      return typeof answer === 'function' ? answer(step.cancel) : answer;
    },
  };
}

/** The next answer; the last one stays. */
function take<T>(answers: T[]): T {
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (answer === undefined) throw new Error('the script has no answer');
  return answer;
}

/** The server's own, for runs that are started with it; no option of the client's has it. */
const SKIPPING = { 'frontend.WorkflowTimeSkippingEnabled': 'true' };

/** Starts with time skipping. */
function skipping(connection: NativeConnection): ConnectionLike {
  const { workflowService } = connection;
  const service = new Proxy(workflowService, {
    get(target, name, receiver) {
      if (name !== 'startWorkflowExecution') return Reflect.get(target, name, receiver) as unknown;
      return (request: Parameters<typeof workflowService.startWorkflowExecution>[0]) =>
        workflowService.startWorkflowExecution({ ...request, timeSkippingConfig: { enabled: true } });
    },
  });
  return new Proxy(connection, {
    get(target, name) {
      if (name === 'workflowService') return service;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const capture = { entryKey: 'payment/ID:capture' };

/** What the activities are asked, with the payment's id as `ID`. */
export const charging = (n: number): [string, unknown] => [
  'charge',
  { n, createKey: 'payment/ID:create', confirmKey: `payment/ID:confirm:${n}` },
];
export const booking = (n: number, result: TryResult): [string, unknown] => [
  'books',
  { n, result, ...capture },
];
export const reading = (n: number, cancel: boolean): [string, unknown] => [
  'readBack',
  { n, cancel, cancelKey: `payment/ID:cancel:${n}` },
];
