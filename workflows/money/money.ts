/** Minor units: cents of a dollar, stamps, minutes. Never a float. */
export type Cents = bigint;

/** What an amount is an amount of. The only currency is USD. */
export type Unit = 'USD' | 'STAMP' | 'MEDIA';

/**
 * An amount for JSON: the wire and Temporal's payloads carry integers.
 * @throws {RangeError} beyond what a JSON number holds exactly
 */
export function toWire(cents: Cents): number {
  const wire = Number(cents);
  if (!Number.isSafeInteger(wire)) throw new RangeError(`${cents} is too large an amount for the wire`);
  return wire;
}

/**
 * An amount from JSON.
 * @throws {RangeError} a fraction, or beyond what a JSON number holds exactly
 */
export function fromWire(wire: number): Cents {
  if (!Number.isSafeInteger(wire)) throw new RangeError(`${wire} is not a whole number of minor units`);
  return BigInt(wire);
}

/** The sum of amounts of one unit; of none, zero. */
export function sum(amounts: Iterable<Cents>): Cents {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
