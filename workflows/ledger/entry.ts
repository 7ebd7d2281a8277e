import type { Unit } from '../money/money.ts';
import type { EntryKind } from './posting-rules.ts';

/** A line to be posted: debit > 0, credit < 0, minor units, never 0. */
export interface NewPosting {
  /** A code made by `accounts`. */
  account: string;
  unit: Unit;
  amount: bigint;
}

/** A business event to be posted. Every id and code is opaque: names no person. */
export interface NewEntry {
  agencyId: string;
  /** Unique per agency and business event, made by the caller, e.g. `payment/<id>:capture`. */
  key: string;
  kind: EntryKind;
  /** What it is about: a payment, an obligation. */
  subjectId: string;
  /** When it happened: the fact's own time, so that it is the same when it is posted again. */
  occurredAt: Date;
  recordedAt: Date;
  /** The agency's local day it counts for, YYYY-MM-DD. */
  accountingDate: string;
  /** The entry that this one takes back. */
  reversesId?: string;
  /** Two lines may name the same account: they stay two, in this order. */
  postings: readonly NewPosting[];
}

/** A line as stored. */
export interface Line extends NewPosting {
  n: number;
  /** The account's balance with this line. */
  balanceAfter: bigint;
  /** How many lines the account has with this one: its versions have no gap. */
  accountVersion: number;
}

/** An entry as stored; never changed after. */
export interface Entry {
  id: string;
  agencyId: string;
  key: string;
  kind: string;
  subjectId: string;
  occurredAt: Date;
  recordedAt: Date;
  accountingDate: string;
  reversesId: string | null;
  digest: string;
  postings: readonly Line[];
}

/** The same key was posted before with other content: two events share a key, or one event is told in two ways. */
export class LedgerConflict extends Error {
  override name = 'LedgerConflict';

  constructor(key: string) {
    super(`The ledger already has an entry with the key ${key} and other content`);
  }
}

/** The lines of an entry do not sum to zero in a unit. */
export class LedgerImbalance extends Error {
  override name = 'LedgerImbalance';

  constructor(key: string, unit: Unit, sum: bigint) {
    super(`The entry ${key} is off by ${sum} ${unit}`);
  }
}
