// @vitest-environment node
import { expect, test } from 'vitest';
import { aStranger, raw } from './test-stranger.ts';

/**
 * Codes and shapes: https://docs.stripe.com/api/errors and /error-codes; words marked "recorded" are from published
 * recordings of the API (2026-08-26 and later).
 */
const stranger = aStranger();
const post = (path: string, body: string) => raw(stranger(), 'POST', path, { body });
const intent = 'amount=4200&currency=usd';

test.each([
  // recorded
  ['currency=usd', 'parameter_missing', 'amount', 'Missing required param: amount.'],
  ['amount=100', 'parameter_missing', 'currency', 'Missing required param: currency.'],
  [`${intent}&foo=1`, 'parameter_unknown', 'foo', 'Received unknown parameter: foo'],
  [`${intent}&foo=1&bar=2`, 'parameter_unknown', 'foo', 'Received unknown parameters: foo, bar'],
  ['amount=lots&currency=usd', 'parameter_invalid_integer', 'amount', 'Invalid integer: lots'],
  ['amount=10.5&currency=usd', 'parameter_invalid_integer', 'amount', 'Invalid integer: 10.5'],
  ['amount=49&currency=usd', 'amount_too_small', 'amount', 'Amount must be at least $0.50 usd'],
  ['amount=29&currency=gbp', 'amount_too_small', 'amount', 'Amount must be at least £0.30 gbp'],
  // documented codes
  ['amount=-100&currency=usd', 'parameter_invalid_integer', 'amount', undefined],
  ['amount=100000000&currency=usd', 'amount_too_large', 'amount', undefined],
  ['amount[a]=1&currency=usd', 'parameter_invalid_integer', 'amount', undefined],
  ['amount=&currency=usd', 'parameter_invalid_empty', 'amount', undefined],
  [`${intent}&description=`, 'parameter_invalid_empty', 'description', undefined],
  [`${intent}&receipt_email=nobody`, 'email_invalid', 'receipt_email', 'Invalid email address: nobody'],
  [`${intent}&confirm=true&return_url=ftp://a.example`, 'url_invalid', 'return_url', undefined],
  [`${intent}&customer=cus_nobody`, 'resource_missing', 'customer', "No such customer: 'cus_nobody'"],
  [`${intent}&payment_method=pm_no`, 'resource_missing', 'payment_method', undefined],
  // nested names, as they were written
  [
    `${intent}&automatic_payment_methods[foo]=1`,
    'parameter_unknown',
    'automatic_payment_methods[foo]',
    undefined,
  ],
  [
    `${intent}&payment_method_data[type]=card&payment_method_data[billing_details][address][planet]=earth`,
    'parameter_unknown',
    'payment_method_data[billing_details][address][planet]',
    'Received unknown parameter: payment_method_data[billing_details][address][planet]',
  ],
  [
    `${intent}&automatic_payment_methods[allow_redirects]=never`,
    'parameter_missing',
    'automatic_payment_methods[enabled]',
    undefined,
  ],
  [
    `${intent}&confirm=true&mandate_data[customer_acceptance][kind]=online`,
    'parameter_unknown',
    'mandate_data[customer_acceptance][kind]',
    undefined,
  ],
  [`${intent}&shipping[name]=Pat`, 'parameter_missing', 'shipping[address]', undefined],
])('POST /v1/payment_intents %s → %s for %s', async (body, code, param, message) => {
  const { status, error, headers } = await post('/v1/payment_intents', body);
  expect(status).toBe(400);
  expect(error).toMatchObject({
    type: 'invalid_request_error',
    code,
    param,
    message: message ?? expect.any(String),
  });
  expect(error['doc_url']).toBe(`https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`);
  expect(String(error['request_log_url'])).toContain(`?object=${headers.get('request-id')}`); // recorded
  expect(error).not.toHaveProperty('payment_intent');
});

test.each([
  [
    `${intent}&capture_method=later`,
    'capture_method',
    'Invalid capture_method: must be one of automatic, automatic_async, or manual',
  ],
  [`${intent}&confirm=maybe`, 'confirm', 'Invalid boolean: maybe'],
  [`${intent}&metadata=text`, 'metadata', 'Invalid object'],
  [`${intent}&automatic_payment_methods=true`, 'automatic_payment_methods', 'Invalid object'],
  [`${intent}&description=${'x'.repeat(1001)}`, 'description', undefined],
  [`${intent}&statement_descriptor_suffix=${'x'.repeat(23)}`, 'statement_descriptor_suffix', undefined],
  [`${intent}&statement_descriptor_suffix=123456`, 'statement_descriptor_suffix', undefined],
  [`${intent}&statement_descriptor_suffix=%3Cfee%3E`, 'statement_descriptor_suffix', undefined],
  ['amount=100&currency=xyz', 'currency', undefined],
  [`${intent}&off_session=true`, 'off_session', undefined], // only with confirm=true
  [`${intent}&error_on_requires_action=true`, 'error_on_requires_action', undefined],
  [`${intent}&return_url=https://a.example`, 'return_url', undefined],
])('POST /v1/payment_intents %s is refused for %s, and has no code', async (body, param, message) => {
  const { status, error } = await post('/v1/payment_intents', body);
  expect(status).toBe(400);
  expect(error).toMatchObject({
    type: 'invalid_request_error',
    param,
    message: message ?? expect.any(String),
  });
  expect(error).not.toHaveProperty('code');
  expect(error).not.toHaveProperty('doc_url');
});

test('an amount of nothing is refused with the way to save a card instead (recorded)', async () => {
  const { error } = await post('/v1/payment_intents', 'amount=0&currency=usd');
  expect(error).toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' });
  expect(error['message']).toMatch(
    /^The amount must be greater than or equal to the minimum charge amount allowed/,
  );
});

test.each([
  ['50', '99999999', 'usd'],
  ['50', '99999999', 'eur'],
  ['30', '99999999', 'gbp'],
])('the least and the most that can be charged, %s and %s %s, are taken', async (least, most, currency) => {
  for (const amount of [least, most]) {
    const { status, body } = await post(
      '/v1/payment_intents',
      `amount=${amount}&currency=${currency.toUpperCase()}`,
    );
    expect([status, body['amount'], body['currency']]).toEqual([200, Number(amount), currency]);
  }
});

test.each([
  // recorded
  ['GET', '/v1/customers/cus_nobody', 'id', "No such customer: 'cus_nobody'"],
  ['POST', '/v1/customers/cus_nobody', 'id', "No such customer: 'cus_nobody'"],
  ['DELETE', '/v1/customers/cus_nobody', 'id', "No such customer: 'cus_nobody'"],
  ['GET', '/v1/payment_intents/pi_no', 'intent', "No such payment_intent: 'pi_no'"],
  ['POST', '/v1/payment_intents/pi_no/confirm', 'intent', "No such payment_intent: 'pi_no'"],
  ['POST', '/v1/payment_intents/pi_no/capture', 'intent', "No such payment_intent: 'pi_no'"],
  ['POST', '/v1/payment_intents/pi_no/cancel', 'intent', "No such payment_intent: 'pi_no'"],
  ['GET', '/v1/setup_intents/seti_no', 'intent', "No such setupintent: 'seti_no'"],
  ['GET', '/v1/charges/ch_no', 'id', "No such charge: 'ch_no'"],
  ['GET', '/v1/payment_methods/pm_no', 'payment_method', "No such PaymentMethod: 'pm_no'"],
  ['GET', '/v1/events/evt_no', 'id', "No such event: 'evt_no'"],
  ['GET', '/v1/balance_transactions/txn_no', 'id', "No such balance transaction: 'txn_no'"],
  ['GET', '/v1/webhook_endpoints/we_no', 'webhook_endpoint', "No such webhook endpoint: 'we_no'"],
])('%s %s is a 404 for %s', async (method, path, param, message) => {
  const { status, error } = await raw(stranger(), method, path, method === 'POST' ? { body: '' } : {});
  expect(status).toBe(404);
  expect(error).toMatchObject({ type: 'invalid_request_error', code: 'resource_missing', param, message });
});

test('an id that nothing has is a 404 however long it is', async () => {
  const long = `cus_${'x'.repeat(4000)}`;
  const { status, error, headers } = await raw(stranger(), 'GET', `/v1/customers/${long}`);
  expect([status, error['code'], error['message']]).toEqual([
    404,
    'resource_missing',
    `No such customer: '${long}'`,
  ]);
  expect(headers.get('request-id')).toMatch(/^req_/);
});

test('an address that cannot be read is refused in Stripe’s shape too', async () => {
  const { status, error, headers } = await raw(stranger(), 'GET', '/v1/customers/%zz');
  expect([status, error['type']]).toEqual([400, 'invalid_request_error']);
  expect(headers.get('request-id')).toMatch(/^req_/);
});

test('a client secret in place of an id is told from an id (recorded)', async () => {
  const { body } = await post('/v1/payment_intents', intent);
  const { status, error } = await raw(
    stranger(),
    'GET',
    `/v1/payment_intents/${String(body['client_secret'])}`,
  );
  expect(status).toBe(404);
  expect(error).toMatchObject({ type: 'invalid_request_error', param: 'intent' });
  expect(error['message']).toMatch(
    /^You passed a string that looks like a client secret as the PaymentIntent ID/,
  );
  expect(error).not.toHaveProperty('code');
});

test.each([
  [
    'GET',
    '/v1/unicorns',
    /^Unrecognized request URL \(GET: \/v1\/unicorns\)\. Please see https:\/\/stripe\.com\/docs or/,
  ],
  [
    'POST',
    '/v1/payment_intents/',
    /^Unrecognized request URL .* If you are trying to list objects, remove the trailing slash/,
  ],
  ['DELETE', '/v1/payment_intents/pi_1', /^Unrecognized request URL \(DELETE: \/v1\/payment_intents\/pi_1\)/], // no 405 (recorded)
  ['PUT', '/v1/customers', /^Unrecognized request URL \(PUT: \/v1\/customers\)/],
  ['GET', '/', /^Unrecognized request URL \(GET: \/\)/],
])('%s %s is an address that there is not', async (method, path, message) => {
  const { status, error, headers } = await raw(stranger(), method, path);
  expect(status).toBe(404);
  expect(Object.keys(error).toSorted()).toEqual(['message', 'type']);
  expect(error).toMatchObject({ type: 'invalid_request_error', message: expect.stringMatching(message) });
  expect(headers.get('request-id')).toMatch(/^req_/);
});

test.each([
  ['no header', {}],
  ['an empty header', { authorization: '' }],
  ['no key in it', { authorization: 'Bearer ' }],
  ['Basic without a name', { authorization: `Basic ${Buffer.from(':').toString('base64')}` }],
])('without a key (%s): 401 in the recorded words', async (_what, headers: Record<string, string>) => {
  const { sandbox } = stranger();
  const answer = await fetch(`${sandbox.url}/v1/customers`, { headers });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Stripe"');
  expect(answer.headers.get('request-id')).toMatch(/^req_[A-Za-z0-9]{14}$/);
  expect(await answer.json()).toEqual({
    error: {
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
      type: 'invalid_request_error',
    },
  });
});

test.each(['Bearer sk_nothing', 'Bearer nonsense', 'Basic !!!', 'Bearer sk_live_abcdefghijkl'])(
  'a wrong key is a 401 that does not say it back: %s',
  async (authorization) => {
    const { status, error } = await raw(stranger(), 'GET', '/v1/customers', { headers: { authorization } });
    expect(status).toBe(401);
    expect(error).toMatchObject({ type: 'invalid_request_error' });
    expect(JSON.stringify(error)).not.toContain('abcdefgh');
  },
);

test.each([
  ['pi_1PiXFx0000000000secret_zlzo', 'pi_1PiXF******************zlzo'], // recorded in flutter-stripe/flutter_stripe#1877
  ['sk_test-0123456789', 'sk_test-******6789'],
])('what is no key is named by its first eight and last four characters: %s', async (key, masked) => {
  const headers = { authorization: `Bearer ${key}` };
  const { error } = await raw(stranger(), 'GET', '/v1/customers', { headers });
  expect(error['message']).toBe(`Invalid API Key provided: ${masked}`);
});

test('Basic with the key as the name is as good as Bearer, and the scheme’s case does not matter', async () => {
  const basic = `Basic ${Buffer.from('sk_test_sandbox:').toString('base64')}`;
  for (const authorization of [basic, basic.replace('Basic', 'basic'), 'bearer sk_test_sandbox']) {
    expect((await raw(stranger(), 'GET', '/v1/customers', { headers: { authorization } })).status).toBe(200);
  }
});

test('a publishable key makes methods and reads by client secret, and nothing else', async () => {
  const headers = { authorization: 'Bearer pk_test_sandbox' };
  const { body } = await post('/v1/payment_intents', `${intent}&metadata[case]=secret`);
  const [id, secret] = [String(body['id']), String(body['client_secret'])];
  const read = (query: string) => raw(stranger(), 'GET', `/v1/payment_intents/${id}${query}`, { headers });
  const seen = await read(`?client_secret=${secret}`);
  expect([seen.status, seen.body['id'], seen.body['client_secret']]).toEqual([200, id, secret]);
  expect(seen.body).not.toHaveProperty('metadata');
  for (const query of ['', '?client_secret=wrong']) expect((await read(query)).status).toBe(400);
  for (const path of ['/v1/customers', '/v1/charges', '/v1/balance', '/v1/events', '/v1/payment_intents']) {
    const { status, error } = await raw(stranger(), 'GET', path, { headers });
    expect([status, error['code']]).toEqual([403, 'secret_key_required']);
  }
});

test('a refusal shows a browser no more of an intent than its client secret does', async () => {
  const { body } = await post('/v1/payment_intents', `${intent}&metadata[case]=secret`);
  const confirmation = `client_secret=${String(body['client_secret'])}&payment_method=pm_card_chargeDeclined&return_url=https://a.example`;
  const { status, error } = await raw(
    stranger(),
    'POST',
    `/v1/payment_intents/${String(body['id'])}/confirm`,
    {
      body: confirmation,
      headers: { authorization: 'Bearer pk_test_sandbox' },
    },
  );
  expect([status, error['code']]).toEqual([402, 'card_declined']);
  expect(error['payment_intent']).toMatchObject({ id: body['id'], status: 'requires_payment_method' });
  expect(error['payment_intent']).not.toHaveProperty('metadata');
  expect(error['payment_intent']).not.toHaveProperty('latest_charge');
});

test('what Stripe has and the sandbox has not says so, and is no documentation of Stripe’s', async () => {
  const { status, error } = await post('/v1/payment_intents', `${intent}&transfer_data[destination]=acct_x`);
  expect(status).toBe(400);
  expect(error).toMatchObject({ code: 'sandbox_unsupported', param: 'transfer_data' });
  expect(error).not.toHaveProperty('doc_url');
  for (const of of ['payment_intents', 'customers', 'charges'])
    expect((await raw(stranger(), 'GET', `/v1/${of}/search?query=x`)).status).toBe(404); // not read as an id
  for (const path of ['/v1/refunds', '/v1/payouts', '/v1/reviews'])
    expect((await raw(stranger(), 'GET', path)).error['message']).toContain('the sandbox does not');
});

test('a JSON body is refused: v1 reads forms', async () => {
  const { status, error } = await raw(stranger(), 'POST', '/v1/payment_intents', {
    body: '{"amount":4200}',
    headers: { 'content-type': 'application/json' },
  });
  expect([status, error['type']]).toEqual([400, 'invalid_request_error']);
  expect(error['message']).toMatch(
    /^Invalid request \(check that your POST content type is application\/x-www-form-urlencoded\)/,
  );
});

test('every answer has a Request-Id of its own and says its version; what is no version is refused', async () => {
  const answers = await Promise.all([1, 2].map(() => raw(stranger(), 'GET', '/v1/customers')));
  const ids = answers.map(({ headers }) => headers.get('request-id'));
  for (const id of ids) expect(id).toMatch(/^req_[A-Za-z0-9]{14}$/);
  expect(new Set(ids).size).toBe(2);
  for (const { headers } of answers) {
    expect(headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect(headers.get('content-type')).toBe('application/json'); // recorded: stripe/stripe-node#950
  }
  const wrong = await raw(stranger(), 'GET', '/v1/customers', { headers: { 'stripe-version': 'newest' } });
  expect([wrong.status, wrong.error['message']]).toEqual([400, 'Invalid Stripe API version: newest']);
});

test('Stripe-Account says whose objects are meant, is said back, and is refused where it is none', async () => {
  const headers = { 'stripe-account': 'acct_linn' };
  const made = await raw(stranger(), 'POST', '/v1/customers', { body: 'name=Pat', headers });
  expect([made.status, made.headers.get('stripe-account')]).toEqual([200, 'acct_linn']);
  const path = `/v1/customers/${String(made.body['id'])}`;
  expect((await raw(stranger(), 'GET', path, { headers })).status).toBe(200);
  expect((await raw(stranger(), 'GET', path)).error['code']).toBe('resource_missing');
  const wrong = await raw(stranger(), 'GET', path, { headers: { 'stripe-account': 'linn' } });
  expect([wrong.status, wrong.error['code']]).toEqual([403, 'account_invalid']);
});
