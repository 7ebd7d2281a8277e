import { pino } from 'pino';
import { sealPending } from '../../workflows/ledger/seal.ts';
import { mailWhatWaits } from '../../workflows/notice/activities/mail-round.ts';
import { recordBalanceTransactions } from '../../workflows/settlement/activities.ts';
import { balanceTransactions } from '../../workflows/stripe/balance-transactions.ts';
import type { SampleAgency } from './agencies/agency.ts';
import { agencyId } from './ids.ts';
import type { World } from './world.ts';

/** Where receipts say that they can be seen again: no page answers there while a world is made. */
const ORIGIN = 'http://localhost:4000';

/**
 * What the product does by itself all the time, done here at once for the time that has passed: receipts are mailed,
 * Stripe's own record is read and its fees booked, entries are sealed; and the sandbox forgets what Stripe would.
 */
export async function closeTheBooks(world: World, agencies: readonly SampleAgency[]): Promise<void> {
  await mailReceipts(world);
  const { db, clock, outside } = world;
  const list = balanceTransactions(outside.stripe);
  for (const { key } of agencies) {
    const id = agencyId(key);
    const { waiting } = await recordBalanceTransactions({ db, list, clock: clock.read }, { agencyId: id });
    if (waiting > 0) throw new Error(`${waiting} charges of the sample world are in no entry.`);
    await sealPending(db, id, clock.read());
  }
  outside.forget();
}

/** Mail the receipts that wait, by the activity that Temporal else calls. */
export async function mailReceipts({ db, clock, outside }: World): Promise<void> {
  const { mailer } = outside;
  const deps = { db, mailer, clock: clock.read, origin: () => ORIGIN, log };
  for (let round = { isMore: true }; round.isMore;) round = await mailWhatWaits(deps);
}

const log = pino({ level: 'silent' });
