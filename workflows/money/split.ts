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
  const keys = [...weights.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const parts = sharesOf(
    total,
    keys.map((key) => weights.get(key) ?? 0n),
  );
  const byKey = new Map(keys.map((key, i) => [key, parts[i] ?? 0n]));
  return new Map([...weights.keys()].map((key) => [key, byKey.get(key) ?? 0n]));
}

/**
 * The same for weights in an order that decides ties: the earlier is served first.
 * @returns as many shares as there are weights, minor units
 * @throws {RangeError} as `split`
 */
export function sharesOf(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sum(weights);
  if (total < 0n) throw new RangeError(`Cannot split a negative amount: ${total}`);
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight is negative');
  if (whole === 0n) throw new RangeError('Cannot split where every weight is 0');
  // Every product below is at most total × whole: where that is a safe integer, numbers are as exact and faster.
  const isSmall = total * whole <= Number.MAX_SAFE_INTEGER;
  return isSmall ? smallShares(Number(total), weights, Number(whole)) : largeShares(total, weights, whole);
}

function smallShares(total: number, weights: readonly bigint[], whole: number): bigint[] {
  let left = total;
  const remainders: number[] = [];
  const shares = weights.map((weight) => {
    const product = total * Number(weight);
    const remainder = product % whole;
    const share = (product - remainder) / whole;
    remainders.push(remainder);
    left -= share;
    return share;
  });
  for (const i of firstBy(remainders, left)) shares[i] = (shares[i] ?? 0) + 1;
  return shares.map(BigInt);
}

function largeShares(total: bigint, weights: readonly bigint[], whole: bigint): bigint[] {
  const shares = weights.map((weight) => (total * weight) / whole);
  const remainders = weights.map((weight) => (total * weight) % whole);
  const left = Number(total - sum(shares)); // fewer than there are weights with a remainder
  for (const i of firstBy(remainders, left)) shares[i] = (shares[i] ?? 0n) + 1n;
  return shares;
}

/** Where the largest values are, the earlier of equals first. */
function firstBy<T extends number | bigint>(values: readonly T[], count: number): number[] {
  if (count === 0) return [];
  const places = values.map((value, place) => ({ value, place }));
  const ordered = places.toSorted((a, b) =>
    a.value === b.value ? a.place - b.place : a.value > b.value ? -1 : 1,
  );
  return ordered.slice(0, count).map(({ place }) => place);
}
