import type { PaymentStory } from '../../api/contract/index.ts';

export type Entry = PaymentStory['entries'][number];
export type Posting = Entry['postings'][number];

export interface Totals {
  unit: string;
  debitCents: number;
  creditCents: number;
}

/** Debits and credits of lines, summed for each unit, in the order the units first appear. Minor units. */
export function totalsOf(postings: readonly Posting[]): Totals[] {
  const byUnit = new Map<string, Totals>();
  for (const { unit, debitCents = 0, creditCents = 0 } of postings) {
    const so = byUnit.get(unit) ?? { unit, debitCents: 0, creditCents: 0 };
    byUnit.set(unit, {
      unit,
      debitCents: so.debitCents + debitCents,
      creditCents: so.creditCents + creditCents,
    });
  }
  return [...byUnit.values()];
}

/**
 * Where debits and credits differ: one item for each unit that does not balance.
 * @returns empty = balanced. `offCents` = debits − credits. An entry without lines is not balanced: it says nothing.
 */
export function offBalance(postings: readonly Posting[]): { unit: string; offCents: number }[] {
  if (postings.length === 0) return [{ unit: 'USD', offCents: 0 }];
  return totalsOf(postings)
    .map(({ unit, debitCents, creditCents }) => ({ unit, offCents: debitCents - creditCents }))
    .filter(({ offCents }) => offCents !== 0);
}

/** The part of an account's code before its subject: `receivable:<obligation>` → `receivable`. */
export const accountHead = (code: string): string => code.split(':', 1)[0] ?? code;

/** Memo accounts hold what is owed, not money; architecture §4. */
const MEMO = new Set(['receivable', 'assessed', 'waived']);

/** The lines that move money, and the memo pairs beside them. */
export function partsOf(postings: readonly Posting[]): { money: Posting[]; memo: Posting[] } {
  const memo = (posting: Posting) => MEMO.has(accountHead(posting.account));
  return { money: postings.filter((posting) => !memo(posting)), memo: postings.filter(memo) };
}
