import { BlockList } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isOrigin } from './exact-origin.ts';

/** Every setting of the product, typed. Entry points read it once and pass values in; nothing else reads the environment. */
export type Config = Readonly<z.infer<typeof settings>>;

export class ConfigError extends Error {
  override name = 'ConfigError';
}

const port = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a port number, 0 to 65535 (0 takes a free one)' })
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(65_535, 'must be at most 65535')
    .default(fallback);

const optionalUrl = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` }).optional();

const proxy = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const mappedIpv4 = new BlockList();
mappedIpv4.addSubnet('::ffff:0:0', 96, 'ipv6');

/** The shortest prefix of a proxy's range: a few wider ones would together believe any caller. */
function leastPrefix(network: string): number {
  if (!network.includes(':')) return 8;
  return mappedIpv4.check(network, 'ipv6') ? 96 + 8 : 32;
}

function isProxy(text: string): boolean {
  if (!proxy.safeParse(text).success) return false;
  const [network = '', prefix] = text.split('/');
  return prefix === undefined || Number(prefix) >= leastPrefix(network);
}

const shape = z.object({
  ONWARD_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
    .default('development'),
  ONWARD_PORT: port(4000),
  ONWARD_HOST: z.string().min(1).default('localhost'),
  ONWARD_ORIGIN: z
    .string()
    .refine(isOrigin, {
      error:
        'must be an origin and nothing else: http or https, the host in lower case, the port where it is not the usual one, and no slash at the end, like https://pay.example.org',
    })
    .optional(),
  ONWARD_PAGE_ORIGIN: z
    .string()
    .refine(isOrigin, { error: 'must be an origin and nothing else, like https://secure.example.org' })
    .optional(),
  ONWARD_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((each) => each.trim()))
    .transform((list) => list.filter((each) => each !== ''))
    .refine((list) => list.every(isProxy), {
      error:
        'must be addresses or ranges with commas between them, e.g. 10.0.0.5,10.1.0.0/16 (no names; no range wider than /8, for IPv6 /32)',
    }),
  ONWARD_DATA: z.string().min(1).default('.onward'),
  ONWARD_LOG: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:.+|postgres(ql)?:\/\/[^/]+\/.+)/,
      'must be file:<path>, e.g. file:/var/lib/onward/onward.db, or postgresql://<user>:<password>@<host>/<database>',
    )
    .optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:]+:\d+$/, 'must be host:port, e.g. 127.0.0.1:7233')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_CLI_PATH: z.string().min(1).optional(),
  TEMPORAL_PORT: port(0),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a key that starts with sk_test_ (or sk_live_ in production)')
    .optional(),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_(test|live)_\w+$/, 'must be a key that starts with pk_test_ (or pk_live_ in production)')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\w+$/, 'must start with whsec_')
    .optional(),
  STRIPE_SANDBOX_URL: optionalUrl(/^http$/, 'http://localhost:4004'),
  SMTP_URL: optionalUrl(/^smtps?$/, 'smtp://localhost:2525'),
  MAIL_FROM: z.email('must be an e-mail address').default('payments@onward.example'),
  SETTLEMENT_SECONDS: z.coerce.number().int().min(1, 'must be 1 or more').default(60),
});

const settings = shape.transform((env, issues) => {
  const stripe = stripeOf(env, (name, message) => issues.addIssue({ code: 'custom', path: [name], message }));
  const dataFolder = resolve(env.ONWARD_DATA);
  return {
    env: env.ONWARD_ENV,
    host: env.ONWARD_HOST,
    port: env.ONWARD_PORT,
    /** Where browsers reach the api; absent: http://<host>:<port as bound>. */
    origin: env.ONWARD_ORIGIN,
    /** Where browsers reach the agencies' secure pages; absent: as the api. */
    pageOrigin: env.ONWARD_PAGE_ORIGIN,
    /** Whose `x-forwarded-for` is believed; nobody's where it is empty. */
    trustedProxies: env.ONWARD_TRUSTED_PROXIES,
    dataFolder,
    logLevel: env.ONWARD_LOG,
    databaseUrl: env.DATABASE_URL ?? `file:${resolve(dataFolder, 'onward.db')}`,
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      cliPath: env.TEMPORAL_CLI_PATH,
      port: env.TEMPORAL_PORT,
    },
    /** Undefined where nothing was set: the demo starts the sandbox then, the product alone refuses to start. */
    stripe,
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    settlementSeconds: env.SETTLEMENT_SECONDS,
  };
});

/** How Stripe is reached: the real one with a test or live key, or the sandbox. */
export type StripeConfig =
  | { mode: 'test' | 'live'; secretKey: string; publishableKey: string; webhookSecret: string }
  | { mode: 'sandbox'; url: string; secretKey: string; publishableKey: string; webhookSecret: string };

/** What the sandbox accepts; it holds no money, so these are no secrets. */
export const sandboxStripe = (url: string): StripeConfig => ({
  mode: 'sandbox',
  url,
  secretKey: 'sk_test_sandbox',
  publishableKey: 'pk_test_sandbox',
  webhookSecret: 'whsec_sandbox',
});

/**
 * The settings from an environment.
 * @throws {ConfigError} one line for each wrong value: its name, what is wrong, what to do
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
  throw new ConfigError(`Onward cannot start with this configuration.\n${lines.join('\n')}`);
}

/**
 * What the product deals with: it starts no sandbox by itself.
 * @throws {ConfigError} where one of them is not named
 */
export function outsideOf({ stripe, mail }: Config): { stripe: StripeConfig; smtpUrl: string } {
  if (stripe === undefined) {
    throw new ConfigError(
      'Onward cannot start without Stripe: set STRIPE_SECRET_KEY, or STRIPE_SANDBOX_URL (npm run sandbox).',
    );
  }
  if (mail.smtpUrl === undefined) {
    throw new ConfigError(
      'Onward cannot start without a mail server: set SMTP_URL, e.g. smtp://localhost:2525.',
    );
  }
  return { stripe, smtpUrl: mail.smtpUrl };
}

/**
 * May api and worker be processes of their own, and any number of each? They must share all they stand on.
 * @throws {ConfigError} a line for each thing that they would not share
 */
export function assertSeparable({ databaseUrl, temporal, origin }: Config): void {
  const lines = [
    databaseUrl.startsWith('file:') &&
      'SQLite wants one writer: start both as one process (npm run serve), or set DATABASE_URL to a postgresql:// address.',
    temporal.address === undefined &&
      'Set TEMPORAL_ADDRESS: each process would start a Temporal server of its own.',
    origin === undefined && 'Set ONWARD_ORIGIN, the same for all: where browsers reach the apis.',
  ].filter((line) => line !== false);
  if (lines.length > 0)
    throw new ConfigError(`Onward cannot start as separate processes.\n${lines.join('\n')}`);
}

type Env = z.infer<typeof shape>;

function stripeOf(env: Env, complain: (name: string, message: string) => void): StripeConfig | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey } = env;
  if (env.STRIPE_SANDBOX_URL !== undefined && env.ONWARD_ENV === 'production') {
    complain(
      'STRIPE_SANDBOX_URL',
      'holds no money, and everybody knows its keys: in production set STRIPE_SECRET_KEY and what belongs to it instead',
    );
  }
  if (secretKey === undefined)
    return env.STRIPE_SANDBOX_URL ? sandboxStripe(env.STRIPE_SANDBOX_URL) : undefined;
  const live = secretKey.includes('_live_');
  if (live && env.ONWARD_ENV !== 'production') {
    complain(
      'STRIPE_SECRET_KEY',
      'is a live key, which moves real money: use a test key, or set ONWARD_ENV=production',
    );
  }
  if (env.STRIPE_SANDBOX_URL !== undefined) {
    complain('STRIPE_SANDBOX_URL', 'is set beside STRIPE_SECRET_KEY: unset one of them');
  }
  if (publishableKey === undefined || publishableKey.includes('_live_') !== live) {
    complain(
      'STRIPE_PUBLISHABLE_KEY',
      `must be the publishable key that belongs to STRIPE_SECRET_KEY (pk_${live ? 'live' : 'test'}_…)`,
    );
  }
  if (env.STRIPE_WEBHOOK_SECRET === undefined) {
    complain(
      'STRIPE_WEBHOOK_SECRET',
      'must be set with STRIPE_SECRET_KEY: the signing secret of the webhook endpoint',
    );
  }
  return {
    mode: live ? 'live' : 'test',
    secretKey,
    publishableKey: publishableKey ?? '',
    webhookSecret: env.STRIPE_WEBHOOK_SECRET ?? '',
  };
}
