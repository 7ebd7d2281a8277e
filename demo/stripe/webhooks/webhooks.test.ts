// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aSandbox, control } from '../test-client.ts';

const secret = 'whsec_test_listener';
const paid = {
  amount: 4200,
  currency: 'usd',
  confirm: true,
  payment_method: 'pm_card_visa',
  return_url: 'https://a.example',
};

interface Heard {
  body: string;
  signature: string;
}

const typeOf = ({ body }: Heard) => (JSON.parse(body) as Stripe.Event).type;

/** An endpoint that writes down what it hears. @param statusOf what it answers to the n-th delivery */
async function aListener(statusOf: (n: number) => number = () => 200) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      heard.push({
        body: Buffer.concat(chunks).toString(),
        signature: String(request.headers['stripe-signature']),
      });
      response.writeHead(statusOf(heard.length)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const types = () => heard.map(typeOf).toSorted();
  return { url: `http://127.0.0.1:${port}/hook`, heard, types };
}

const untilHeard = (heard: unknown[], n: number) =>
  vi.waitFor(() => expect(heard).toHaveLength(n), { timeout: 5_000 });

test('an event arrives signed, and the client’s own check accepts it', async () => {
  const { url, heard, types } = await aListener();
  const { stripe } = await aSandbox({ webhooks: [{ url, secret }] });
  const intent = await stripe.paymentIntents.create(paid);
  await untilHeard(heard, 4);
  expect(types()).toEqual([
    'charge.succeeded',
    'charge.updated',
    'payment_intent.created',
    'payment_intent.succeeded',
  ]);
  for (const { body, signature } of heard) {
    const event = stripe.webhooks.constructEvent(body, signature, secret);
    expect(event).toMatchObject({ object: 'event', api_version: '2026-10-28.endive', livemode: false });
    expect(event).not.toHaveProperty('account');
    expect(await stripe.events.retrieve(event.id)).toMatchObject({ id: event.id, type: event.type });
    expect(() => stripe.webhooks.constructEvent(body.replace('4200', '1'), signature, secret)).toThrow(
      'No signatures found',
    );
  }
  const succeeded = (await stripe.events.list({ type: 'payment_intent.succeeded' })).data[0];
  expect(succeeded?.data.object).toMatchObject({ id: intent.id, status: 'succeeded' });
});

test('an endpoint that is there from the start hears the types it is given, and no other', async () => {
  const { url, heard, types } = await aListener();
  const events = ['payment_intent.succeeded', 'customer.created'];
  const { sandbox, stripe } = await aSandbox({ webhooks: [{ url, secret, events }] });
  await stripe.paymentIntents.create(paid);
  await stripe.customers.create({});
  await untilHeard(heard, 2);
  expect(types()).toEqual(['customer.created', 'payment_intent.succeeded']);
  await vi.waitFor(async () =>
    expect(await control(sandbox).state()).toMatchObject({ deliveries: { delivered: 2 } }),
  );
});

test('a connected account’s events go to the Connect endpoint, with the account’s name', async () => {
  const own = await aListener();
  const connect = await aListener();
  const { stripe } = await aSandbox({
    webhooks: [
      { url: own.url, secret },
      { url: connect.url, secret, connect: true },
    ],
  });
  await stripe.customers.create({}, { stripeAccount: 'acct_linn' });
  await stripe.customers.create({});
  await untilHeard(connect.heard, 1);
  await untilHeard(own.heard, 1);
  expect(JSON.parse(connect.heard[0]?.body ?? '')).toMatchObject({
    type: 'customer.created',
    account: 'acct_linn',
  });
  expect(JSON.parse(own.heard[0]?.body ?? '')).not.toHaveProperty('account');
});

test('each step of a payment is an event', async () => {
  const { url, types } = await aListener();
  const { stripe } = await aSandbox({ webhooks: [{ url, secret }] });
  const base = { amount: 4200, currency: 'usd', return_url: 'https://a.example', confirm: true } as const;
  await stripe.paymentIntents
    .create({ ...base, payment_method: 'pm_card_visa_chargeDeclined' })
    .catch(() => {});
  const held = await stripe.paymentIntents.create({
    ...base,
    payment_method: 'pm_card_visa',
    capture_method: 'manual',
  });
  await stripe.paymentIntents.capture(held.id);
  const waiting = await stripe.paymentIntents.create({
    ...base,
    payment_method: 'pm_card_authenticationRequired',
  });
  await stripe.paymentIntents.cancel(waiting.id);
  await vi.waitFor(() =>
    expect(types()).toEqual([
      'charge.captured',
      'charge.failed',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'payment_intent.created',
      'payment_intent.created',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
    ]),
  );
});

test('an endpoint made over the API hears only the types it asked for, and nothing once disabled', async () => {
  const { url, heard } = await aListener();
  const { stripe } = await aSandbox();
  const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['customer.created'] });
  expect(endpoint.secret).toMatch(/^whsec_/);
  await stripe.paymentIntents.create({ amount: 4200, currency: 'usd' });
  await stripe.customers.create({});
  await untilHeard(heard, 1);
  expect(
    stripe.webhooks.constructEvent(heard[0]?.body ?? '', heard[0]?.signature ?? '', String(endpoint.secret))
      .type,
  ).toBe('customer.created');

  expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).not.toHaveProperty('secret');
  expect((await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })).status).toBe('disabled');
  await stripe.customers.create({});
  expect((await stripe.events.list({ type: 'customer.created' })).data[0]).toMatchObject({
    pending_webhooks: 0,
  });
  expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
  expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
});

test('a delivery that fails is tried again, signed anew, until it is taken', async () => {
  const { url, heard } = await aListener((n) => (n < 3 ? 500 : 200));
  const { sandbox, stripe } = await aSandbox({ webhooks: [{ url, secret }] });
  await stripe.customers.create({});
  await untilHeard(heard, 3);
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  await vi.waitFor(async () =>
    expect(await control(sandbox).state()).toMatchObject({ deliveries: { delivered: 1 } }),
  );
});

test('deliveries that wait for their next try are sent at once when asked for', async () => {
  const { url, heard, types } = await aListener();
  const { sandbox, stripe } = await aSandbox({ webhooks: [{ url, secret }] });
  await control(sandbox).fault({ kind: 'webhook_delay', ms: 3_600_000 });
  await stripe.customers.create({});
  expect(await control(sandbox).state()).toMatchObject({ deliveries: { waiting: 1 } });
  expect(await control(sandbox).deliverNow()).toEqual({ due: 1 });
  await untilHeard(heard, 1);
  expect(types()).toEqual(['customer.created']);
});

test('a removed endpoint is not tried again', async () => {
  const { url, heard } = await aListener(() => 500);
  const { sandbox, stripe } = await aSandbox();
  const { id } = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
  await stripe.customers.create({});
  await untilHeard(heard, 1);
  await stripe.webhookEndpoints.del(id);
  expect(await control(sandbox).state()).toMatchObject({ deliveries: { failed: 1 } });
});

test('a delivery can be lost, doubled and late', async () => {
  const { url, heard } = await aListener();
  const { sandbox, stripe } = await aSandbox({ webhooks: [{ url, secret }] });
  const { fault, state } = control(sandbox);
  await fault({ kind: 'webhook_lost', match: { type: 'charge.succeeded' } });
  await fault({ kind: 'webhook_duplicate', match: { type: 'payment_intent.succeeded' } });
  await fault({ kind: 'webhook_delay', ms: 1_500, match: { type: 'payment_intent.created' } });
  await stripe.paymentIntents.create({ ...paid, capture_method: 'automatic' });
  await untilHeard(heard, 3);
  expect(heard.map(typeOf)).toEqual([
    'payment_intent.succeeded',
    'payment_intent.succeeded',
    'payment_intent.created',
  ]);
  await vi.waitFor(async () =>
    expect(await state()).toMatchObject({ deliveries: { delivered: 3, lost: 1 } }),
  );
});

test('a delivery can arrive after a later one: it is held until that has been taken', async () => {
  const { url, heard } = await aListener();
  const { sandbox, stripe } = await aSandbox({ webhooks: [{ url, secret }] });
  await control(sandbox).fault({
    kind: 'webhook_out_of_order',
    ms: 20_000,
    match: { type: 'customer.created' },
  });
  const { id } = await stripe.customers.create({});
  await stripe.customers.update(id, { name: 'Pat Example' });
  await untilHeard(heard, 2);
  const order = heard.map(({ body }) => (JSON.parse(body) as Stripe.Event).type);
  expect(order).toEqual(['customer.updated', 'customer.created']);
});

test('pending_webhooks counts what has not been delivered yet', async () => {
  const { url, heard } = await aListener((n) => (n === 1 ? 500 : 200));
  const { stripe } = await aSandbox({ webhooks: [{ url, secret }] });
  await stripe.customers.create({});
  const [event] = (await stripe.events.list()).data;
  expect(event?.pending_webhooks).toBe(1);
  await untilHeard(heard, 2);
  await vi.waitFor(async () =>
    expect(await stripe.events.retrieve(String(event?.id))).toMatchObject({ pending_webhooks: 0 }),
  );
});

test('an event of a change says what was there before, and a list can ask for several types', async () => {
  const { stripe } = await aSandbox();
  const { id } = await stripe.customers.create({ name: 'Pat Example' });
  await stripe.customers.update(id, { name: 'Sam Example' });
  await stripe.paymentIntents.create({ amount: 4200, currency: 'usd' });
  const { data } = await stripe.events.list({ types: ['customer.updated', 'customer.created'] });
  expect(data.map(({ type }) => type)).toEqual(['customer.updated', 'customer.created']);
  expect(data[0]?.data.previous_attributes).toEqual({ name: 'Pat Example' });
});
