import type { Addresses } from '../../demo.ts';

/** What the driver is started with. */
export interface Setting {
  addresses: Addresses;
  temporal: { address: string; namespace: string };
}

/** What the driver is told to do, one thing at a time. */
export type Order =
  /** Sign in as each of these payers. */
  | { kind: 'sign_in'; payers: { email: string; password: string }[] }
  /** Fill in the form of so many payments: each by another payer, all up to pressing "Pay". */
  | { kind: 'prepare'; payments: number }
  /** Press "Pay" on all that were prepared; each until its books are written. */
  | { kind: 'pay'; inFlight: number }
  | { kind: 'bare'; workflows: number; inFlight: number };

/** Zeros where nothing was timed. */
export interface Timed {
  /** From the first call to the last end. */
  seconds: number;
  /** Until the answer of each. */
  answersMs: number[];
}

export type Report = { ok: true; timed: Timed } | { ok: false; error: string };
