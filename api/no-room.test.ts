import { expect, test } from 'vitest';
import { aPayment } from '../prisma/fixtures/payment.ts';
import { everyRow, leavePages } from '../prisma/fixtures/room.ts';
import { limits, payWithoutRoom, tryAgainWithoutRoom } from './test-no-room.ts';
import { aWorld, type World } from './test-world.ts';

const roomOf = ({ database: { db, read } }: World) => ({
  leave: (pages: number | null) => leavePages(db, pages),
  rows: () => everyRow(read),
});

test('paying with no room left: refused in a sentence, nothing half written, and the same request is taken once there is room', async () => {
  const world = await aWorld({ limits }, { smallPages: true });
  const earlier = { obligation: world.a.court, state: 'succeeded' as const };
  for (let n = 0; n < 6; n++) await aPayment(world.database.db, earlier); // so that pages are full
  const { refusals, request } = await payWithoutRoom(world, roomOf(world));
  expect(refusals).toBeGreaterThan(2);
  expect(world.logLines.join('')).not.toContain(request.confirmationToken);
});

test('another try with no room left: refused in a sentence, the declined payment as it was, and taken once there is room', async () => {
  const world = await aWorld({ limits }, { smallPages: true });
  const { refusals } = await tryAgainWithoutRoom(world, roomOf(world));
  expect(refusals).toBeGreaterThan(0);
});

test('a webhook that cannot be kept is not answered with 200, so that Stripe sends it again', async () => {
  const world = await aWorld({}, { smallPages: true });
  const { db } = world.database;
  let n = 0;
  const readEvent = () => ({ ...anEvent, eventId: `evt_${n}`, occurredAt: world.now() });
  Object.assign(world.deps.stripe, { readEvent });
  const send = async () => {
    const headers = { 'stripe-signature': 'signed' };
    const request = { method: 'POST', url: '/webhooks/stripe', headers, payload: '{}' } as const;
    const { statusCode, body } = await world.server.inject(request);
    if (statusCode !== 200) expect(body).toContain('"message":"Something went wrong on our side."');
    return statusCode;
  };
  await leavePages(db, 0);
  while ((await send()) === 200) {
    await world.dispatcher.idle();
    n++;
  }
  expect(await send()).toBe(503);
  await leavePages(db, null);
  expect(await send()).toBe(200);
  await world.dispatcher.idle();
  const kept = await db.stripeEvent.findMany();
  expect(kept).toHaveLength(n + 1);
  expect(kept.every(({ processedAt }) => processedAt !== null)).toBe(true);
});

const anEvent = { account: '', type: 'plan.created', objectId: 'plan_1', paymentId: null };
