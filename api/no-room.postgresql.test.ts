import { expect, test } from 'vitest';
import { everyRow, leaveRows } from '../prisma/fixtures/postgresql-room.ts';
import { anotherTry, aRequest, refusalsOf } from './test-no-room.ts';
import { aWorld, signedIn, type World } from './test-world.ts';

const limits = { payPerAccount: { tries: 1_000, seconds: 60 } };
const roomOf = ({ database: { db, read } }: World) => ({
  leave: (rows: number | null) => leaveRows(db, rows),
  rows: () => everyRow(read),
});

test('paying while PostgreSQL has no room, at each row that is written: a sentence, nothing half written, and taken once there is room', async () => {
  const world = await aWorld({ limits });
  const payer = await signedIn(world, world.a);
  const request = await aRequest(world, payer);
  const ask = async () => {
    const { status, error } = await world.call('payer', 'pay', request, payer);
    return { status, message: error?.message };
  };
  expect(await refusalsOf({ ...roomOf(world), ask })).toBeGreaterThan(2);
  expect(world.workflows.carried).toHaveLength(1); // nothing was begun before it was written
  expect(await world.database.db.payment.count()).toBe(1);
});

test('another try while PostgreSQL has no room: a sentence, the declined payment as it was, and taken once there is room', async () => {
  const world = await aWorld({ limits });
  const payer = await signedIn(world, world.a);
  const again = await anotherTry(world);
  const ask = async () => {
    const { status, error } = await world.call('payer', 'tryAgain', again, payer);
    return { status, message: error?.message };
  };
  expect(await refusalsOf({ ...roomOf(world), ask })).toBeGreaterThan(1);
  expect(world.workflows.carried).toEqual([
    { paymentId: again.paymentId, n: 2, attemptKey: again.attemptKey },
  ]);
  expect(await world.database.db.paymentAttempt.count()).toBe(2);
});
