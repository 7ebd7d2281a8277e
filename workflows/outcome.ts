/**
 * How a call to an outside system ends. `unknown` is never retried under a new key and never compensated:
 * it is read back until it is one of the other two.
 */
export type Outcome<Done, No> =
  { kind: 'succeeded'; done: Done } | { kind: 'failed'; no: No } | { kind: 'unknown'; cause: string };
