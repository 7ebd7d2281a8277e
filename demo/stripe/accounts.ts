import type { Database } from './database.ts';
import { StripeError } from './errors.ts';

export interface Caller {
  /** whose objects the request is about */
  account: string;
  /** whose key it came with */
  platform: string;
  /** a key that a browser may hold: it can make tokens and read by client secret, no more */
  publishable: boolean;
}

/**
 * Who calls: the key names the platform (`sk_test_sandbox` and `pk_test_sandbox` are acct_sandbox's), and
 * the `Stripe-Account` header one of its connected accounts, which exists from its first use.
 * @throws {StripeError} 401 without a test key, 403 for another platform's account
 */
export function identify(database: Database, authorization?: string, stripeAccount?: string): Caller {
  const { publishable, platform } = readKey(keyIn(authorization));
  register(database, platform, platform);
  if (stripeAccount === undefined || stripeAccount === '')
    return { account: platform, platform, publishable };
  if (!/^acct_[A-Za-z0-9_]{1,64}$/.test(stripeAccount)) throw noAccess(stripeAccount);
  if (register(database, stripeAccount, platform) !== platform) throw noAccess(stripeAccount);
  return { account: stripeAccount, platform, publishable };
}

/** The platform that an account belongs to; its own, if it is one. */
export function platformOf(database: Database, account: string): string {
  return knownPlatform(database, account) ?? account;
}

function knownPlatform(database: Database, account: string): string | undefined {
  return database
    .prepare<[string], { platform: string }>('SELECT platform FROM account WHERE id = ?')
    .get(account)?.platform;
}

export function register(database: Database, account: string, platform: string): string {
  const known = knownPlatform(database, account);
  if (known !== undefined) return known; // nearly always: no write then
  database.prepare('INSERT OR IGNORE INTO account (id, platform) VALUES (?, ?)').run(account, platform);
  return platformOf(database, account);
}

function keyIn(authorization = ''): string {
  const [scheme = '', credentials = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() === 'basic')
    return Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '';
  return '';
}

function readKey(key: string): { publishable: boolean; platform: string } {
  if (key === '') {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, ' +
        "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication " +
        'for details, or we can help at https://support.stripe.com/.',
    );
  }
  if (/^(sk|rk|pk)_live_/.test(key)) {
    throw unauthorized(
      'This is a sandbox: it refuses live keys. Roll this one if it has left its safe place.',
    );
  }
  const [, kind, name] = /^(sk|pk)_test_([A-Za-z0-9_]{1,100})$/.exec(key) ?? [];
  if (kind === undefined || name === undefined)
    throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
  return { publishable: kind === 'pk', platform: `acct_${name}` };
}

/** Its first eight and its last four characters, as recorded; of a short one only what kind of key it is. */
function masked(key: string): string {
  if (key.length > 12) return `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
  const [kind = ''] = /^\w{2}_(test|live)_/.exec(key) ?? [];
  return `${kind}${'*'.repeat(key.length - kind.length)}`;
}

function unauthorized(message: string): StripeError {
  const headers = { 'WWW-Authenticate': 'Bearer realm="Stripe"' };
  return new StripeError(401, { type: 'invalid_request_error', message }, { remembered: false, headers });
}

function noAccess(account: string): StripeError {
  const message =
    `The provided key does not have access to account '${account}' (or that account does not exist). ` +
    'Application access may have been revoked.';
  return new StripeError(
    403,
    { type: 'invalid_request_error', code: 'account_invalid', message },
    { remembered: false },
  );
}
