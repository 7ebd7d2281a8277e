import type { Unit } from '../money/money.ts';
import { LedgerImbalance, type NewEntry } from './entry.ts';

const UNITS: readonly string[] = ['USD', 'STAMP', 'MEDIA'] satisfies Unit[];

/**
 * All that can be known of an entry before the database is asked, so that one that cannot be posted never gets there.
 * @throws {LedgerImbalance} the lines do not sum to zero in each unit
 * @throws {RangeError} no lines, a line of zero, an amount beyond a safe integer, no such unit, an id or code that is
 *   not opaque, a date that is none
 */
export function assertPostable(entry: NewEntry): void {
  if (entry.postings.length === 0) throw new RangeError(`The entry ${entry.key} has no lines`);
  const sums = new Map<Unit, bigint>();
  for (const { account, unit, amount } of entry.postings) {
    if (amount === 0n) throw new RangeError(`The entry ${entry.key} has a line of zero for ${account}`);
    if (!UNITS.includes(unit)) throw new RangeError(`The entry ${entry.key} has a line in no known unit`);
    assertOpaque(account);
    sums.set(unit, (sums.get(unit) ?? 0n) + exact(amount, account));
  }
  for (const [unit, sum] of sums) if (sum !== 0n) throw new LedgerImbalance(entry.key, unit, sum);
  const { agencyId, key, kind, subjectId, reversesId } = entry;
  for (const name of [agencyId, key, kind, subjectId, ...(reversesId === undefined ? [] : [reversesId])]) {
    assertOpaque(name);
  }
  assertDates(entry);
}

function assertDates({ occurredAt, recordedAt, accountingDate }: NewEntry): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(accountingDate)) {
    throw new RangeError(`An accounting date is YYYY-MM-DD, not ${accountingDate}`);
  }
  for (const at of [occurredAt, recordedAt]) {
    if (!/^\d{4}-/.test(at.toISOString())) throw new RangeError('A time must be of a year of four digits');
  }
}

/** Ids and codes are hashed and kept for ever: nothing that could be a name or an address gets in. */
function assertOpaque(name: string): void {
  if (!/^[\w:./-]{1,200}$/.test(name))
    throw new RangeError('An id, key or account code has a character or length it must not');
}

/** SQLite would turn an overflowing sum into a float, silently; the wire holds no more than this anyway. */
export function exact(value: bigint | number, account: string): bigint {
  if (!Number.isSafeInteger(Number(value)))
    throw new RangeError(`The account ${account} cannot hold that much`);
  return BigInt(value);
}
