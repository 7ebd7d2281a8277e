// @vitest-environment node
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aSandbox, refusal } from '../test-client.ts';
import { aStranger, raw } from './test-stranger.ts';

/** https://docs.stripe.com/api/webhook_endpoints, /api/events and /webhooks. */
const stranger = aStranger();
const post = (path: string, body: string) => raw(stranger(), 'POST', path, { body });

interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

/** An endpoint of the merchant's, which refuses as often as it is told to. */
async function anEndpoint(refusals = 0): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(heard.length > refusals ? 200 : 500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, heard };
}
const untilHeard = (heard: Heard[], n: number) =>
  vi.waitUntil(() => heard.length >= n && heard, { timeout: 5_000 });

test('an endpoint is made with a secret that is never shown again, changed, switched off and removed', async () => {
  const { stripe } = stranger();
  const made = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/hook',
    enabled_events: ['charge.succeeded', 'charge.failed'],
    description: 'sample',
    metadata: { a: '1' },
  });
  expect(made).toMatchObject({
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    status: 'enabled',
    livemode: false,
    secret: expect.stringMatching(/^whsec_\w{32}$/),
  });
  for (const seen of [
    await stripe.webhookEndpoints.retrieve(made.id),
    await stripe.webhookEndpoints.update(made.id, {
      description: 'other',
      enabled_events: ['*'],
      metadata: { b: '2' },
    }),
    ...(await stripe.webhookEndpoints.list()).data,
  ])
    expect(seen).not.toHaveProperty('secret');
  const off = await stripe.webhookEndpoints.update(made.id, { disabled: true });
  expect(off).toMatchObject({
    status: 'disabled',
    enabled_events: ['*'],
    description: 'other',
    metadata: { a: '1', b: '2' },
  });
  expect((await stripe.webhookEndpoints.update(made.id, { disabled: false })).status).toBe('enabled');
  expect(await stripe.webhookEndpoints.del(made.id)).toEqual({
    id: made.id,
    object: 'webhook_endpoint',
    deleted: true,
  });
  expect(await refusal(stripe.webhookEndpoints.retrieve(made.id))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  });
});

test.each([
  ['url=http://127.0.0.1:9/h', 'enabled_events'],
  ['enabled_events[]=*', 'url'],
  ['url=nowhere&enabled_events[]=*', 'url'],
  ['url=ftp://a.example&enabled_events[]=*', 'url'],
  ['url=http://127.0.0.1:9/h&enabled_events=*', 'enabled_events'],
  ['url=http://127.0.0.1:9/h&enabled_events[]=charge.*', 'enabled_events[0]'],
  ['url=http://127.0.0.1:9/h&enabled_events[]=*&enabled_events[]=charge.suceeded', 'enabled_events[1]'], // mistyped
  ['url=http://127.0.0.1:9/h&enabled_events[]=*&disabled=true', 'disabled'], // only in an update
  ['url=http://127.0.0.1:9/h&enabled_events[]=*&secret=mine', 'secret'],
])('an endpoint from %s is refused for %s', async (body, param) => {
  const { status, error } = await post('/v1/webhook_endpoints', body);
  expect([status, error['param']]).toEqual([400, param]);
});

test('an event arrives as it can be read, signed over its exact bytes with the endpoint’s own secret', async () => {
  const { stripe } = await aSandbox();
  const { url, heard } = await anEndpoint();
  const { secret = '' } = await stripe.webhookEndpoints.create({ url, enabled_events: ['customer.created'] });
  const customer = await stripe.customers.create({ name: 'Zoë' }, { idempotencyKey: 'one' });
  const [delivery] = await untilHeard(heard, 1);
  if (!delivery) throw new Error('nothing was heard');
  const header = String(delivery.headers['stripe-signature']);
  expect(header).toMatch(/^t=\d{10},v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/); // v0: of test events, and worth nothing
  const time = /t=(\d+)/.exec(header)?.[1] ?? '';
  const hmac = createHmac('sha256', secret).update(`${time}.${delivery.body}`).digest('hex');
  expect(header).toContain(`v1=${hmac}`);
  const event = Stripe.webhooks.constructEvent(delivery.body, header, secret);
  expect(() => Stripe.webhooks.constructEvent(`${delivery.body} `, header, secret)).toThrow(/signature/i);
  expect(() => Stripe.webhooks.constructEvent(delivery.body, header, 'whsec_other')).toThrow(/signature/i);
  // indented by two, so that whoever signs a text of their own making, and not the body that came, finds out here
  expect(delivery.body).toBe(JSON.stringify(event, null, 2));
  expect(delivery.headers).toMatchObject({
    accept: '*/*; q=0.5, application/xml',
    'cache-control': 'no-cache',
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  });
  expect(event).toMatchObject({
    id: expect.stringMatching(/^evt_/),
    object: 'event',
    api_version: '2026-10-28.endive',
    livemode: false,
    pending_webhooks: 1,
    request: { id: customer.lastResponse.requestId, idempotency_key: 'one' },
    type: 'customer.created',
    data: { object: JSON.parse(JSON.stringify(customer)) as object },
  });
  expect(event).not.toHaveProperty('account');
  await vi.waitFor(async () => expect((await stripe.events.retrieve(event.id)).pending_webhooks).toBe(0));
});

test('an endpoint that fails twice hears the same event a third time, each signed anew', async () => {
  const { stripe } = await aSandbox();
  const { url, heard } = await anEndpoint(2);
  const { secret = '' } = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
  await stripe.customers.create({});
  const deliveries = await untilHeard(heard, 3);
  expect(new Set(deliveries.map(({ body }) => body)).size).toBe(1);
  for (const { headers, body } of deliveries)
    expect(Stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret).type).toBe(
      'customer.created',
    );
  expect((await stripe.events.list()).data).toHaveLength(1);
});

test.each([
  [{ name: 'Sam' }, { name: 'Pat' }],
  [{ metadata: { a: '2' } }, { metadata: { a: '1' } }],
  [{ metadata: { b: '2' } }, { metadata: { b: null } }], // there was none
  [{ metadata: { a: '' } }, { metadata: { a: '1' } }],
  [{ address: { city: 'Bend' } }, { address: { city: 'Salem' } }],
  [{ preferred_locales: ['en', 'fr'] }, { preferred_locales: ['en', 'es'] }], // an array as a whole
])('customer.updated with %j says only what was there before: %j', async (update, before) => {
  const { stripe } = stranger();
  const customer = await stripe.customers.create({
    name: 'Pat',
    metadata: { a: '1', kept: 'yes' },
    address: { city: 'Salem' },
    preferred_locales: ['en', 'es'],
  });
  const updated = await stripe.customers.update(customer.id, update);
  const [event] = (await stripe.events.list({ type: 'customer.updated', limit: 1 })).data;
  expect(event?.data).toEqual({
    object: JSON.parse(JSON.stringify(updated)) as object,
    previous_attributes: before,
  });
});
