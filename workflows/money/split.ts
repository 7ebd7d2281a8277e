import { sum } from './money.ts';

/**
 * Split an amount by weight so that the shares sum to it exactly.
 * @param total minor units, ≥ 0
 * @param weights key → weight ≥ 0, not all 0
 * @returns the same keys, in their order → minor units. Ties go to the key that sorts first (by code unit),
 *   so the order in which a database returns rows decides nothing
 * @throws {RangeError} a negative total or weight, or all weights 0
 * Rule: largest remainder (Hare–Niemeyer)
 */
export function split(total: bigint, weights: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const whole = sum(weights.values());
  if (total < 0n) throw new RangeError(`Cannot split a negative amount: ${total}`);
  if ([...weights.values()].some((weight) => weight < 0n)) throw new RangeError('A weight is negative');
  if (whole === 0n) throw new RangeError('Cannot split where every weight is 0');

  const shares = new Map<string, bigint>();
  for (const [key, weight] of weights) shares.set(key, (total * weight) / whole);

  const remainder = (key: string) => (total * (weights.get(key) ?? 0n)) % whole;
  const byRemainder = [...weights.keys()].toSorted(
    (a, b) => compare(remainder(b), remainder(a)) || compare(a, b),
  );
  const left = Number(total - sum(shares.values())); // fewer than there are keys with a remainder
  for (const key of byRemainder.slice(0, left)) shares.set(key, (shares.get(key) ?? 0n) + 1n);
  return shares;
}

function compare<T extends bigint | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
