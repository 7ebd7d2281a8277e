import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { assertSeparable, outsideOf, readConfig, type Config, type StripeConfig } from '../config.ts';
import { openDatabase } from '../prisma/client.ts';
import { isCurrent, migrate } from '../prisma/migrate.ts';
import { migratedSentence } from '../prisma/migrations.ts';
import { workflowClient } from '../workflows/client.ts';
import { smtpMailer } from '../workflows/mail/mailer.ts';
import { makeDataFolder } from '../workflows/server/data-folder.ts';
import { ensureTemporal } from '../workflows/server/temporal-server.ts';
import { clientSecrets } from '../workflows/stripe/client-secret.ts';
import { openStripe } from '../workflows/stripe/client.ts';
import { readEvent } from '../workflows/stripe/event.ts';
import { connectTemporal, startWorker, watchDatabase } from '../workflows/worker.ts';
import type { Deps } from './deps.ts';
import { buildServer, listen } from './server.ts';
import { startDispatcher } from './webhook/dispatcher.ts';

export interface Product {
  /** Where browsers reach it. */
  origin: string;
  /** Ends it in order: no new requests, then what is under way, then the worker and the database. */
  close(): Promise<void>;
}

const project = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const PING_MS = 2000;

/**
 * Start the api and, as SQLite wants one writer, the worker in the same process. The database is migrated by then.
 * @param on.alone the api only: workers are processes of their own
 * @param on.temporal where a Temporal server answers
 * @param on.report hears each step
 * @throws {ConfigError} a part that the configuration does not name
 */
export async function startProduct(on: {
  config: Config;
  temporal: { address: string; namespace: string };
  report: (line: string) => void;
  alone?: boolean;
}): Promise<Product> {
  const { config, temporal, report, alone = false } = on;
  const { stripe: stripeConfig, smtpUrl } = outsideOf(config);
  const log = pino({ level: config.logLevel, base: null });
  const database = await openDatabase({ url: config.databaseUrl });
  const { db, read } = database;
  const watch = watchDatabase(database, log);
  const connection = await connectTemporal(temporal.address, log);
  const workflows = workflowClient({ connection, namespace: temporal.namespace });
  const stripe = openStripe(stripeConfig);
  const mailer = smtpMailer({ smtpUrl, from: config.mail.from });
  const clock = () => new Date();
  let origin = config.origin ?? `http://${config.host}:${config.port}`;

  const shared = { db, workflows, mailer, clock, log, origin: () => origin };
  const deps: Deps = {
    ...shared,
    pageOrigin: () => config.pageOrigin ?? origin,
    read,
    stripe: stripeSide(stripeConfig, clientSecrets(stripe)),
    folders: { widget: project('dist/widget'), desk: project('dist/desk') },
    databaseTrouble: () => watch.look(),
    migrationsCurrent: async () => isCurrent({ url: config.databaseUrl }),
    temporalReachable: () =>
      workflows.ping(PING_MS).then(
        () => true,
        () => false,
      ),
    trustedProxies: config.trustedProxies,
  };
  const { namespace } = temporal;
  const { settlementSeconds } = config;
  const worker = alone
    ? undefined
    : await startWorker({ ...shared, connection, namespace, stripe, settlementSeconds });
  if (worker) report('The worker runs.');
  const dispatcher = startDispatcher(deps);
  const server = await buildServer(deps, dispatcher);
  const bound = await listen(server, config);
  origin = config.origin ?? `http://${bound.host}:${bound.port}`;
  report(`The api listens at ${origin}.`);
  return {
    origin,
    async close() {
      await server.close();
      await dispatcher.stop();
      await worker?.stop();
      await connection.close();
      mailer.close();
      await watch.stop();
      await database.close();
    },
  };
}

function stripeSide(
  config: StripeConfig,
  readClientSecret: Deps['stripe']['readClientSecret'],
): Deps['stripe'] {
  return {
    publishableKey: config.publishableKey,
    ...(config.mode === 'sandbox' && { sandboxScriptUrl: `${config.url}/stripe.js` }),
    readEvent: (body, signature) => readEvent(body, signature, config.webhookSecret),
    readClientSecret,
  };
}

/** `npm run serve`: the product alone, configured by the environment. `npm run api` is the api without the worker. */
async function main(): Promise<void> {
  const { alone = false } = parseArgs({ options: { alone: { type: 'boolean' } } }).values;
  const config = readConfig(process.env);
  outsideOf(config); // before anything is started
  if (alone) assertSeparable(config);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  await makeDataFolder(config.dataFolder);
  say(migratedSentence(await migrate({ url: config.databaseUrl })));
  const temporal = await ensureTemporal({
    ...config.temporal,
    path: process.env['PATH'] ?? '',
    cacheFolder: project('.cache/temporal'),
    production: config.env === 'production',
    dataFolder: join(config.dataFolder, 'temporal'),
    report: say,
  });
  const product = await startProduct({ config, temporal, report: say, alone });
  const stop = () => void product.close().then(() => temporal.stop());
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
