import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import type { Unit } from '../money/money.ts';
import type { Line, NewEntry, NewPosting } from './entry.ts';
import { exact } from './postable.ts';
import { inChunks } from './statements.ts';

/** What an account has after the last of the lines. */
interface Standing {
  id: string;
  balance: bigint;
  version: number;
}

/** Raw integers: bigint or number, as each database's driver likes it. */
interface StandingRow {
  id: string;
  agencyId: string;
  code: string;
  unit: Unit;
  balance: bigint | number;
  version: bigint | number;
}

/** What lines bring to one account: their sum and their number. */
interface Change extends NewPosting {
  agencyId: string;
  lines: number;
}

/**
 * Add entries to their accounts, made where new: one row per account, ordered by agency, code and unit.
 * @returns the key of each account that they touch (`keyOf`) → what it has after them
 * @throws {RangeError} a balance beyond a safe integer
 */
export async function applyToAccounts(tx: Tx, entries: readonly NewEntry[]): Promise<Map<string, Standing>> {
  const rows = [...changesOf(entries)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([, { agencyId, account, unit, amount, lines }]) =>
        Prisma.sql`(${randomUUID()}, ${agencyId}, ${account}, ${unit}, ${amount}, ${lines})`,
    );
  const after = await inChunks(
    rows,
    (values) => queryRows<StandingRow>(tx)`
    INSERT INTO "LedgerAccount" ("id", "agencyId", "code", "unit", "balance", "version")
    VALUES ${values}
    ON CONFLICT ("agencyId", "code", "unit") DO UPDATE SET
      "balance" = "LedgerAccount"."balance" + excluded."balance",
      "version" = "LedgerAccount"."version" + excluded."version"
    RETURNING "id", "agencyId", "code", "unit", "balance", "version"`,
  );
  return new Map(
    after.map(({ id, agencyId, code, unit, balance, version }) => [
      keyOf(agencyId, { account: code, unit }),
      { id, balance: exact(balance, code), version: Number(version) },
    ]),
  );
}

function changesOf(entries: readonly NewEntry[]): Map<string, Change> {
  const changes = new Map<string, Change>();
  for (const { agencyId, postings } of entries) {
    for (const posting of postings) {
      const key = keyOf(agencyId, posting);
      const { amount = 0n, lines = 0 } = changes.get(key) ?? {};
      changes.set(key, { ...posting, agencyId, amount: amount + posting.amount, lines: lines + 1 });
    }
  }
  return changes;
}

/**
 * From each account's end backwards: what it had after each line.
 * @returns the lines of each entry, in order, with their accounts' ids
 * @throws {RangeError} a balance on the way beyond a safe integer: one after the other, they would not all have been posted
 */
export function linesOf(
  entries: readonly NewEntry[],
  standings: ReadonlyMap<string, Standing>,
): { line: Line; accountId: string }[][] {
  const running = new Map([...standings].map(([key, standing]) => [key, { ...standing }]));
  const backwards = entries.toReversed().map(({ agencyId, postings }) => {
    const lines = [...postings.entries()].toReversed().map(([index, { account: code, unit, amount }]) => {
      const account = running.get(keyOf(agencyId, { account: code, unit }));
      if (!account) throw new Error(`The database did not return the account ${code}`);
      const { id: accountId, balance, version: accountVersion } = account;
      const balanceAfter = exact(balance, code);
      account.balance -= amount;
      account.version -= 1;
      return { line: { n: index + 1, account: code, unit, amount, balanceAfter, accountVersion }, accountId };
    });
    return lines.toReversed();
  });
  return backwards.toReversed();
}

const keyOf = (agencyId: string, { account, unit }: Pick<NewPosting, 'account' | 'unit'>): string =>
  `${agencyId} ${account} ${unit}`;
