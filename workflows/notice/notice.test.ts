import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TestDatabase } from '../../prisma/fixtures/database.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { TASK_QUEUE, workflowClient, type WorkflowClient } from '../client.ts';
import { aCapturedPayment } from '../ledger/fixtures.ts';
import { MailRefused, MailServerAway, type Mail } from '../mail/mailer.ts';
import { recordHistory } from '../record-history.ts';
import { aTemporalServer, type TestServer } from '../server/test-server.ts';
import { connectTemporal } from '../worker.ts';
import { workflowCode } from '../workflow-code.ts';
import { noticeActivities } from './activities/notice-activities.ts';
import { MAIL_ROUND_ID } from './messages.ts';

let server: TestServer;
let connection: NativeConnection;
let workflows: WorkflowClient;
let worker: Worker;
let ended: Promise<void>;
let database: TestDatabase;
const sent: Mail[] = [];
/** What the mail server does with a mail before it keeps it. */
let onMail: (mail: Mail) => void;
let clock: () => Date;

const mailer = {
  async send(mail: Mail) {
    onMail(mail);
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
      clock: () => clock(),
      origin: () => 'http://localhost:1',
      log: pino({ level: 'silent' }),
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

beforeEach(() => {
  onMail = () => undefined;
  clock = () => new Date();
});

async function aNotice(
  kind = 'receipt',
  noticeId: string = randomUUID(),
): Promise<{ noticeId: string; paymentId: string }> {
  const { id: paymentId, agencyId } = await aCapturedPayment(database.db);
  const now = new Date();
  await database.db.notice.create({
    data: { id: noticeId, agencyId, paymentId, kind, createdAt: now },
  });
  await database.db.outbox.create({
    data: { id: randomUUID(), agencyId, kind: 'notice', subjectId: noticeId, createdAt: now, dueAt: now },
  });
  return { noticeId, paymentId };
}

const isSent = async (noticeId: string) =>
  (await database.db.notice.findUniqueOrThrow({ where: { id: noticeId } })).sentAt !== null;
/** As the sweeper does: asked again and again while mails wait, for a round that ends just now may not see the newest. */
async function untilSent(noticeId: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await workflows.mailNotices();
        return isSent(noticeId);
      },
      { timeout: 25_000, interval: 200 },
    )
    .toBe(true);
}
const wishOf = (noticeId: string) =>
  database.db.outbox.findUniqueOrThrow({
    where: { kind_subjectId: { kind: 'notice', subjectId: noticeId } },
  });
const mailsOf = (noticeId: string) => sent.filter(({ id }) => id === `notice.${noticeId}`);

test('a receipt is mailed once, says what was paid, and the payment’s timeline tells', async () => {
  const { noticeId, paymentId } = await aNotice();
  await Promise.all([workflows.mailNotices(), workflows.mailNotices()]);
  await expect.poll(() => isSent(noticeId), { timeout: 20_000 }).toBe(true);
  const folder = new URL('histories/', import.meta.url);
  const on = { connection, namespace: server.namespace };
  await recordHistory(on, MAIL_ROUND_ID, { folder, name: 'mail round' });
  const other = await aNotice();
  await untilSent(other.noticeId);
  const mails = mailsOf(noticeId);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain('Total charged: $82.00');
  expect(mails[0]?.text).toMatch(/http:\/\/localhost:1\/r\/\S+/);
  expect(await database.db.paymentEvent.findMany({ where: { paymentId } })).toMatchObject([
    { kind: 'receipt_sent' },
  ]);
  expect((await wishOf(noticeId)).doneAt).not.toBe(null);
});

test('a receipt that was asked for again says that it is a reprint, and when it was asked for', async () => {
  const { noticeId, paymentId } = await aNotice('receipt_again_1');
  await untilSent(noticeId);
  const told = await database.db.paymentEvent.findMany({ where: { paymentId } });
  expect(told).toMatchObject([{ kind: 'reprint_sent' }]);
  expect(mailsOf(noticeId)[0]?.text).toMatch(/^This is a reprint, made on /);
  const first = await aNotice();
  await untilSent(first.noticeId);
  expect(mailsOf(first.noticeId)[0]?.text).not.toContain('reprint');
});

test('a mail server that is away costs time and no mail, and is no fault of any mail', async () => {
  let failures = 1;
  const away = () => {
    if (failures-- > 0) throw new MailServerAway(Object.assign(new Error(), { code: 'ECONNECTION' }));
  };
  const { noticeId } = await aNotice();
  onMail = away;
  await untilSent(noticeId);
  expect(mailsOf(noticeId)).toHaveLength(1);
  expect((await wishOf(noticeId)).tries).toBe(0);
});

test('a mail that is refused keeps no other waiting, and is tried again later', async () => {
  const refusedId = randomUUID();
  onMail = (mail) => {
    // from the start: a round that is under way may take it at once
    if (mail.id === `notice.${refusedId}`) throw new MailRefused(new Error('451'));
  };
  const refused = await aNotice('receipt', refusedId);
  const other = await aNotice();
  await untilSent(other.noticeId);
  await expect.poll(async () => (await wishOf(refused.noticeId)).tries, { timeout: 20_000 }).toBe(1);
  expect(await isSent(refused.noticeId)).toBe(false);
  onMail = () => undefined;
  const { dueAt } = await wishOf(refused.noticeId);
  clock = () => dueAt;
  await untilSent(refused.noticeId);
  expect(mailsOf(refused.noticeId)).toHaveLength(1);
});

test('more mails than one batch all go in one round', async () => {
  const many = await Promise.all(Array.from({ length: 60 }, () => aNotice()));
  const { workflow } = new Client({ connection, namespace: server.namespace });
  await workflow.getHandle(MAIL_ROUND_ID).result(); // the round before would be joined, and may have looked already
  await workflows.mailNotices();
  await expect
    .poll(async () => (await Promise.all(many.map(({ noticeId }) => isSent(noticeId)))).every(Boolean), {
      timeout: 30_000,
    })
    .toBe(true);
  for (const { noticeId } of many) expect(mailsOf(noticeId)).toHaveLength(1);
});
