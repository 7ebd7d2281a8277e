import { pino } from 'pino';
import { assertSeparable, outsideOf, readConfig } from '../config.ts';
import { openDatabase } from '../prisma/client.ts';
import { migrate } from '../prisma/migrate.ts';
import { migratedSentence } from '../prisma/migrations.ts';
import { workflowClient } from './client.ts';
import { smtpMailer } from './mail/mailer.ts';
import { probeServer } from './server/connect.ts';
import { openStripe } from './stripe/client.ts';
import { connectTemporal, startWorker, watchDatabase } from './worker.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * `npm run worker`: a worker as a process of its own, one of as many as wanted, configured by the environment as
 * the api is. Ends with 1 where it cannot go on; whoever supervises it starts it again.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const { stripe, smtpUrl } = outsideOf(config);
  assertSeparable(config);
  const { address = '', namespace } = config.temporal;
  await probeServer(address, namespace);
  say(migratedSentence(await migrate({ url: config.databaseUrl })));
  const database = await openDatabase({ url: config.databaseUrl });
  const log = pino({ level: config.logLevel, base: null });
  const watch = watchDatabase(database, log);
  const connection = await connectTemporal(address, log);
  const mailer = smtpMailer({ smtpUrl, from: config.mail.from });
  const worker = await startWorker({
    db: database.db,
    connection,
    namespace,
    workflows: workflowClient({ connection, namespace }),
    stripe: openStripe(stripe),
    mailer,
    origin: () => config.origin ?? '',
    settlementSeconds: config.settlementSeconds,
    clock: () => new Date(),
    log,
  });
  say('The worker runs.');
  const stop = () => void worker.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await worker.ended;
  await connection.close();
  mailer.close();
  await watch.stop();
  await database.close();
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1); // what else was opened must not keep a dead worker alive
}
