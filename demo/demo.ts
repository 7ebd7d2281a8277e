import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProduct } from '../api/main.ts';
import { readConfig, type Config } from '../config.ts';
import { openDatabase } from '../prisma/client.ts';
import { migrate } from '../prisma/migrate.ts';
import type { Migrated } from '../prisma/migrations.ts';
import { makeDataFolder } from '../workflows/server/data-folder.ts';
import { claimPidFile, releasePidFile } from '../workflows/server/pid-file.ts';
import { ensureTemporal } from '../workflows/server/temporal-server.ts';
import { buildWidget } from './build-widget.ts';
import { Closers } from './closers.ts';
import { startMailSandbox } from './mail/server.ts';
import { assertFree, freePorts, usualPorts, type Ports } from './ports.ts';
import { seedSampleWorld } from './sample/seed.ts';
import * as world from './sample/world.ts';
import { startSite, type Site } from './site/server.ts';
import { stepper, type Note, type Report, type Step } from './steps.ts';
import { startStripeSandbox } from './stripe-sandbox.ts';
import { addWorldOrigins, startWorldPages, type WorldPage } from './world/pages.ts';

/** The whole demo, running. */
export interface Demo {
  addresses: Addresses;
  /** The sample record for a newcomer to claim is still nobody's. */
  newcomerIsFree: boolean;
  /** Of the large sample world's agencies, where the data folder holds it. */
  worldPages: readonly WorldPage[];
  databaseUrl: string;
  /** Ends everything, the last started first. `tell` hears each part's name when it has ended. */
  close(tell?: (name: string) => void): Promise<void>;
}

/** Where people and tests find what. */
export interface Addresses {
  /** The sample agency's page, on another site than the rest. */
  agency: string;
  product: string;
  desk: string;
  /** Absent where SMTP_URL names a real mail server. */
  mail?: string;
  /** Absent where the product talks to Stripe itself. */
  stripe?: string;
}

export interface DemoOptions {
  /** Where everything is kept: database, mails, the sandbox's and Temporal's state. */
  dataFolder: string;
  /** 'free': whatever ports are free. Absent ones are the usual. */
  ports: 'free' | Partial<Ports>;
  report: Report;
  /** As for the product; by default empty, so that tests see no setting of their surroundings. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Temporal and the Stripe sandbox are killed if we are; otherwise the next start finds and ends them. For tests. */
  killIfWeDie?: boolean;
  /** A part that everything needs is gone for good; the sentence says which. */
  onLost?: (why: string) => void;
}

const project = fileURLToPath(new URL('..', import.meta.url));

/**
 * Start the product with the outside world imitated around it: Temporal, Stripe, a mail server, and an agency
 * with a web site, people, debts and staff. Everything is kept in `dataFolder` and found again by the next start.
 * @throws {Error} a sentence that says what to do; whatever was started by then is ended again
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const closers = new Closers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.close().catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

async function start(options: DemoOptions, closers: Closers): Promise<Demo> {
  const step = stepper(options.report);
  const dataFolder = resolve(options.dataFolder);
  // Between the lines of the start, log lines are told from warnings up unless asked for.
  const env = { ONWARD_LOG: 'warn', ...options.env, ONWARD_DATA: dataFolder };
  const { given, ports } = await step('Configuration', async () => {
    const given = readConfig(env);
    return { given, ports: await choosePorts(options.ports, given) };
  });
  await step(
    'Data folder',
    () => takeFolder(dataFolder, closers),
    () => dataFolder,
  );

  const { site, sandbox, mail, worldPages } = await startOutside({ step, given, ports, options, closers });
  const config = readConfig({
    ...env,
    ONWARD_PORT: String(ports.product),
    ...(sandbox && { STRIPE_SANDBOX_URL: sandbox.url }),
    ...(mail && { SMTP_URL: mail.smtpUrl }),
  });
  const inside = { step, config, site, worldPages, options, closers };
  const { product, newcomerIsFree } = await startInside(inside);
  for (const each of [site, ...worldPages.map((page) => page.site)])
    each.embed({ apiOrigin: product.origin, ...(sandbox && { sandboxOrigin: sandbox.url }) });

  const addresses: Addresses = {
    agency: site.origin,
    product: product.origin,
    desk: `${product.origin}/desk`,
    ...(mail && { mail: mail.url }),
    ...(sandbox && { stripe: sandbox.url }),
  };
  await writeFile(join(dataFolder, 'addresses.json'), `${JSON.stringify(addresses, null, 2)}\n`);
  const { databaseUrl } = config;
  return { addresses, worldPages, newcomerIsFree, databaseUrl, close: (tell) => closers.close(tell) };
}

/** Those that the product deals with: the card processor, the mail server, the agency's site. */
async function startOutside(parts: {
  step: Step;
  given: Config;
  ports: Ports;
  options: DemoOptions;
  closers: Closers;
}) {
  const { step, given, ports, options, closers } = parts;
  const { dataFolder } = given;
  await step('Ports', () => assertOwnFree(ports, given));
  const startSandbox = (note: Note) =>
    startStripeSandbox({
      ports,
      host: given.host,
      folder: join(dataFolder, 'stripe'),
      killIfWeDie: options.killIfWeDie ?? false,
      note,
    });
  const sandbox = given.stripe ? undefined : await step('Stripe sandbox', startSandbox, ({ url }) => url);
  if (sandbox) closers.add('Stripe sandbox', sandbox.stop);

  const startMail = () =>
    startMailSandbox({ smtpPort: ports.smtp, webPort: ports.mail, folder: join(dataFolder, 'mails') });
  const mail = given.mail.smtpUrl ? undefined : await step('Mail sandbox', startMail, ({ url }) => url);
  if (mail) closers.add('Mail sandbox', () => mail.close());

  const { publishableKey } = world.agency;
  const startOurs = () => startSite({ port: ports.site, publishableKey });
  const site = await step('Agency’s page', startOurs, ({ origin }) => origin);
  closers.add('Agency’s page', () => site.close());
  const worldPages = await startWorldPages({
    dataFolder,
    port: ports.site,
    withSandbox: sandbox !== undefined,
  });
  for (const page of worldPages) closers.add(`${page.name}’s page`, () => page.site.close());
  return { sandbox, mail, site, worldPages };
}

/** The product, and what it stands on. */
async function startInside(parts: {
  step: Step;
  config: Config;
  site: Site;
  worldPages: readonly WorldPage[];
  options: DemoOptions;
  closers: Closers;
}) {
  const { step, config, site, worldPages, options, closers } = parts;
  await step('Database', () => migrate({ url: config.databaseUrl }), told);
  const { newcomerIsFree } = await step(
    'Sample world',
    () => seed(config, site.origin, worldPages),
    ({ isNew }) => (isNew ? 'made' : 'there'),
  );
  await step('Widget', buildWidget, (how) => how);
  const temporal = await step(
    'Temporal',
    (note) => startTemporal(config, options, note),
    ({ address }) => address,
  );
  closers.add('Temporal', () => temporal.stop());
  const startOnward = (report: Note) => startProduct({ config, temporal, report });
  const product = await step('Onward', startOnward, ({ origin }) => origin);
  closers.add('Onward', () => product.close());
  return { product, newcomerIsFree };
}

const told = ({ applied, wasNew }: Migrated) => {
  if (applied.length === 0) return 'up to date';
  return wasNew ? 'made' : `brought up to this version (${applied.join(', ')})`;
};

async function choosePorts(wanted: DemoOptions['ports'], { port: product }: Config): Promise<Ports> {
  return wanted === 'free' ? await freePorts() : { ...usualPorts, product, ...wanted };
}

/** One demo to a data folder: two would write to one database. */
async function takeFolder(dataFolder: string, closers: Closers): Promise<void> {
  await makeDataFolder(dataFolder);
  const pidFile = join(dataFolder, 'onward.pid');
  claimPidFile(pidFile, 'Onward');
  closers.add('data folder', async () => releasePidFile(pidFile));
}

/** The sandbox's own port is looked at when an earlier run's sandbox, if any, has ended. */
async function assertOwnFree(ports: Ports, given: Config): Promise<void> {
  const own = given.mail.smtpUrl
    ? (['product', 'site'] as const)
    : (['product', 'site', 'mail', 'smtp'] as const);
  for (const which of own) await assertFree(ports, which);
}

/** Before the product starts, so that one process writes, then the other part of it. */
async function seed(
  config: Config,
  siteOrigin: string,
  worldPages: readonly WorldPage[],
): Promise<{ isNew: boolean; newcomerIsFree: boolean }> {
  const database = await openDatabase({ url: config.databaseUrl });
  try {
    await addWorldOrigins(database.db, worldPages);
    const stripeAccountId = config.stripe?.mode === 'sandbox' ? world.connectedAccount : null;
    return await seedSampleWorld(database.db, { siteOrigin, stripeAccountId, now: new Date() });
  } finally {
    await database.close();
  }
}

function startTemporal(
  config: Config,
  { env, killIfWeDie, onLost }: DemoOptions,
  note: (text: string) => void,
) {
  const { address, namespace, cliPath, port } = config.temporal;
  return ensureTemporal({
    address,
    namespace,
    cliPath,
    port,
    path: env?.['PATH'] ?? '',
    cacheFolder: join(project, '.cache', 'temporal'),
    production: config.env === 'production',
    dataFolder: join(config.dataFolder, 'temporal'),
    report: note,
    killIfWeDie,
    ...(onLost && { onLost }),
  });
}
