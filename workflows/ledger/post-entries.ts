import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import type { Settled } from '../../prisma/joining.ts';
import { queryRows } from '../../prisma/rows.ts';
import { digestOf } from './canonical.ts';
import { LedgerConflict, type Entry, type NewEntry } from './entry.ts';
import { applyToAccounts, linesOf } from './balances.ts';
import { assertPostable } from './postable.ts';
import { entriesByKey } from './read.ts';
import { byNames, inChunks } from './statements.ts';

/** An entry that may be posted, with its place among those of the call. */
interface Candidate {
  index: number;
  /** Agency and key. */
  name: string;
  entry: NewEntry;
  id: string;
  digest: string;
}

/**
 * Write entries, their lines and their accounts' balances, as if one after the other. Three statements however many
 * they are, inside the caller's transaction:
 * 1. the entries: the unique key takes the lock, so of two posts of one event the second waits, and finds it;
 * 2. the accounts, made where new, in one fixed order, so that no two posts each wait for the other;
 * 3. the lines, each with its account's balance after it.
 * The SQL is the same on SQLite and PostgreSQL.
 * @returns for each, in order, what `postEntry` returns or throws: one that is refused moves nothing, and the others
 *   are posted
 * @throws {RangeError} a balance beyond a safe integer. What is thrown concerns all: the caller's transaction must
 *   end with it.
 */
export async function postEntries(tx: Tx, entries: readonly NewEntry[]): Promise<Settled<Entry>[]> {
  const settled: Settled<Entry>[] = [];
  const refuse: Refuse = ({ index }, refused) => void (settled[index] = { refused });
  const candidates = await withTheirs(tx, candidatesOf(entries, refuse), refuse);
  const stored = await post(tx, candidates);
  for (const candidate of candidates) {
    const { index, name, entry, digest } = candidate;
    const found = stored.get(name);
    if (found?.digest === digest) settled[index] = { done: found };
    else refuse(candidate, new LedgerConflict(found ? entry.key : `${entry.key} (${TAKEN_BACK})`));
  }
  return settled;
}

const TAKEN_BACK = 'the entry it takes back was taken back before';

type Refuse = (candidate: { index: number }, refused: Error) => void;

function candidatesOf(entries: readonly NewEntry[], refuse: Refuse): Candidate[] {
  return entries.flatMap((entry, index) => {
    try {
      assertPostable(entry);
      const name = nameOf(entry.agencyId, entry.key);
      return [{ index, name, entry, id: randomUUID(), digest: digestOf(entry) }];
    } catch (error) {
      refuse({ index }, error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  });
}

/** Without those that would take back an entry that their agency does not have. */
async function withTheirs(tx: Tx, candidates: Candidate[], refuse: Refuse): Promise<Candidate[]> {
  const reversed = candidates.flatMap(({ entry: { reversesId } }) => reversesId ?? []);
  if (reversed.length === 0) return candidates;
  const rows = await byNames(reversed, (some) =>
    tx.journalEntry.findMany({ where: { id: { in: some } }, select: { id: true, agencyId: true } }),
  );
  const agencyOf = new Map(rows.map(({ id, agencyId }) => [id, agencyId]));
  return candidates.filter((candidate) => {
    const { agencyId, key, reversesId } = candidate.entry;
    if (reversesId === undefined || agencyOf.get(reversesId) === agencyId) return true;
    refuse(candidate, new RangeError(`The entry ${key} takes back one that its agency does not have`));
    return false;
  });
}

/** @returns name → the entry as it is now stored; none where what it takes back was taken back under another key */
async function post(tx: Tx, candidates: readonly Candidate[]): Promise<Map<string, Entry>> {
  const ids = await insertEntries(tx, candidates);
  const inserted = candidates.filter(({ id }) => ids.has(id));
  const stored = await postLines(tx, inserted);
  const others = candidates.filter(({ name }) => !stored.has(name)).map(({ entry }) => entry);
  for (const entry of await entriesByKey(tx, others)) stored.set(nameOf(entry.agencyId, entry.key), entry);
  return stored;
}

/**
 * No conflict is named: of two equal reversals at once PostgreSQL may see the second one's entry taken back before it
 * sees its key taken.
 * @returns the ids of those whose key was free, and whose entry to take back was not yet taken back
 */
async function insertEntries(tx: Tx, candidates: readonly Candidate[]): Promise<Set<string>> {
  const rows = candidates
    .toSorted(byName) // one order for all, as each row is a lock; of one name the earlier one comes first
    .map(({ id, digest, entry }) => {
      const { agencyId, key, kind, subjectId, occurredAt, recordedAt, accountingDate, reversesId } = entry;
      return Prisma.sql`(${id}, ${agencyId}, ${key}, ${kind}, ${subjectId}, ${occurredAt}, ${recordedAt},
        ${accountingDate}, ${digest}, ${reversesId ?? null})`;
    });
  const inserted = await inChunks(
    rows,
    (values) => queryRows<{ id: string }>(tx)`
    INSERT INTO "JournalEntry" ("id", "agencyId", "key", "kind", "subjectId", "occurredAt", "recordedAt",
      "accountingDate", "digest", "reversesId")
    VALUES ${values}
    ON CONFLICT DO NOTHING
    RETURNING "id"`,
  );
  return new Set(inserted.map(({ id }) => id));
}

/** @returns name → entry, of the entries just inserted, with their lines */
async function postLines(tx: Tx, candidates: readonly Candidate[]): Promise<Map<string, Entry>> {
  if (candidates.length === 0) return new Map();
  const entries = candidates.map(({ entry }) => entry);
  const lines = linesOf(entries, await applyToAccounts(tx, entries));
  const posted = new Map<string, Entry>();
  const rows: Prisma.Sql[] = [];
  candidates.forEach(({ name, entry, id, digest }, index) => {
    const postings = lines[index] ?? [];
    for (const { line, accountId } of postings) {
      const { n, amount, balanceAfter, accountVersion } = line;
      rows.push(Prisma.sql`(${id}, ${n}, ${accountId}, ${amount}, ${balanceAfter}, ${accountVersion})`);
    }
    const { reversesId = null } = entry;
    posted.set(name, { ...entry, id, digest, reversesId, postings: postings.map(({ line }) => line) });
  });
  await inChunks(
    rows,
    (values) => queryRows<never>(tx)`
    INSERT INTO "Posting" ("entryId", "n", "accountId", "amount", "balanceAfter", "accountVersion")
    VALUES ${values}`,
  );
  return posted;
}

const byName = (a: Candidate, b: Candidate) => Number(a.name > b.name) - Number(a.name < b.name);

const nameOf = (agencyId: string, key: string): string => `${agencyId} ${key}`;
