import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import type { Unit } from '../money/money.ts';
import { digestOf } from './canonical.ts';
import {
  LedgerConflict,
  LedgerImbalance,
  type Entry,
  type Line,
  type NewEntry,
  type NewPosting,
} from './entry.ts';
import { entryByKey } from './read.ts';

/** What an account has after this entry's lines. */
interface Standing {
  id: string;
  balance: bigint;
  version: number;
}

/**
 * Write an entry, its lines and their accounts' balances. Three statements, inside the caller's transaction:
 * 1. the entry: the unique key takes the lock, so of two posts of one event the second waits, and finds it;
 * 2. the accounts, made where new, in one fixed order, so that no two posts each wait for the other;
 * 3. the lines, each with its account's balance after it.
 * The SQL is the same on SQLite and PostgreSQL.
 * @returns the entry; the stored one where the same key and content was posted before (whenever and for
 *   whichever accounting date it was recorded)
 * @throws {LedgerConflict} the key was posted before with other content, or the entry was taken back under another key
 * @throws {LedgerImbalance} the lines do not sum to zero in each unit
 * @throws {RangeError} no lines, a line of zero, a balance beyond a safe integer, an id or code that is not
 *   opaque, a date that is none. Whatever is thrown, the caller's transaction must end with it.
 */
export async function postEntry(tx: Tx, entry: NewEntry): Promise<Entry> {
  assertPostable(entry);
  const digest = digestOf(entry);
  const id = randomUUID();
  if (!(await insertEntry(tx, id, entry, digest))) {
    const stored = await entryByKey(tx, entry.agencyId, entry.key);
    if (stored === null)
      throw new LedgerConflict(`${entry.key} (the entry it takes back was taken back before)`);
    if (stored.digest !== digest) throw new LedgerConflict(entry.key);
    return stored;
  }
  const standings = await applyToAccounts(tx, entry);
  const { lines, accountIds } = linesOf(entry.postings, standings);
  await insertPostings(tx, id, lines, accountIds);
  return { ...entry, id, digest, reversesId: entry.reversesId ?? null, postings: lines };
}

/**
 * No conflict is named: of two equal reversals at once PostgreSQL may see the second one's entry taken back before it
 * sees its key taken.
 * @returns false where the key is taken, or the entry that this one takes back was taken back before
 */
async function insertEntry(tx: Tx, id: string, entry: NewEntry, digest: string): Promise<boolean> {
  const { agencyId, key, kind, subjectId, occurredAt, recordedAt, accountingDate, reversesId } = entry;
  const inserted = await tx.$executeRaw`
    INSERT INTO "JournalEntry" ("id", "agencyId", "key", "kind", "subjectId", "occurredAt", "recordedAt",
      "accountingDate", "digest", "reversesId")
    VALUES (${id}, ${agencyId}, ${key}, ${kind}, ${subjectId}, ${occurredAt}, ${recordedAt},
      ${accountingDate}, ${digest}, ${reversesId ?? null})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

/** Add the entry to its accounts; one row per account, ordered by code and unit. */
async function applyToAccounts(tx: Tx, entry: NewEntry): Promise<Map<string, Standing>> {
  const rows = [...changesOf(entry.postings).values()]
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(
      ({ account, unit, amount, lines }) =>
        Prisma.sql`(${randomUUID()}, ${entry.agencyId}, ${account}, ${unit}, ${amount}, ${lines})`,
    );
  const after = await tx.$queryRaw<StandingRow[]>`
    INSERT INTO "LedgerAccount" ("id", "agencyId", "code", "unit", "balance", "version")
    VALUES ${Prisma.join(rows)}
    ON CONFLICT ("agencyId", "code", "unit") DO UPDATE SET
      "balance" = "LedgerAccount"."balance" + excluded."balance",
      "version" = "LedgerAccount"."version" + excluded."version"
    RETURNING "id", "code", "unit", "balance", "version"`;
  return new Map(
    after.map((row) => [
      keyOf({ account: row.code, unit: row.unit }),
      { id: row.id, balance: exact(row.balance, row.code), version: Number(row.version) },
    ]),
  );
}

/** Raw integers: bigint or number, as each database's driver likes it. */
interface StandingRow {
  id: string;
  code: string;
  unit: Unit;
  balance: bigint | number;
  version: bigint | number;
}

interface Change extends NewPosting {
  lines: number;
}

/** Account and unit → the sum and the number of its lines. */
function changesOf(postings: readonly NewPosting[]): Map<string, Change> {
  const changes = new Map<string, Change>();
  for (const posting of postings) {
    const { amount = 0n, lines = 0 } = changes.get(keyOf(posting)) ?? {};
    changes.set(keyOf(posting), { ...posting, amount: amount + posting.amount, lines: lines + 1 });
  }
  return changes;
}

/** From each account's end backwards: what it had after each of this entry's lines. */
function linesOf(postings: readonly NewPosting[], standings: ReadonlyMap<string, Standing>) {
  const running = new Map([...standings].map(([key, standing]) => [key, { ...standing }]));
  const lines: Line[] = [];
  const accountIds: string[] = [];
  for (const [index, posting] of [...postings.entries()].toReversed()) {
    const account = running.get(keyOf(posting));
    if (!account) throw new Error(`The database did not return the account ${posting.account}`);
    const { account: code, unit, amount } = posting;
    lines.push({
      n: index + 1,
      account: code,
      unit,
      amount,
      balanceAfter: account.balance,
      accountVersion: account.version,
    });
    accountIds.push(account.id);
    account.balance -= posting.amount;
    account.version -= 1;
  }
  return { lines: lines.toReversed(), accountIds: accountIds.toReversed() };
}

async function insertPostings(tx: Tx, entryId: string, lines: Line[], accountIds: string[]): Promise<void> {
  const rows = lines.map(
    ({ n, amount, balanceAfter, accountVersion }, index) =>
      Prisma.sql`(${entryId}, ${n}, ${accountIds[index]}, ${amount}, ${balanceAfter}, ${accountVersion})`,
  );
  await tx.$executeRaw`
    INSERT INTO "Posting" ("entryId", "n", "accountId", "amount", "balanceAfter", "accountVersion")
    VALUES ${Prisma.join(rows)}`;
}

function assertPostable(entry: NewEntry): void {
  if (entry.postings.length === 0) throw new RangeError(`The entry ${entry.key} has no lines`);
  const sums = new Map<Unit, bigint>();
  for (const { account, unit, amount } of entry.postings) {
    if (amount === 0n) throw new RangeError(`The entry ${entry.key} has a line of zero for ${account}`);
    assertOpaque(account);
    sums.set(unit, (sums.get(unit) ?? 0n) + exact(amount, account));
  }
  for (const [unit, sum] of sums) if (sum !== 0n) throw new LedgerImbalance(entry.key, unit, sum);
  for (const name of [entry.agencyId, entry.key, entry.subjectId]) assertOpaque(name);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(entry.accountingDate)) {
    throw new RangeError(`An accounting date is YYYY-MM-DD, not ${entry.accountingDate}`);
  }
}

/** Ids and codes are hashed and kept for ever: nothing that could be a name or an address gets in. */
function assertOpaque(name: string): void {
  if (!/^[\w:./-]{1,200}$/.test(name))
    throw new RangeError('An id, key or account code has a character or length it must not');
}

/** SQLite would turn an overflowing sum into a float, silently; the wire holds no more than this anyway. */
function exact(value: bigint | number, account: string): bigint {
  if (!Number.isSafeInteger(Number(value)))
    throw new RangeError(`The account ${account} cannot hold that much`);
  return BigInt(value);
}

const keyOf = ({ account, unit }: Pick<NewPosting, 'account' | 'unit'>): string => `${account} ${unit}`;
