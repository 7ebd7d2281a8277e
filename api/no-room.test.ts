import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPayment } from '../prisma/fixtures/payment.ts';
import { everyRow, leavePages } from '../prisma/fixtures/room.ts';
import { aWorld, given, signedIn, type Caller, type World } from './test-world.ts';

const PAGES_MOST = 100;

async function aRequest(world: World, payer: Caller) {
  const { person, fee, restitution } = world.a;
  const obligationIds = [fee.id, restitution.id];
  const selection = { personId: person.id, obligationIds, choice: { kind: 'due_now' as const } };
  const quoted = given(await world.call('payer', 'quote', selection, payer));
  const quoteDigest = quoted.ok ? quoted.quote.digest : '';
  const keys = { attemptKey: randomUUID(), confirmationToken: 'ctoken_card1' };
  return { ...selection, ...keys, quoteDigest, payAgain: false };
}

/** Ask with no room, with room for a page, and so on, until the answer is no longer a refusal. @returns how many there were */
async function refusalsOf(world: World, ask: () => Promise<number>): Promise<number> {
  const { db, read } = world.database;
  const before = await everyRow(read);
  for (let pages = 0; pages < PAGES_MOST; pages++) {
    await leavePages(db, pages);
    const status = await ask();
    await leavePages(db, null);
    if (status === 200) return pages;
    expect(status).toBe(503);
    expect(await everyRow(read)).toBe(before); // no half state
  }
  throw new Error('there was never room enough');
}

test('paying with no room left: refused in a sentence, nothing half written, and the same request is taken once there is room', async () => {
  const world = await aWorld({}, { smallPages: true });
  const payer = await signedIn(world, world.a);
  const earlier = { obligation: world.a.court, state: 'succeeded' as const };
  for (let n = 0; n < 6; n++) await aPayment(world.database.db, earlier); // so that pages are full
  const request = await aRequest(world, payer);
  const sentences = new Set<string | undefined>();
  const refusals = await refusalsOf(world, async () => {
    const { status, error } = await world.call('payer', 'pay', request, payer);
    if (status !== 200) sentences.add(error?.message);
    return status;
  });
  expect(refusals).toBeGreaterThan(2);
  expect([...sentences]).toEqual(['Nothing can be saved at the moment. Please try again in a few minutes.']);
  expect(world.workflows.carried).toHaveLength(1); // nothing was begun before it was written
  expect(await world.database.db.payment.count()).toBe(7);
  expect(world.logLines.join('')).not.toContain(request.confirmationToken);
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
