import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aWorld, WEBHOOK_SECRET, type World } from '../test-world.ts';

interface Delivery {
  secret?: string;
  ageSeconds?: number;
  body?: string;
  signature?: string;
}

const event = (over: object = {}, object: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  account: 'acct_a',
  type: 'payment_intent.succeeded',
  created: Math.floor(Date.now() / 1000),
  data: { object: { id: 'pi_1', object: 'payment_intent', metadata: {}, ...object } },
  ...over,
});

async function deliver({ server }: World, what: object, over: Delivery = {}) {
  const { secret = WEBHOOK_SECRET, ageSeconds = 0 } = over;
  const payload = JSON.stringify(what);
  const t = Math.floor(Date.now() / 1000) - ageSeconds;
  const v1 = createHmac('sha256', secret).update(`${t}.${payload}`).digest('hex');
  return server.inject({
    method: 'POST',
    url: '/webhooks/stripe',
    headers: { 'content-type': 'application/json', 'stripe-signature': over.signature ?? `t=${t},v1=${v1}` },
    payload: over.body ?? payload,
  });
}

const inbox = ({ database }: World) => database.db.stripeEvent.findMany();

test('a signed event is kept once, however often it is delivered, and each time answered 200', async () => {
  const world = await aWorld();
  const { id } = await aPayment(world.database.db, { obligation: world.a.fee, state: 'unknown' });
  const signed = event({}, { metadata: { payment_id: id } });
  const answers = await Promise.all([1, 2, 3].map(() => deliver(world, signed)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  await world.dispatcher.idle();
  expect(await inbox(world)).toMatchObject([
    { account: 'acct_a', eventId: 'evt_1', objectId: 'pi_1', paymentId: id, outcome: 'signaled' },
  ]);
  expect(world.workflows.woken).toEqual([id]);
});

test('two accounts may name their events alike', async () => {
  const world = await aWorld();
  await deliver(world, event());
  await deliver(world, event({ account: 'acct_b' }));
  expect(await inbox(world)).toHaveLength(2);
});

test.each<[string, Delivery]>([
  ['signed with another secret', { secret: 'whsec_other' }],
  ['older than five minutes', { ageSeconds: 301 }],
  ['changed on the way', { body: JSON.stringify(event({ id: 'evt_2' })) }],
  ['not signed', { signature: '' }],
  ['signed with nonsense', { signature: 't=1,v1=zz' }],
  ['no JSON', { body: 'pay me' }],
])('an event that is %s is refused and leaves no trace of itself', async (_, over) => {
  const world = await aWorld();
  const answer = await deliver(world, event({}, { note: 'pat@payer.example' }), over);
  expect([answer.statusCode, answer.body]).toEqual([400, 'Not signed for us, or too old.']);
  expect(await inbox(world)).toEqual([]);
  expect(world.logLines.join('')).toContain('not signed for us');
  expect(world.logLines.join('')).not.toContain('pat@payer.example');
});

test('a type we do not use is kept and ignored', async () => {
  const world = await aWorld();
  expect((await deliver(world, event({ type: 'customer.created' }, { id: 'cus_1' }))).statusCode).toBe(200);
  await world.dispatcher.idle();
  expect(await inbox(world)).toMatchObject([{ outcome: 'ignored' }]);
});

test('nothing of card or contact is kept of an event', async () => {
  const world = await aWorld();
  const details = {
    billing_details: { email: 'pat@payer.example' },
    payment_method_details: { card: { last4: '4242' } },
  };
  await deliver(world, event({ type: 'charge.succeeded' }, { id: 'ch_1', ...details }));
  const kept = JSON.stringify(await inbox(world));
  expect(kept).toContain('ch_1');
  expect(kept).not.toMatch(/pat@payer|4242/);
});
