/** Minor units: cents of a dollar, stamps, minutes. Never a float. */
export type Cents = bigint;

/** What an amount is an amount of. The only currency is USD. */
export type Unit = 'USD' | 'STAMP' | 'MEDIA';

/** An amount that no JSON number holds exactly. No single debt can be one; a sum of very large ones can. */
export class TooLargeForWire extends RangeError {
  override name = 'TooLargeForWire';
}

/** Can it be said in JSON to the cent? */
export const fitsWire = (cents: Cents): boolean => Number.isSafeInteger(Number(cents));

/**
 * An amount for JSON: the wire and Temporal's payloads carry integers.
 * @throws {TooLargeForWire} beyond what a JSON number holds exactly
 */
export function toWire(cents: Cents): number {
  if (!fitsWire(cents)) throw new TooLargeForWire(`${cents} is too large an amount for the wire`);
  return Number(cents);
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
