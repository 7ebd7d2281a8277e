import { randomUUID } from 'node:crypto';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../../prisma/fixtures/database.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { TASK_QUEUE, workflowClient, type WorkflowClient } from '../client.ts';
import { aCapturedPayment } from '../ledger/fixtures.ts';
import type { Mail } from '../mail/mailer.ts';
import { recordHistory } from '../record-history.ts';
import { aTemporalServer, type TestServer } from '../server/test-server.ts';
import { connectTemporal } from '../worker.ts';
import { workflowCode } from '../workflow-code.ts';
import { noticeActivities } from './activities.ts';
import { noticeWorkflowId } from './messages.ts';

let server: TestServer;
let connection: NativeConnection;
let workflows: WorkflowClient;
let worker: Worker;
let ended: Promise<void>;
let database: TestDatabase;
const sent: Mail[] = [];
let failures = 0;

/** A mail server that refuses as often as a test asks, then keeps what it takes. */
const mailer = {
  async send(mail: Mail) {
    if (failures-- > 0) throw new Error('451 try again later');
    sent.push(mail);
  },
  close: () => undefined,
};

beforeAll(async () => {
  server = await aTemporalServer();
  connection = await connectTemporal(server.address);
  workflows = workflowClient({ connection, namespace: server.namespace });
  database = await aDatabase();
  worker = await Worker.create({
    connection,
    namespace: server.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowCode(),
    activities: noticeActivities({
      db: database.db,
      mailer,
      clock: () => new Date(),
      origin: () => 'http://localhost:1',
    }),
  });
  ended = worker.run();
});

afterAll(async () => {
  worker.shutdown();
  await ended;
  await connection.close();
  await server.stop();
});

async function aNotice(): Promise<{ noticeId: string; paymentId: string }> {
  const { id: paymentId, agencyId } = await aCapturedPayment(database.db);
  const noticeId = randomUUID();
  await database.db.notice.create({
    data: { id: noticeId, agencyId, paymentId, kind: 'receipt', createdAt: new Date() },
  });
  return { noticeId, paymentId };
}

const isSent = async (noticeId: string) =>
  (await database.db.notice.findUniqueOrThrow({ where: { id: noticeId } })).sentAt !== null;

test('a receipt is mailed once, says what was paid, and the payment’s timeline tells', async () => {
  const { noticeId, paymentId } = await aNotice();
  await Promise.all([workflows.sendNotice(noticeId), workflows.sendNotice(noticeId)]);
  await expect.poll(() => isSent(noticeId), { timeout: 20_000 }).toBe(true);
  await workflows.sendNotice(noticeId);
  const mails = sent.filter(({ id }) => id === `notice.${noticeId}`);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain('Total charged: $82.00');
  expect(mails[0]?.text).toMatch(/http:\/\/localhost:1\/r\/\S+/);
  expect(await database.db.paymentEvent.findMany({ where: { paymentId } })).toMatchObject([
    { kind: 'receipt_sent' },
  ]);
  const folder = new URL('histories/', import.meta.url);
  const on = { connection, namespace: server.namespace };
  await recordHistory(on, noticeWorkflowId(noticeId), { folder, name: 'mailed' });
});

test('a mail server that is away costs time and no mail', async () => {
  failures = 1;
  const { noticeId } = await aNotice();
  await workflows.sendNotice(noticeId);
  await expect.poll(() => isSent(noticeId), { timeout: 25_000 }).toBe(true);
  expect(sent.filter(({ id }) => id === `notice.${noticeId}`)).toHaveLength(1);
});
