import type { Db, Tx } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import type { Unit } from '../money/money.ts';
import type { Entry } from './entry.ts';
import { byNames } from './statements.ts';

export { accounts } from './accounts.ts';

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
  const rows = await db.ledgerAccount.findMany({
    where: { agencyId, unit, code: { in: [...codes] } },
    select: { code: true, balance: true },
  });
  const found = new Map(rows.map(({ code, balance }) => [code, balance]));
  return new Map(codes.map((code) => [code, found.get(code) ?? 0n]));
}

/**
 * Balances right after an entry, also long after it: of an account that the entry did not touch, the balance it had
 * by then. Units and signs as `balancesOf`, in USD.
 */
export async function balancesAfter(
  db: Db | Tx,
  entry: Entry,
  codes: readonly string[],
): Promise<Map<string, bigint>> {
  const touched = new Map(
    entry.postings.filter(({ unit }) => unit === 'USD').map((line) => [line.account, line.balanceAfter]),
  );
  const others = codes.filter((code) => !touched.has(code));
  const before = others.length > 0 ? await balancesBy(db, entry, others) : new Map<string, bigint>();
  return new Map(codes.map((code) => [code, touched.get(code) ?? before.get(code) ?? 0n]));
}

/** The balances that accounts had when an entry was recorded. An account without a posting by then is left out. */
async function balancesBy(
  db: Db | Tx,
  { agencyId, recordedAt }: Entry,
  codes: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await db.ledgerAccount.findMany({
    where: { agencyId, unit: 'USD', code: { in: [...codes] } },
    select: {
      code: true,
      postings: {
        where: { entry: { recordedAt: { lte: recordedAt } } },
        orderBy: { accountVersion: 'desc' },
        take: 1,
        select: { balanceAfter: true },
      },
    },
  });
  return new Map(
    rows.flatMap(({ code, postings: [last] }) => (last === undefined ? [] : [[code, last.balanceAfter]])),
  );
}

/** The entries about a payment, an obligation or another subject, oldest first. */
export async function entriesAbout(db: Db | Tx, agencyId: string, subjectId: string): Promise<Entry[]> {
  const rows = await db.journalEntry.findMany({
    where: { agencyId, subjectId },
    include: withLines,
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(entryOf);
}

/** The entry of a payment's success; absent: the books have none (yet). */
export const captureOf = async (
  db: Db | Tx,
  { id, agencyId }: { id: string; agencyId: string },
): Promise<Entry | undefined> =>
  (await entriesAbout(db, agencyId, id)).find(({ kind }) => kind === 'payment_captured');

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
