// @vitest-environment node
import { expect, test } from 'vitest';
import { aStranger, raw } from './test-stranger.ts';

/** How parameters may be written: https://docs.stripe.com/api/expanding_objects, /metadata, and the official clients. */
const stranger = aStranger();
const post = (path: string, body: string) => raw(stranger(), 'POST', path, { body });

test.each([
  ['brackets as they are', 'metadata[a]=1&metadata[b]=2'],
  ['brackets encoded', 'metadata%5Ba%5D=1&metadata%5Bb%5D=2'],
  ['small letters in the encoding', 'metadata%5ba%5d=1&metadata%5bb%5d=2'],
  ['the last of two wins', 'metadata[a]=0&metadata[b]=2&metadata[a]=1'],
])('a hash, %s', async (_what, body) => {
  expect((await post('/v1/customers', body)).body['metadata']).toEqual({ a: '1', b: '2' });
});

test.each([
  ['without numbers', 'preferred_locales[]=en&preferred_locales[]=es'],
  ['with numbers', 'preferred_locales[0]=en&preferred_locales[1]=es'],
  ['encoded', 'preferred_locales%5B%5D=en&preferred_locales%5B%5D=es'],
])('a list, %s', async (_what, body) => {
  expect((await post('/v1/customers', body)).body['preferred_locales']).toEqual(['en', 'es']);
});

test.each([
  ['name=Pat+Example', 'Pat Example'],
  ['name=Pat%20Example', 'Pat Example'],
  ['name=Zo%C3%AB%20%F0%9F%99%82', 'Zoë 🙂'],
  ['name=a%26b%3Dc%2Bd', 'a&b=c+d'],
  ['name=%5B%5D', '[]'],
])('the text of %s', async (body, name) => {
  expect((await post('/v1/customers', body)).body['name']).toBe(name);
});

test.each(['preferred_locales=en', 'preferred_locales[a]=en', 'expand=customer', 'expand[a]=customer'])(
  '%s is no list',
  async (body) => {
    const { status, error } = await post('/v1/customers', body);
    expect([status, error['type'], error['message']]).toEqual([
      400,
      'invalid_request_error',
      'Invalid array',
    ]);
  },
);

test.each(['%', '%zz', 'name=%E0%A4%A'])('what is not encoded rightly is a 400: %s', async (body) => {
  const { status, error } = await post('/v1/customers', body);
  expect([status, error['type']]).toEqual([400, 'invalid_request_error']);
});

test.each(['__proto__[a]=1', 'constructor=1', 'toString=1', 'metadata[__proto__]=x&hasOwnProperty=1'])(
  'a name that JavaScript knows is an unknown parameter like any other: %s',
  async (body) => {
    const { status, error } = await post('/v1/customers', body);
    expect([status, error['code']]).toEqual([400, 'parameter_unknown']);
  },
);

test('parameters in the query of a POST count as those in its body', async () => {
  const both = await raw(stranger(), 'POST', '/v1/payment_intents?amount=4200&currency=usd', {
    body: 'description=fee',
  });
  expect([both.status, both.body['amount'], both.body['description']]).toEqual([200, 4200, 'fee']);
  const query = await raw(stranger(), 'POST', '/v1/payment_intents?amount=4200&currency=usd');
  expect([query.status, query.body['amount']]).toEqual([200, 4200]);
  const wrong = await raw(
    stranger(),
    'DELETE',
    `/v1/customers/${String((await post('/v1/customers', '')).body['id'])}?foo=1`,
  );
  expect([wrong.status, wrong.error['code']]).toEqual([400, 'parameter_unknown']);
});

test('a body may be empty or left out, and its charset may be said', async () => {
  expect((await raw(stranger(), 'POST', '/v1/customers')).status).toBe(200);
  expect((await post('/v1/customers', '')).status).toBe(200);
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const { status, body } = await raw(stranger(), 'POST', '/v1/customers', { body: 'name=Pat', headers });
  expect([status, body['name']]).toEqual([200, 'Pat']);
});

test.each([
  ['expand[]=customer', 'POST'],
  ['expand[0]=customer', 'POST'],
  ['expand[]=customer', 'GET'],
  ['expand%5B0%5D=customer', 'GET'],
])('%s opens the customer of a %s', async (expand, method) => {
  const { body: customer } = await post('/v1/customers', 'name=Pat');
  const made = `amount=4200&currency=usd&customer=${String(customer['id'])}`;
  const { body: first } = await post('/v1/payment_intents', method === 'POST' ? `${made}&${expand}` : made);
  const path = `/v1/payment_intents/${String(first['id'])}`;
  const { body } = method === 'GET' ? await raw(stranger(), 'GET', `${path}?${expand}`) : { body: first };
  expect(body['customer']).toEqual(customer);
});

test.each([
  // recorded: https://docs.stripe.com/api/expanding_objects for the depth
  [
    '/v1/customers',
    'bogus',
    "This property cannot be expanded (bogus). You may want to try expanding 'data.bogus' instead.",
  ],
  [
    '/v1/customers',
    'email',
    "This property cannot be expanded (email). You may want to try expanding 'data.email' instead.",
  ],
  ['/v1/customers', 'data.bogus', 'This property cannot be expanded (data.bogus).'],
  [
    '/v1/customers?email=nobody@a.example',
    'bogus',
    "This property cannot be expanded (bogus). You may want to try expanding 'data.bogus' instead.",
  ],
  ['/v1/customers/cus_missing', 'bogus', 'This property cannot be expanded (bogus).'],
  ['/v1/customers/cus_missing', 'description', 'This property cannot be expanded (description).'],
  [
    '/v1/customers/cus_missing',
    'invoice_settings.bogus',
    'This property cannot be expanded (invoice_settings.bogus).',
  ],
  [
    '/v1/payment_intents/pi_missing',
    'latest_charge.amount',
    'This property cannot be expanded (latest_charge.amount).',
  ],
])('GET %s with expand %s is refused before anything is looked up', async (path, expand, message) => {
  const mark = path.includes('?') ? '&' : '?';
  const { status, error } = await raw(stranger(), 'GET', `${path}${mark}expand[]=${expand}`);
  expect(status).toBe(400);
  expect(error).toMatchObject({ type: 'invalid_request_error', message });
  expect(error).not.toHaveProperty('param');
  expect(error).not.toHaveProperty('code');
});

test.each(['address', 'default_source', 'invoice_settings.default_payment_method', 'test_clock', 'shipping'])(
  'expanding %s, which is open already or null, changes nothing (recorded)',
  async (expand) => {
    const { body: customer } = await post('/v1/customers', 'name=Pat');
    const path = `/v1/customers/${String(customer['id'])}`;
    const { status, body } = await raw(stranger(), 'GET', `${path}?expand[]=${expand}`);
    expect([status, body]).toEqual([200, customer]);
    const list = await raw(stranger(), 'GET', '/v1/customers?expand[]=data&limit=1'); // `data` alone too
    expect([list.status, list.body['data']]).toEqual([200, [customer]]);
  },
);

test('a wrong expand on a create makes nothing and charges nothing', async () => {
  const before = await raw(stranger(), 'GET', '/v1/charges?limit=100');
  const body =
    'amount=4200&currency=usd&confirm=true&payment_method=pm_card_visa&return_url=https://a.example&expand[]=bogus';
  expect((await post('/v1/payment_intents', body)).status).toBe(400);
  const after = await raw(stranger(), 'GET', '/v1/charges?limit=100');
  expect(after.body).toEqual(before.body);
});

test('four levels can be opened, five cannot', async () => {
  const paid =
    'amount=4200&currency=usd&confirm=true&payment_method=pm_card_visa&return_url=https://a.example';
  await post('/v1/payment_intents', paid);
  const list = (expand: string) => raw(stranger(), 'GET', `/v1/payment_intents?limit=1&expand[]=${expand}`);
  const { body } = await list('data.latest_charge.balance_transaction.source');
  expect(body['data']).toMatchObject([
    {
      latest_charge: {
        balance_transaction: {
          source: { object: 'charge', balance_transaction: expect.stringMatching(/^txn_/) },
        },
      },
    },
  ]);
  expect((await list('data.latest_charge.balance_transaction.source.customer')).error['message']).toContain(
    'more than 4 levels',
  );
});

test('a deleted customer opens as a deleted customer', async () => {
  const { body: customer } = await post('/v1/customers', 'name=Pat');
  const id = String(customer['id']);
  const { body: made } = await post('/v1/payment_intents', `amount=4200&currency=usd&customer=${id}`);
  await raw(stranger(), 'DELETE', `/v1/customers/${id}`);
  const { body } = await raw(
    stranger(),
    'GET',
    `/v1/payment_intents/${String(made['id'])}?expand[]=customer`,
  );
  expect(body['customer']).toEqual({ id, object: 'customer', deleted: true });
});

test('a nested list of Stripe’s that the sandbox has not is refused as its own lack', async () => {
  const { body: customer } = await post('/v1/customers', 'name=Pat');
  const path = `/v1/customers/${String(customer['id'])}?expand[]=subscriptions`;
  expect((await raw(stranger(), 'GET', path)).error['code']).toBe('sandbox_unsupported');
});
