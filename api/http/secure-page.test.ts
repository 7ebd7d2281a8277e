import { expect, test } from 'vitest';
import { aClerk, aWorld, OWN_ORIGIN, PAGE_ORIGIN, PASSWORD, type World } from '../test-world.ts';

const pageOf = ({ server }: World, key: string, query = '') => server.inject({ url: `/pay/${key}${query}` });
const signIn = (world: World, { key, account }: World['a'], origin: string) =>
  world.call('auth', 'signIn', { email: account.email, password: PASSWORD }, { key, origin });

test('each agency has a page of ours with the form for its key, which nobody frames and whose scripts are ours and Stripe’s', async () => {
  const world = await aWorld();
  const page = await pageOf(world, world.a.key);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain(`<onward-pay agency="${world.a.key}">`);
  expect(page.body).toContain(`src="${OWN_ORIGIN}/widget/v1/onward-pay.js"`);
  expect(page.headers['content-security-policy']).toBe(
    [
      "default-src 'none'",
      `script-src ${OWN_ORIGIN} https://js.stripe.com https://*.js.stripe.com`,
      "style-src 'self'",
      `connect-src ${OWN_ORIGIN} https://api.stripe.com`,
      'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com',
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html onward',
    ].join('; '),
  );
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect((await world.server.inject({ url: '/pay/page.css' })).headers['content-type']).toContain('text/css');
});

test('it speaks the language that the link names, else the agency’s; names are text; a key of nobody has no page', async () => {
  const world = await aWorld();
  const { db } = world.database;
  await db.agency.update({ where: { id: world.a.id }, data: { name: '<b>Sample</b>', language: 'es' } });
  const { body } = await pageOf(world, world.a.key);
  expect(body).toContain('<html lang="es">');
  expect(body).toContain('<h1>&lt;b&gt;Sample&lt;/b&gt;</h1>');
  expect((await pageOf(world, world.a.key, '?lang=en')).body).toContain('<html lang="en">');
  expect((await pageOf(world, world.a.key, '?lang=%22%3E')).body).toContain('<html lang="es">');
  const nobody = await pageOf(world, 'pk_onward_nobody');
  expect([nobody.statusCode, nobody.body]).toEqual([404, 'There is no such page.']);
});

test('the page may sign in and ask for every agency, its address is told to the agency’s own page, and a session stays with both', async () => {
  const world = await aWorld();
  const { a, b } = world;
  const { data: view } = await world.call('agency', 'view', {}, { key: a.key, origin: a.origin });
  expect(view?.securePage).toBe(`${PAGE_ORIGIN}/pay/${a.key}`);
  const { data } = await signIn(world, a, PAGE_ORIGIN);
  if (!data?.ok) throw new Error('not signed in');
  const token = data.session.accessToken;
  const open = async (caller: { key: string; origin: string }) =>
    (await world.call('payer', 'open', {}, { ...caller, token })).status;
  expect(await open({ key: a.key, origin: PAGE_ORIGIN })).toBe(200);
  expect(await open({ key: b.key, origin: PAGE_ORIGIN })).toBe(401);
  expect(await open({ key: a.key, origin: a.origin })).toBe(401);
});

test('the browser gets leave for that page; the desk does not open on it, nor the form beside the desk', async () => {
  const world = await aWorld();
  const preflight = await world.server.inject({
    method: 'OPTIONS',
    url: '/trpc/payer.pay',
    headers: { origin: PAGE_ORIGIN, 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers['access-control-allow-origin']).toBe(PAGE_ORIGIN);
  const clerk = await aClerk(world, world.a);
  const there = await world.call('staff', 'searchPayments', {}, { ...clerk, origin: PAGE_ORIGIN });
  expect([there.status, there.error?.data['reason']]).toEqual([403, 'origin']);
  expect((await signIn(world, world.a, OWN_ORIGIN)).error?.data['reason']).toBe('origin');
});

test('beside the desk it would be inert: who opens it on the api’s origin is sent to the page’s, with what the address asks and nothing of a payment', async () => {
  const world = await aWorld();
  const { key } = world.a;
  const { host } = new URL(OWN_ORIGIN);
  const opened = (query: string, headers: Record<string, string> = { host }) =>
    world.server.inject({ url: `/pay/${key}${query}`, headers });
  const moved = await opened(
    '?lang=es&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded&from=%0D%0Aletter',
  );
  expect([moved.statusCode, moved.headers.location]).toEqual([
    302,
    `${PAGE_ORIGIN}/pay/${key}?lang=es&from=%0D%0Aletter`,
  ]);
  expect(moved.headers['cache-control']).toBe('no-store');
  expect((await opened('')).headers.location).toBe(`${PAGE_ORIGIN}/pay/${key}`);
  const page = { host: new URL(PAGE_ORIGIN).host };
  expect((await opened('', page)).statusCode).toBe(200);
  // A proxy that names the api to us for both: what it forwards is believed, or the browser would be sent in circles.
  expect((await opened('', { host, 'x-forwarded-host': page.host })).statusCode).toBe(200);
  expect((await world.server.inject({ url: '/pay/pk_onward_nobody', headers: { host } })).statusCode).toBe(
    404,
  );
});

test('a link for a new password that was asked for there leads back there', async () => {
  const world = await aWorld();
  const { key, account } = world.a;
  const asked = { email: account.email, language: 'en' as const };
  await world.call('auth', 'forgotPassword', asked, { key, origin: PAGE_ORIGIN });
  await expect
    .poll(() => world.mails.map(({ text }) => text).join())
    .toContain(`${PAGE_ORIGIN}/pay/${key}#onward-reset=`);
});
