import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { reachable, statesOf } from '../../workflows/state-table.ts';
import { paymentStates, type PaymentState } from '../../workflows/payment/states.ts';
import { aWorld, type World } from '../test-world.ts';
import { backoffMs, Dispatcher } from './dispatcher.ts';
import { isExplained } from './explained.ts';

async function aPaymentOf(world: World, state: PaymentState) {
  return aPayment(world.database.db, { obligation: world.a.fee, state });
}

const rows = ({ database }: World) =>
  database.db.stripeEvent.findMany({ orderBy: [{ receivedAt: 'asc' }, { eventId: 'asc' }] });
const ofA = { account: 'acct_a' };

test('what the stored state explains wakes nobody', async () => {
  const world = await aWorld();
  const { id: paymentId } = await aPaymentOf(world, 'succeeded');
  for (const type of ['payment_intent.succeeded', 'charge.succeeded', 'charge.failed']) {
    await world.receive({ ...ofA, type, paymentId });
  }
  expect(new Set((await rows(world)).map(({ outcome }) => outcome))).toEqual(new Set(['explained']));
  expect([world.workflows.woken, world.workflows.repaired]).toEqual([[], []]);
});

test('news wakes the payment that runs, and repairs the one that does not', async () => {
  const world = await aWorld();
  const { id: running } = await aPaymentOf(world, 'unknown');
  await world.receive({ ...ofA, paymentId: running });
  expect(world.workflows.woken).toEqual([running]);
  world.workflows.running = false;
  const { id: over } = await aPaymentOf(world, 'canceled');
  await world.receive({ ...ofA, paymentId: over });
  expect(world.workflows.repaired).toEqual([over]);
  expect((await rows(world)).map(({ outcome }) => outcome).toSorted()).toEqual([
    'repair_started',
    'signaled',
  ]);
});

test('a workflow that ended just now, having read the same, is not repaired', async () => {
  const world = await aWorld();
  const payment = await aPaymentOf(world, 'unknown');
  world.workflows.wakePayment = async (id) => {
    await world.database.db.payment.update({
      where: { id },
      data: { state: 'succeeded', receiptNumber: 1, receiptToken: 'token', succeededAt: world.now() },
    });
    return 'not_running';
  };
  await world.receive({ ...ofA, paymentId: payment.id });
  expect(await rows(world)).toMatchObject([{ outcome: 'explained' }]);
  expect(world.workflows.repaired).toEqual([]);
});

test('money that arrives at an end without money is never taken for known', () => {
  for (const state of statesOf(paymentStates)) {
    for (const type of ['payment_intent.succeeded', 'charge.succeeded', 'charge.captured']) {
      expect([state, type, isExplained(state, type)]).toEqual([state, type, state === 'succeeded']);
    }
  }
  expect(reachable(paymentStates, 'canceled')).toContain('succeeded'); // the table lets a late success in
});

test('a payment that is under way is told of every end', () => {
  const ends = ['payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.canceled'];
  for (const state of ['charging', 'requires_action', 'processing', 'unknown', 'needs_repair'] as const) {
    expect([state, ends.filter((type) => isExplained(state, type))]).toEqual([state, []]);
  }
});

test('while Stripe is being asked, the answer tells: its event waits for a moment, then it is news', async () => {
  const world = await aWorld();
  const payment = await aPaymentOf(world, 'charging');
  await world.receive({ ...ofA, eventId: 'evt_1', paymentId: payment.id });
  await world.receive({ ...ofA, eventId: 'evt_2', type: 'charge.updated', paymentId: payment.id });
  expect((await rows(world)).map(({ outcome, tries }) => [outcome, tries])).toEqual([
    [null, 0],
    ['ignored', 0],
  ]);
  expect(world.workflows.woken).toEqual([]);
  world.pass(2_999);
  world.dispatcher.kick();
  await world.dispatcher.idle();
  expect(world.workflows.woken).toEqual([]);
  world.pass(1);
  world.dispatcher.kick();
  await world.dispatcher.idle();
  expect(world.workflows.woken).toEqual([payment.id]);
});

test('an event of another agency’s account does not wait with the payment it names', async () => {
  const world = await aWorld();
  const { id: paymentId } = await aPaymentOf(world, 'charging');
  await world.receive({ account: 'acct_b', paymentId });
  expect(await rows(world)).toMatchObject([{ outcome: 'unplaced' }]);
});

test('an event without a metadata id is placed by the PaymentIntent or the charge that it is about', async () => {
  const world = await aWorld();
  const one = await aPaymentOf(world, 'unknown');
  await world.receive({ ...ofA, objectId: one.stripePaymentIntentId ?? '' });
  const two = await aPaymentOf(world, 'succeeded');
  await world.receive({ ...ofA, type: 'charge.succeeded', objectId: two.stripeChargeId ?? '' });
  expect(world.workflows.woken).toEqual([one.id]);
  expect((await rows(world)).map(({ outcome }) => outcome).toSorted()).toEqual(['explained', 'signaled']);
});

test('an event from another agency’s account does not touch the payment; staff of that agency are told, once', async () => {
  const world = await aWorld();
  const { id: paymentId } = await aPaymentOf(world, 'unknown');
  await world.receive({ account: 'acct_b', eventId: 'evt_b1', paymentId });
  await world.receive({ account: 'acct_b', eventId: 'evt_b2', paymentId: 'no such payment' });
  await world.receive({ account: 'acct_nobody', paymentId });
  await world.receive({ account: '', paymentId });
  expect(world.workflows.woken).toEqual([]);
  expect((await rows(world)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('unplaced'));
  const tasks = await world.database.db.staffTask.findMany({ orderBy: { subjectId: 'asc' } });
  expect(tasks).toMatchObject([
    { agencyId: world.b.id, kind: 'unplaced_event', subjectId: 'evt_b1' },
    { agencyId: world.b.id, kind: 'unplaced_event', subjectId: 'evt_b2' },
  ]);
});

test('while Temporal is down news stays and what is known goes on; then nothing is lost', async () => {
  const world = await aWorld();
  world.workflows.reachable = false;
  const { id: news } = await aPaymentOf(world, 'unknown');
  const { id: known } = await aPaymentOf(world, 'succeeded');
  await world.receive({ ...ofA, eventId: 'evt_1', paymentId: news });
  await world.receive({ ...ofA, eventId: 'evt_2', paymentId: news });
  await world.receive({ ...ofA, eventId: 'evt_3', paymentId: known });
  expect((await rows(world)).map(({ outcome }) => outcome)).toEqual([null, null, 'explained']);
  expect((await rows(world))[0]?.tries).toBeGreaterThan(0);
  world.workflows.reachable = true;
  world.dispatcher.kick();
  await world.dispatcher.idle();
  expect((await rows(world)).map(({ outcome }) => outcome)).toEqual(['signaled', 'signaled', 'explained']);
  expect(world.workflows.woken).toEqual([news, news]);
});

test('a row that cannot be carried does not stop the others, nor more than a batch of them', async () => {
  const world = await aWorld();
  const { id: paymentId } = await aPaymentOf(world, 'succeeded');
  const { db } = world.database;
  const row = { ...ofA, objectId: 'pi_1', paymentId, occurredAt: world.now(), receivedAt: world.now() };
  const type = 'payment_intent.succeeded';
  await db.stripeEvent.createMany({
    data: Array.from({ length: 250 }, (_, n) => ({
      ...row,
      type,
      eventId: `evt_${String(n).padStart(3, '0')}`,
    })),
  });
  const { id: bad } = await aPaymentOf(world, 'unknown');
  world.workflows.wakePayment = () => Promise.reject(new Error('this one only'));
  await db.stripeEvent.create({ data: { ...row, type, eventId: 'evt_000_bad', paymentId: bad } });
  world.dispatcher.kick();
  await world.dispatcher.idle();
  const left = await db.stripeEvent.findMany({ where: { processedAt: null } });
  expect(left.map(({ eventId }) => eventId)).toEqual(['evt_000_bad']);
});

test('the timer finds what no kick told of', async () => {
  const world = await aWorld();
  const { id: paymentId } = await aPaymentOf(world, 'unknown');
  await world.database.db.stripeEvent.create({
    data: {
      ...ofA,
      eventId: 'evt_1',
      type: 'charge.succeeded',
      objectId: 'ch_1',
      paymentId,
      occurredAt: world.now(),
      receivedAt: world.now(),
    },
  });
  const dispatcher = new Dispatcher(world.deps, { everyMs: 5 });
  dispatcher.start();
  await expect.poll(() => world.workflows.woken).toEqual([paymentId]);
  await dispatcher.stop();
});

test('a stop waits for the event in hand, and takes no other', async () => {
  const world = await aWorld();
  const { id: paymentId } = await aPaymentOf(world, 'unknown');
  const inHand = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  world.workflows.wakePayment = async () => {
    inHand.resolve();
    await release.promise;
    return 'signaled';
  };
  void world.receive({ ...ofA, eventId: 'evt_1', paymentId });
  await inHand.promise;
  const stopped = world.dispatcher.stop();
  await world.database.db.stripeEvent.create({
    data: {
      ...ofA,
      eventId: 'evt_2',
      type: 'charge.succeeded',
      objectId: 'ch_1',
      paymentId,
      occurredAt: world.now(),
      receivedAt: world.now(),
    },
  });
  release.resolve();
  await stopped;
  world.dispatcher.kick();
  await world.dispatcher.idle();
  expect((await rows(world)).map(({ outcome }) => outcome)).toEqual(['signaled', null]);
});

test('the more often it fails the longer the inbox is left alone, up to a minute', () => {
  expect([1, 2, 3, 4, 100].map((failures) => backoffMs(failures, 5000))).toEqual([
    10_000, 20_000, 40_000, 60_000, 60_000,
  ]);
});
