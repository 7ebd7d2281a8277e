import { sum } from '../money/money.ts';
import { sharesOf } from '../money/split.ts';

/**
 * Divide money among claims by weight, none above what it can take: what one cannot take goes to the others, by their
 * weights. Largest remainder, ties to the earlier.
 * @param amountCents > 0
 * @param reaches the most that each can take, minor units > 0, in an order that decides ties
 * @param weights as many, ≥ 0; where all are 0, what each can take is the weight
 * @param minimumCents nobody gets less, unless it pays them off or fewer could not hold the money; who would get the
 *   smallest part stands back first, of equals the later
 * @returns as many parts; they sum to the amount, or to all that can be taken if that is less
 */
export function divide(
  amountCents: bigint,
  reaches: readonly bigint[],
  weights: readonly bigint[],
  minimumCents: bigint,
): readonly bigint[] {
  if (amountCents >= sum(reaches)) return reaches;
  if (minimumCents === 0n && weights === reaches) return sharesOf(amountCents, reaches); // overfills none
  if (minimumCents === 0n) return fill(amountCents, reaches, weights);
  const standing = [...reaches];
  for (;;) {
    const parts = fill(amountCents, standing, weights);
    const smallest = tooSmall(parts, standing, minimumCents);
    if (smallest === undefined) return parts;
    standing[smallest] = 0n;
    if (sum(standing) < amountCents) return parts;
  }
}

/** Water into vessels: those that a round would overfill are full, and the rest is divided anew among the others. */
function fill(amountCents: bigint, reaches: readonly bigint[], weights: readonly bigint[]): bigint[] {
  let open = reaches.map((cents) => cents > 0n);
  let left = amountCents;
  for (;;) {
    const shares = sharesOf(left, weightsOf(reaches, weights, open));
    const isOver = shares.map((share, i) => open[i] === true && share > (reaches[i] ?? 0n));
    if (!isOver.includes(true)) return shares.map((share, i) => (open[i] ? share : (reaches[i] ?? 0n)));
    isOver.forEach((over, i) => {
      if (over) left -= reaches[i] ?? 0n;
    });
    open = open.map((is, i) => is && !isOver[i]);
  }
}

function weightsOf(
  reaches: readonly bigint[],
  weights: readonly bigint[],
  open: readonly boolean[],
): bigint[] {
  const some = weights.map((weight, i) => (open[i] ? weight : 0n));
  return some.some((weight) => weight > 0n) ? some : reaches.map((cents, i) => (open[i] ? cents : 0n));
}

function tooSmall(
  parts: readonly bigint[],
  reaches: readonly bigint[],
  minimumCents: bigint,
): number | undefined {
  let found: number | undefined;
  reaches.forEach((cents, i) => {
    const part = parts[i] ?? 0n;
    const isTooSmall = cents > 0n && part < cents && part < minimumCents;
    if (isTooSmall && (found === undefined || part <= (parts[found] ?? 0n))) found = i;
  });
  return found;
}
