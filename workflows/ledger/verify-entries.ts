import type { Tx } from '../../prisma/client.ts';
import type { Unit } from '../money/money.ts';
import { digestOf } from './canonical.ts';
import type { Entry } from './entry.ts';
import type { Finding } from './finding.ts';
import { PAGE, pagesOf } from './pages.ts';
import { entryOf, withLines } from './read.ts';

/** Each entry by itself: digest, lines, zero sum, and where it takes another back, that it mirrors it. */
export async function* verifyEntries(tx: Tx): AsyncGenerator<Finding> {
  const rows = pagesOf<Entry>(async (last) => {
    const after = last === undefined ? {} : { id: { gt: last.id } };
    const page = await tx.journalEntry.findMany({
      where: after,
      include: withLines,
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    return page.map(entryOf);
  });
  const reversed = new Map<string, string>(); // entry → its reversal
  for await (const entry of rows) {
    yield* verifyEntry(entry);
    if (entry.reversesId === null) continue;
    yield* await verifyReversal(tx, entry, reversed.get(entry.reversesId));
    reversed.set(entry.reversesId, entry.id);
  }
}

function* verifyEntry(entry: Entry): Generator<Finding> {
  const about = { agencyId: entry.agencyId, subject: entry.key };
  if (entry.postings.length === 0 || entry.postings.some(({ n }, index) => n !== index + 1)) {
    const numbers = entry.postings.map(({ n }) => n).join(', ');
    yield { code: 'entry_lines', ...about, detail: `its lines are numbered ${numbers || '(none)'}` };
  }
  for (const [unit, sum] of sumsOf(entry)) {
    if (sum !== 0n) yield { code: 'entry_unbalanced', ...about, detail: `off by ${sum} ${unit}` };
  }
  const digest = digestOf(entry);
  if (digest !== entry.digest) {
    yield { code: 'entry_digest', ...about, detail: `stored ${entry.digest}, recomputed ${digest}` };
  }
}

function sumsOf(entry: Entry): Map<Unit, bigint> {
  const sums = new Map<Unit, bigint>();
  for (const { unit, amount } of entry.postings) sums.set(unit, (sums.get(unit) ?? 0n) + amount);
  return sums;
}

async function verifyReversal(tx: Tx, entry: Entry, earlier: string | undefined): Promise<Finding[]> {
  const about = { code: 'reversal', agencyId: entry.agencyId, subject: entry.key } as const;
  const where = { id: entry.reversesId ?? '', agencyId: entry.agencyId };
  const row = await tx.journalEntry.findFirst({ where, include: withLines });
  if (row === null) return [{ ...about, detail: `the agency has no entry ${entry.reversesId} to take back` }];
  const wanted = entryOf(row).postings.map(({ account, unit, amount }) => `${account} ${unit} ${-amount}`);
  const found = entry.postings.map(({ account, unit, amount }) => `${account} ${unit} ${amount}`);
  const findings: Finding[] = [];
  if (found.join() !== wanted.join()) findings.push({ ...about, detail: `it does not mirror ${row.key}` });
  if (earlier !== undefined)
    findings.push({ ...about, detail: `${row.key} was taken back by ${earlier} too` });
  return findings;
}
