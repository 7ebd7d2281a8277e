import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

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
  [{ ONWARD_ORIGIN: 'pay.example.org' }, /ONWARD_ORIGIN must be an address like https/],
  [{ ONWARD_TRUSTED_PROXIES: 'proxy.example' }, /ONWARD_TRUSTED_PROXIES must be addresses or ranges/],
  [{ ONWARD_TRUSTED_PROXIES: '10.0.0.1,10.0.0.1/33' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_TRUSTED_PROXIES: '0.0.0.0/0' }, /ONWARD_TRUSTED_PROXIES .* no range of all addresses/],
  [{ ONWARD_TRUSTED_PROXIES: '::1,::/0' }, /ONWARD_TRUSTED_PROXIES must be/],
  [{ ONWARD_LOG: 'loud' }, /ONWARD_LOG must be trace, debug/],
  [{ DATABASE_URL: 'postgresql://localhost/onward' }, /DATABASE_URL must be file:<path>/],
  [{ TEMPORAL_ADDRESS: 'localhost' }, /TEMPORAL_ADDRESS must be host:port/],
  [{ STRIPE_SECRET_KEY: 'secret' }, /STRIPE_SECRET_KEY must be a key that starts with sk_test_/],
  [{ SMTP_URL: 'localhost' }, /SMTP_URL must be an address like smtp/],
  [{ SETTLEMENT_SECONDS: '0' }, /SETTLEMENT_SECONDS must be 1 or more/],
])('%o stops the start with the name and the way out', (env, sentence) => {
  expect(complaint(env)).toMatch(sentence);
});

test('proxies are believed by address or range, and none unless they are named', () => {
  expect(readConfig({}).trustedProxies).toEqual([]);
  const named = { ONWARD_TRUSTED_PROXIES: ' 10.0.0.5, 10.1.0.0/16 ,::1,fd00::/8,' };
  expect(readConfig(named).trustedProxies).toEqual(['10.0.0.5', '10.1.0.0/16', '::1', 'fd00::/8']);
});

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

test('an empty value counts as not set', () => {
  expect(readConfig({ ONWARD_PORT: '', STRIPE_SECRET_KEY: '' })).toMatchObject({
    port: 4000,
    stripe: undefined,
  });
});
