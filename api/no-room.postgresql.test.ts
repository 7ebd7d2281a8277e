import { expect, test } from 'vitest';
import { everyRow, leaveRows } from '../prisma/fixtures/postgresql-room.ts';
import { limits, payWithoutRoom, tryAgainWithoutRoom } from './test-no-room.ts';
import { aWorld, type World } from './test-world.ts';

const roomOf = ({ database: { db, read } }: World) => ({
  leave: (rows: number | null) => leaveRows(db, rows),
  rows: () => everyRow(read),
});

test('paying while PostgreSQL has no room, at each row that is written: a sentence, nothing half written, and taken once there is room', async () => {
  const world = await aWorld({ limits });
  const { refusals } = await payWithoutRoom(world, roomOf(world));
  expect(refusals).toBeGreaterThan(2);
});

test('another try while PostgreSQL has no room: a sentence, the declined payment as it was, and taken once there is room', async () => {
  const world = await aWorld({ limits });
  const { refusals } = await tryAgainWithoutRoom(world, roomOf(world));
  expect(refusals).toBeGreaterThan(1);
});
