import { pino } from 'pino';
import { Background } from '../../api/background.ts';
import { Passwords } from '../../api/auth/passwords.ts';
import { SignUps } from '../../api/auth/sign-ups.ts';
import { openDatabase, type Database } from '../../prisma/client.ts';
import { stripeGateway } from '../../workflows/stripe/gateway.ts';
import { CarryOut } from './carry-out.ts';
import { WorldClock } from './clock.ts';
import { startOutside, type Outside } from './outside.ts';

/** A world in the making: the product's own parts on one database, one sandbox and one clock. */
export interface World extends Database {
  clock: WorldClock;
  outside: Outside;
  carryOut: CarryOut;
  signUps: SignUps;
  background: Background;
  passwords: Passwords;
}

/**
 * @param on.url a database with the code's schema, which nobody else writes to
 * @param on.stripeFolder where the sandbox keeps its state
 */
export async function openWorld(on: { url: string; stripeFolder: string; start: Date }): Promise<World> {
  const clock = new WorldClock(on.start);
  const outside = await startOutside(on.stripeFolder, clock);
  const database = await openDatabase({ url: on.url });
  const { db, read } = database;
  // What is made is kept whole or thrown away whole, so nothing waits for the disk; the end flushes it.
  if (on.url.startsWith('file:')) {
    await db.$executeRawUnsafe('PRAGMA synchronous=OFF');
    await db.$executeRawUnsafe('PRAGMA cache_size=-65536'); // KiB: ids are random, so writes are everywhere
  }
  const background = new Background(pino({ level: 'silent' }));
  const { mailer } = outside;
  return {
    ...database,
    clock,
    outside,
    background,
    passwords: new Passwords(),
    signUps: new SignUps({ db, read, clock: clock.read, mailer }, background),
    carryOut: new CarryOut({ db, stripe: stripeGateway(outside.stripe) }, clock),
    async close() {
      await background.finished();
      await database.close();
      await outside.close();
    },
  };
}
