import type { Db, Tx } from '../../prisma/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import type { Unit } from '../money/money.ts';
import type { Entry } from './entry.ts';
import { byNames } from './statements.ts';

export { accounts } from './accounts.ts';
export type { Entry } from './entry.ts';

/** What to load of an entry: its lines in order, with their accounts. */
export const withLines = { postings: { orderBy: { n: 'asc' }, include: { account: true } } } as const;

type EntryRow = Prisma.JournalEntryGetPayload<{ include: typeof withLines }>;

/**
 * Balances of accounts of one agency: debit > 0, minor units of the unit.
 * @returns every code that was asked for → its balance; 0 where nothing was ever posted
 */
export async function balancesOf(
  db: Db | Tx,
  agencyId: string,
  codes: readonly string[],
  unit: Unit = 'USD',
): Promise<Map<string, bigint>> {
  const rows = await byNames(
    codes,
    (some) =>
      queryRows<{ code: string; balance: bigint }>(db)`
    SELECT "code", "balance" FROM "LedgerAccount"
    WHERE "agencyId" = ${agencyId} AND "unit" = ${unit} AND "code" IN (${Prisma.join(some)})`,
  );
  const found = new Map(rows.map(({ code, balance }) => [code, balance]));
  return new Map(codes.map((code) => [code, found.get(code) ?? 0n]));
}

/**
 * The entries about a payment, an obligation or another subject, oldest first. Raw, as a payment's success reads it
 * several times, and sorted here: asked for that order, SQLite walks all of the agency's entries.
 */
export async function entriesAbout(db: Db | Tx, agencyId: string, subjectId: string): Promise<Entry[]> {
  const rows = await queryRows<LineRow>(db)`
    SELECT entry."id", entry."agencyId", entry."key", entry."kind", entry."subjectId", entry."occurredAt",
      entry."recordedAt", entry."accountingDate", entry."digest", entry."reversesId",
      posting."n", account."code", account."unit", posting."amount", posting."balanceAfter", posting."accountVersion"
    FROM "JournalEntry" AS entry
    JOIN "Posting" AS posting ON posting."entryId" = entry."id"
    JOIN "LedgerAccount" AS account ON account."id" = posting."accountId"
    WHERE entry."agencyId" = ${agencyId} AND entry."subjectId" = ${subjectId}`;
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(entryOfLines).toSorted(byAge);
}

/** A line with its entry and account. */
interface LineRow extends Omit<Entry, 'postings'> {
  n: number;
  code: string;
  unit: string;
  amount: bigint;
  balanceAfter: bigint;
  accountVersion: number;
}

function entryOfLines(rows: readonly LineRow[]): Entry[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { id, agencyId, key, kind, subjectId, occurredAt, recordedAt, accountingDate, digest, reversesId } =
    first;
  const postings = rows
    .map(({ n, code, unit, amount, balanceAfter, accountVersion }) => {
      return { n, account: code, unit: unitOf(unit), amount, balanceAfter, accountVersion };
    })
    .toSorted((a, b) => a.n - b.n);
  const entry = { id, agencyId, key, kind, subjectId, occurredAt, recordedAt, accountingDate };
  return [{ ...entry, digest, reversesId, postings }];
}

const byAge = (a: Entry, b: Entry) =>
  a.recordedAt.getTime() - b.recordedAt.getTime() || Number(a.id > b.id) - Number(a.id < b.id);

/** The entry of a payment's success; absent: the books have none (yet). */
export const captureOf = async (
  db: Db | Tx,
  { id, agencyId }: { id: string; agencyId: string },
): Promise<Entry | undefined> =>
  (await entriesAbout(db, agencyId, id)).find(({ kind }) => kind === 'payment_captured');

/** When the captures of payments were taken back; of those that stand, nothing. @returns payment id → when it was recorded */
export async function takenBackOf(
  db: Db | Tx,
  agencyId: string,
  paymentIds: readonly string[],
): Promise<Map<string, Date>> {
  const reversals = await db.journalEntry.findMany({
    where: { agencyId, subjectId: { in: [...paymentIds] }, reverses: { kind: 'payment_captured' } },
    select: { subjectId: true, recordedAt: true },
  });
  return new Map(reversals.map(({ subjectId, recordedAt }) => [subjectId, recordedAt]));
}

/** By what an entry credits an account, in USD's minor units; less than nothing where it debits it. */
export function creditedBy({ postings }: Entry): (account: string) => bigint {
  const credited = new Map<string, bigint>();
  for (const { account, amount, unit } of postings)
    if (unit === 'USD') credited.set(account, (credited.get(account) ?? 0n) - amount);
  return (account) => credited.get(account) ?? 0n;
}

/** Those of these agencies and keys that are stored, in any order. */
export async function entriesByKey(
  tx: Db | Tx,
  wanted: readonly Pick<Entry, 'agencyId' | 'key'>[],
): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const [agencyId, ofAgency] of Map.groupBy(wanted, (entry) => entry.agencyId)) {
    const keys = ofAgency.map(({ key }) => key);
    const rows = await byNames(keys, (some) =>
      tx.journalEntry.findMany({ where: { agencyId, key: { in: some } }, include: withLines }),
    );
    found.push(...rows.map(entryOf));
  }
  return found;
}

export function entryOf({ postings, ...entry }: EntryRow): Entry {
  return {
    ...entry,
    postings: postings.map(({ n, account, amount, balanceAfter, accountVersion }) => ({
      n,
      account: account.code,
      unit: unitOf(account.unit),
      amount,
      balanceAfter,
      accountVersion,
    })),
  };
}

function unitOf(text: string): Unit {
  if (text === 'USD' || text === 'STAMP' || text === 'MEDIA') return text;
  throw new Error(`Not a unit: ${text}`);
}
