import { parseArgs } from 'node:util';
import { readConfig } from '../../config.ts';
import { openReadOnly } from '../../prisma/client.ts';
import { findingCodes, type Finding } from './finding.ts';
import type { UnsealedTail } from './verify-seals.ts';
import { inspectLedger, type Verification } from './verify.ts';

/** Where a longer list would hide its beginning. */
const SHOWN = 50;

/**
 * `node workflows/ledger/verify-main.ts [--url file:…]`: recompute the books of a database, that of
 * DATABASE_URL unless given, also while Onward runs. Ends with 0 where nothing is wrong, 1 with findings,
 * 2 where the database could not be read.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { url: { type: 'string' } }, allowPositionals: true });
  const url = values.url ?? positionals[0] ?? readConfig(process.env).databaseUrl;
  const read = openReadOnly({ url });
  try {
    const verification = await inspectLedger(read);
    for (const line of report(verification, new Date())) console.log(line);
    return verification.findings.length === 0 ? 0 : 1;
  } finally {
    await read.$disconnect();
  }
}

function* report({ counts, findings, unsealed }: Verification, now: Date): Generator<string> {
  const { entries, postings, accounts, seals, payments } = counts;
  yield `Read ${entries} entries with ${postings} lines on ${accounts} accounts, ${seals} seals, ${payments} succeeded payments.`;
  if (entries === 0) yield 'There is nothing in the books: nothing was proved.';
  yield* unsealed.map((tail) => tailLine(tail, now));
  yield* findings.slice(0, SHOWN).map(findingLine);
  if (findings.length > SHOWN) yield `… and ${findings.length - SHOWN} more.`;
  if (findings.length > 0)
    yield `${findings.length} findings: the books cannot be trusted until each is explained.`;
  else if (entries > 0) yield 'Everything adds up: digests, sums, balances, seals, payments and receipts.';
}

function tailLine({ agencyId, entries, oldestRecordedAt }: UnsealedTail, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - oldestRecordedAt.getTime()) / 1000));
  return `Not yet sealed at agency ${agencyId}: ${entries} entries, the oldest recorded ${seconds} s ago.`;
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
