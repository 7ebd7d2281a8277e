import type { Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import type { Settled } from '../../prisma/joining.ts';
import type { Entry, NewEntry } from '../ledger/entry.ts';
import { postEntries } from '../ledger/post-entries.ts';
import { processorFee } from '../ledger/posting-rules.ts';
import { fromWire, type Cents } from '../money/money.ts';
import { localDay } from '../policy/calendar.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';
import { reversalOf, type DebitStanding } from './debits.ts';
import type { Explained } from './explain.ts';

/** One of Stripe's records: where it stands among those that are recorded together, and whose fee it is. */
export interface Charged {
  index: number;
  facts: BalanceTransactionFacts;
  explained: Explained | null;
  debit: DebitStanding | null;
}

interface Posted {
  /** Place → why its fee could not be posted. */
  refused: ReadonlyMap<number, Error>;
  /** Reversal of a debit → the entry of what did not come back of its fee: all that it moved. */
  entries: ReadonlyMap<string, string>;
}

/** Post what the processor kept: with a capture its fee; of a debit that came to nothing what did not come back of it. */
export async function postFees(tx: Tx, agency: Agency, all: readonly Charged[], now: Date): Promise<Posted> {
  const refused = new Map<number, Error>();
  const done = new Set<string>();
  const fees = all.flatMap((one) => {
    try {
      const kept = keptOf(one);
      if (kept === null || kept.feeCents === 0n || done.has(kept.recordId)) return [];
      done.add(kept.recordId);
      return [{ ...one, recordId: kept.recordId, entry: feeEntry(agency, kept, now) }];
    } catch (error) {
      refused.set(one.index, error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  });
  const posted: Settled<Entry>[] = await postEntries(
    tx,
    fees.map(({ entry }) => entry),
  );
  const entries = new Map<string, string>();
  fees.forEach(({ index, recordId, explained }, at) => {
    const { done: entry, refused: error } = posted[at] ?? {};
    if (error) refused.set(index, error);
    else if (explained === null && entry) entries.set(recordId, entry.id);
  });
  return { refused, entries };
}

interface Kept {
  paymentId: string;
  /** The record that it stands with. */
  recordId: string;
  occurredAt: Date;
  feeCents: Cents;
}

function keptOf({ facts, explained, debit }: Charged): Kept | null {
  if (explained !== null) {
    const { paymentId } = explained;
    const occurredAt = new Date(facts.createdAt * 1000);
    return { paymentId, recordId: facts.id, occurredAt, feeCents: fromWire(facts.feeCents) };
  }
  const reversal = debit?.standing === 'came_to_nothing' ? reversalOf(debit) : undefined;
  if (!debit || reversal === undefined || reversal.entryId !== null) return null;
  const { id: recordId, occurredAt } = reversal;
  return { paymentId: debit.paymentId, recordId, occurredAt, feeCents: debit.feeCents };
}

/** @throws {RangeError} a fee that is none: below zero, or no whole number of cents */
function feeEntry(agency: Agency, { paymentId, recordId, occurredAt, feeCents }: Kept, now: Date): NewEntry {
  return {
    agencyId: agency.id,
    key: `balance-transaction/${recordId}:fee`,
    kind: 'processor_fee',
    subjectId: paymentId,
    occurredAt,
    recordedAt: now,
    accountingDate: localDay(now, agency.timeZone),
    postings: processorFee({ feeCents }),
  };
}
