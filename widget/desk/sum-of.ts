/** Cents, exact: whatever the desk adds up is far below 2^53. */
export const sumOf = (cents: readonly number[]): number => cents.reduce((sum, one) => sum + one, 0);
