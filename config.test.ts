import { expect, test } from 'vitest';
import { assertSeparable, ConfigError, readConfig } from './config.ts';

/** What the start says of an environment. */
function complaint(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

test('nothing set is a development product on SQLite, with no Stripe chosen', () => {
  expect(readConfig({})).toMatchObject({
    env: 'development',
    port: 4000,
    stripe: undefined,
    logLevel: 'info',
  });
  expect(readConfig({}).databaseUrl).toMatch(/^file:\/.*onward\.db$/);
});

test.each([
  [{ ONWARD_PORT: '70000' }, /ONWARD_PORT must be at most 65535/],
  [{ ONWARD_PORT: 'http' }, /ONWARD_PORT must be a port number/],
  [{ ONWARD_ENV: 'staging' }, /ONWARD_ENV must be development, test or production/],
  [
    { ONWARD_ORIGIN: 'pay.example.org' },
    /ONWARD_ORIGIN must be an origin .* like https:\/\/pay\.example\.org/,
  ],
  [{ ONWARD_ORIGIN: 'https://pay.example.org/' }, /ONWARD_ORIGIN must be an origin/],
  [{ ONWARD_ORIGIN: 'https://pay.example.org/pay' }, /ONWARD_ORIGIN must be an origin/],
  [{ ONWARD_ORIGIN: 'https://Pay.example.org' }, /ONWARD_ORIGIN must be an origin/],
  [{ ONWARD_ORIGIN: 'https://pay.example.org:443' }, /ONWARD_ORIGIN must be an origin/],
  [{ ONWARD_ORIGIN: 'https://me@pay.example.org' }, /ONWARD_ORIGIN must be an origin/],
  [{ ONWARD_ORIGIN: 'ftp://pay.example.org' }, /ONWARD_ORIGIN must be an origin/],
  [{ ONWARD_TRUSTED_PROXIES: 'proxy.example' }, /ONWARD_TRUSTED_PROXIES must be addresses or ranges/],
  [{ ONWARD_TRUSTED_PROXIES: '10.0.0.1,10.0.0.1/33' }, /ONWARD_TRUSTED_PROXIES must be/],
  [
    { ONWARD_TRUSTED_PROXIES: '0.0.0.0/0' },
    /ONWARD_TRUSTED_PROXIES .* no range wider than \/8, for IPv6 \/32/,
  ],
  [{ ONWARD_TRUSTED_PROXIES: '0.0.0.0/1,128.0.0.0/1' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_TRUSTED_PROXIES: '10.0.0.0/7' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_TRUSTED_PROXIES: '::1,::/0' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_TRUSTED_PROXIES: '::/1,8000::/1' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_TRUSTED_PROXIES: 'fd00::/31' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_TRUSTED_PROXIES: '::ffff:0:0/96' }, /ONWARD_TRUSTED_PROXIES must be/], // all of IPv4, mapped
  [{ ONWARD_TRUSTED_PROXIES: '::ffff:128.0.0.0/97' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_LOG: 'loud' }, /ONWARD_LOG must be trace, debug/],
  [{ DATABASE_URL: 'mysql://localhost/onward' }, /DATABASE_URL must be file:<path>.*or postgresql:/],
  [{ TEMPORAL_ADDRESS: 'localhost' }, /TEMPORAL_ADDRESS must be host:port/],
  [{ STRIPE_SECRET_KEY: 'secret' }, /STRIPE_SECRET_KEY must be a key that starts with sk_test_/],
  [{ SMTP_URL: 'localhost' }, /SMTP_URL must be an address like smtp/],
  [{ SETTLEMENT_SECONDS: '0' }, /SETTLEMENT_SECONDS must be 1 or more/],
])('%o stops the start with the name and the way out', (env, sentence) => {
  expect(complaint(env)).toMatch(sentence);
});

test('proxies are believed by address or range, and none unless they are named', () => {
  expect(readConfig({}).trustedProxies).toEqual([]);
  const named = { ONWARD_TRUSTED_PROXIES: ' 10.0.0.5, 10.0.0.0/8 ,::1,fd00:1::/32,::ffff:10.0.0.0/104,' };
  expect(readConfig(named).trustedProxies).toEqual([
    '10.0.0.5',
    '10.0.0.0/8',
    '::1',
    'fd00:1::/32',
    '::ffff:10.0.0.0/104',
  ]);
});

test.each(['https://pay.example.org', 'http://localhost:4000', 'http://[::1]:4000'])(
  '%s is where browsers may reach Onward',
  (origin) => {
    expect(readConfig({ ONWARD_ORIGIN: origin }).origin).toBe(origin);
  },
);

test('every wrong value is told at once', () => {
  const told = complaint({ ONWARD_PORT: '-1', ONWARD_ENV: 'x', MAIL_FROM: 'nobody' });
  expect(
    told
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0]),
  ).toEqual(['ONWARD_ENV', 'ONWARD_PORT', 'MAIL_FROM']);
});

const live = {
  STRIPE_SECRET_KEY: 'sk_live_sample',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_sample',
  STRIPE_WEBHOOK_SECRET: 'whsec_sample',
};

test('a live key is refused outside production, and is never repeated in the sentence', () => {
  expect(complaint(live)).toMatch(/STRIPE_SECRET_KEY is a live key/);
  expect(complaint({ ...live, ONWARD_ENV: 'test' })).not.toContain('sk_live_sample');
  expect(readConfig({ ...live, ONWARD_ENV: 'production' }).stripe).toMatchObject({ mode: 'live' });
});

test('keys of two kinds, or one alone, are refused', () => {
  const key = { STRIPE_SECRET_KEY: 'sk_test_sample' };
  expect(complaint(key)).toMatch(/STRIPE_PUBLISHABLE_KEY must be[\s\S]*STRIPE_WEBHOOK_SECRET must be set/);
  expect(complaint({ ...live, ...key, ONWARD_ENV: 'production' })).toMatch(/STRIPE_PUBLISHABLE_KEY must be/);
  expect(complaint({ ...key, STRIPE_SANDBOX_URL: 'http://localhost:1' })).toMatch(
    /STRIPE_SANDBOX_URL is set beside/,
  );
});

test('production takes no sandbox, whose keys everybody knows', () => {
  const sandbox = { STRIPE_SANDBOX_URL: 'http://localhost:4004' };
  expect(complaint({ ...sandbox, ONWARD_ENV: 'production' })).toMatch(
    /STRIPE_SANDBOX_URL holds no money.* set STRIPE_SECRET_KEY/,
  );
  expect(readConfig(sandbox).stripe).toMatchObject({ mode: 'sandbox' });
});

test('an empty value counts as not set', () => {
  expect(readConfig({ ONWARD_PORT: '', STRIPE_SECRET_KEY: '' })).toMatchObject({
    port: 4000,
    stripe: undefined,
  });
});

test('api and worker are separate processes only where they share database, Temporal and address', () => {
  const shared = {
    DATABASE_URL: 'postgresql://localhost/onward',
    TEMPORAL_ADDRESS: 'localhost:7233',
    ONWARD_ORIGIN: 'https://pay.example.org',
  };
  expect(() => assertSeparable(readConfig(shared))).not.toThrow();
  expect(() => assertSeparable(readConfig({}))).toThrow(
    /SQLite wants one writer[\s\S]*TEMPORAL_ADDRESS[\s\S]*ONWARD_ORIGIN/,
  );
  for (const name of Object.keys(shared)) {
    expect(() => assertSeparable(readConfig({ ...shared, [name]: '' }))).toThrow(ConfigError);
  }
});
