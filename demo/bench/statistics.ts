/** The middle one; of an even number the mean of both. @throws {RangeError} there are none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('There is no middle of nothing');
  return (low + high) / 2;
}

/** The smallest of the values that at least so large a part of all does not exceed. @param part 0 < part ≤ 1 */
export function percentile(values: readonly number[], part: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * part) - 1)];
  if (value === undefined) throw new RangeError('There is no percentile of nothing');
  return value;
}

/** Median and spread of a figure over its rounds. */
export interface Summary {
  median: number;
  least: number;
  most: number;
}

export const summaryOf = (values: readonly number[]): Summary => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/** Each one's median is outside the other's spread: more than these rounds vary by themselves. */
export const isBeyondSpread = (then: Summary, now: Summary): boolean =>
  isOutside(then, now.median) && isOutside(now, then.median);

const isOutside = ({ least, most }: Summary, value: number) => value < least || value > most;
