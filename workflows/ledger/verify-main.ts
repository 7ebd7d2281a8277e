import { parseArgs } from 'node:util';
import { readConfig } from '../../config.ts';
import { openReadOnly } from '../../prisma/client.ts';
import { findingCodes, type Finding } from './finding.ts';
import type { UnsealedTail } from './verify-seals.ts';
import type { UnsettledTail } from './verify-settlement.ts';
import { inspectLedger, type Verification } from './verify.ts';

/** Where a longer list would hide its beginning. */
const SHOWN = 50;

/**
 * `node workflows/ledger/verify-main.ts [--url file:…]`: recompute the books of a database, that of
 * DATABASE_URL unless given, also while Onward runs. Ends with 0 where everything was read and nothing is wrong, 1
 * with findings, 2 where nothing or not all could be proved: no books, none that can be read, or captures that have
 * for a day not been compared with the processor's record.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { url: { type: 'string' } }, allowPositionals: true });
  const url = values.url ?? positionals[0] ?? readConfig(process.env).databaseUrl;
  const read = openReadOnly({ url });
  try {
    const verification = await inspectLedger(read);
    const now = new Date();
    for (const line of report(verification, now)) console.log(line);
    if (verification.findings.length > 0) return 1;
    return isProved(verification, now) ? 0 : 2;
  } finally {
    await read.$disconnect();
  }
}

const DAY_MS = 24 * 60 * 60_000;

/** Nothing wrong with nothing, or with what was never compared, is not the same as nothing wrong. */
const isProved = ({ counts, unsettled }: Verification, now: Date): boolean =>
  counts.entries > 0 &&
  unsettled.every(({ oldestRecordedAt }) => now.getTime() - oldestRecordedAt.getTime() < DAY_MS);

function* report(verification: Verification, now: Date): Generator<string> {
  const { counts, findings, unsealed, unsettled } = verification;
  const { entries, postings, accounts, seals, payments } = counts;
  yield `Read ${entries} entries with ${postings} lines on ${accounts} accounts, ${seals} seals, ${payments} succeeded payments.`;
  if (entries === 0) yield 'There is nothing in the books: nothing was proved.';
  yield* unsealed.map((tail) => tailLine(tail, now));
  yield* unsettled.map((tail) => unsettledLine(tail, now));
  yield* findings.slice(0, SHOWN).map(findingLine);
  if (findings.length > SHOWN) yield `… and ${findings.length - SHOWN} more.`;
  if (findings.length > 0)
    yield `${findings.length} findings: the books cannot be trusted until each is explained.`;
  else if (entries > 0)
    yield isProved(verification, now)
      ? 'Everything adds up: digests, sums, balances, seals, payments, receipts, and what the processor recorded of them.'
      : 'NOT PROVED: the books add up in themselves, and are not compared with the processor’s record.';
}

const secondsSince = (then: Date, now: Date): number =>
  Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));

function tailLine({ agencyId, entries, oldestRecordedAt }: UnsealedTail, now: Date): string {
  return `Not yet sealed at agency ${agencyId}: ${entries} entries, the oldest recorded ${secondsSince(oldestRecordedAt, now)} s ago.`;
}

function unsettledLine({ agencyId, captures, oldestRecordedAt, readAt }: UnsettledTail, now: Date): string {
  const read = readAt ? `was read ${secondsSince(readAt, now)} s ago` : 'was never read';
  return `Not in the processor’s record, which ${read}, at agency ${agencyId}: ${captures} captures, the oldest recorded ${secondsSince(oldestRecordedAt, now)} s ago.`;
}

function findingLine({ code, agencyId, subject, detail }: Finding): string {
  return `WRONG ${code} (${findingCodes[code]}): agency ${agencyId || '?'}, ${subject}: ${detail}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The books could not be read: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
