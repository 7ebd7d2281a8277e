import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../prisma/fixtures/database.ts';
import { aPayment } from '../prisma/fixtures/payment.ts';
import type { TryOf, WorkflowClient } from './client.ts';
import { driveOpenPayments, forgetWhatEnded, sweepOutbox, type SweepDeps } from './sweeper.ts';

let database: TestDatabase;
let deps: SweepDeps;
let now: Date;
/** What Temporal was asked, and whether it is there. */
let asked: [string, string][];
let isThere: boolean;

beforeEach(async () => {
  database = await aDatabase();
  [asked, isThere, now] = [[], true, new Date('2026-11-25T12:00:00Z')];
  deps = { db: database.db, workflows: temporal, clock: () => now, log: pino({ level: 'silent' }) };
});

async function ask(what: string, id: string): Promise<void> {
  if (!isThere) throw new Error('UNAVAILABLE');
  asked.push([what, id]);
}

/** Temporal as the sweeper sees it: it takes a wish on, or is away. The real one is in the workflows' own tests. */
const temporal: WorkflowClient = {
  onBooked: () => undefined,
  handOver: ({ paymentId, n }: TryOf) => ask('handOver', `${paymentId}/${n}`),
  drivePayment: (id) => ask('drivePayment', id),
  repairPayment: (id) => ask('repairPayment', id),
  mailNotices: () => ask('mailNotices', ''),
  carryOut: () => Promise.resolve(null),
  cancelPayment: () => Promise.resolve(),
  wakePayment: () => Promise.resolve('not_running'),
  scheduleSettlement: () => Promise.resolve(),
  ping: () => Promise.resolve(),
};

async function aWish(kind: 'payment_attempt' | 'notice', subjectId: string, dueAt = now): Promise<string> {
  const id = randomUUID();
  await deps.db.outbox.create({ data: { id, agencyId: 'a', kind, subjectId, createdAt: now, dueAt } });
  return id;
}
const wish = (id: string) => deps.db.outbox.findUniqueOrThrow({ where: { id } });

test('a wish that is due is handed to Temporal once', async () => {
  const payment = await aPayment(deps.db);
  const attemptId = payment.attempts[0]?.id ?? '';
  const id = await aWish('payment_attempt', attemptId);
  const later = await aWish('notice', 'later', new Date(now.getTime() + 1));
  await sweepOutbox(deps);
  await sweepOutbox(deps);
  expect(asked).toEqual([['handOver', `${payment.id}/1`]]);
  expect((await wish(id)).doneAt).toEqual(now);
  expect((await wish(later)).doneAt).toBe(null);
});

test('Temporal away: the wish stays, later and later, and is fulfilled when it is back', async () => {
  const payment = await aPayment(deps.db);
  const id = await aWish('payment_attempt', payment.attempts[0]?.id ?? '');
  isThere = false;
  await sweepOutbox(deps);
  const first = await wish(id);
  expect(first).toMatchObject({ doneAt: null, tries: 1 });
  now = first.dueAt;
  await sweepOutbox(deps);
  expect((await wish(id)).dueAt.getTime() - now.getTime()).toBeGreaterThan(
    first.dueAt.getTime() - first.createdAt.getTime(),
  );
  isThere = true;
  now = (await wish(id)).dueAt;
  await sweepOutbox(deps);
  expect(asked).toEqual([['handOver', `${payment.id}/1`]]);
});

test('for all mails that are due one round is started, and their wishes are left to it', async () => {
  await aWish('notice', 'n1', new Date(now.getTime() + 1));
  await sweepOutbox(deps);
  expect(asked).toEqual([]);
  now = new Date(now.getTime() + 1);
  const id = await aWish('notice', 'n2');
  await sweepOutbox(deps);
  expect(asked).toEqual([['mailNotices', '']]);
  expect((await wish(id)).doneAt).toBe(null);
});

test('one wish that fails does not keep the others', async () => {
  const payment = await aPayment(deps.db);
  await aWish('payment_attempt', 'no such attempt');
  await aWish('payment_attempt', payment.attempts[0]?.id ?? '');
  await aWish('notice', 'n2');
  await sweepOutbox(deps);
  expect(asked.toSorted()).toEqual([
    ['handOver', `${payment.id}/1`],
    ['mailNotices', ''],
  ]);
});

test('a try of a payment that has ended is not handed over', async () => {
  const payment = await aPayment(deps.db, { state: 'expired' });
  const id = await aWish('payment_attempt', payment.attempts[0]?.id ?? '');
  await sweepOutbox(deps);
  expect(asked).toEqual([]);
  expect((await wish(id)).doneAt).toEqual(now);
});

test('every payment without an end is driven on, one that needs repair is read again, the others are left alone', async () => {
  const open = ['created', 'charging', 'requires_action', 'processing', 'declined', 'unknown'] as const;
  const ended = ['denied', 'expired', 'canceled', 'failed', 'succeeded'] as const;
  const driven: [string, string][] = [];
  for (const state of open) driven.push(['drivePayment', (await aPayment(deps.db, { state })).id]);
  for (const state of ended) await aPayment(deps.db, { state });
  driven.push(['repairPayment', (await aPayment(deps.db, { state: 'needs_repair' })).id]);
  await driveOpenPayments(deps);
  expect(asked.toSorted()).toEqual(driven.toSorted());
});

test('a payment of this minute is left to whoever began it', async () => {
  const payment = await aPayment(deps.db, { state: 'charging' });
  now = new Date(payment.createdAt.getTime() + 59_000);
  await driveOpenPayments(deps);
  expect(asked).toEqual([]);
  await driveOpenPayments(deps, { fresh: true }); // at a start: nobody here has begun it
  expect(asked).toEqual([['drivePayment', payment.id]]);
});

test('tries whose window has ended are forgotten, and those that still count are not', async () => {
  const { db } = database;
  const at = (key: string, ms: number) => ({ key, count: 1, endsMs: BigInt(now.getTime() + ms) });
  await db.tryCount.createMany({ data: [at('ended', 0), at('long ago', -1), at('counts', 1)] });
  await forgetWhatEnded(deps);
  expect(await db.tryCount.findMany({ select: { key: true } })).toEqual([{ key: 'counts' }]);
});
