import fc from 'fast-check';
import type { Db } from '../../prisma/client.ts';
import { sum } from '../money/money.ts';
import type { NewEntry, NewPosting } from './entry.ts';
import { times } from './fixtures.ts';

/** Few accounts, so that entries meet. */
export const CODES = [
  'bank',
  'bank_in_transit',
  'processor_clearing',
  'processor_fees',
  'service_fee_income',
] as const;

const account = fc.constantFrom(...CODES);
const amount = fc.bigInt({ min: -10_000n, max: 10_000n }).filter((cents) => cents !== 0n);
const anyLines = fc.array(fc.record({ account, unit: fc.constant('USD' as const), amount }), {
  minLength: 1,
  maxLength: 5,
});

/** Most are made to balance by a last line; the rest are mostly off. */
export const someLines = fc
  .tuple(anyLines, account, fc.integer({ min: 0, max: 9 }))
  .map(([some, last, off]): NewPosting[] => {
    const left = -sum(some.map((line) => line.amount));
    return off === 0 || left === 0n ? some : [...some, { account: last, unit: 'USD', amount: left }];
  });

/** Four contents under six keys, so that many keys come twice, with the same content or another. */
export const aStory = fc
  .record({
    contents: fc.array(someLines, { minLength: 4, maxLength: 4 }),
    acts: fc.array(
      fc.record({ key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6'), content: fc.nat(3) }),
      {
        maxLength: 25,
      },
    ),
  })
  .map(({ contents, acts }) => acts.map(({ key, content }) => ({ key, postings: contents[content] ?? [] })));

export const isBalanced = (postings: readonly NewPosting[]): boolean =>
  sum(postings.map((line) => line.amount)) === 0n;

export const entryWith = (agencyId: string, key: string, postings: NewEntry['postings']): NewEntry => ({
  agencyId,
  key,
  kind: 'bank_matched',
  subjectId: 'subject',
  ...times,
  postings,
});

/** Code → balance, of an agency's accounts, in USD. */
export async function balances(read: Db, agencyId: string): Promise<Record<string, bigint>> {
  const rows = await read.ledgerAccount.findMany({ where: { agencyId }, orderBy: { code: 'asc' } });
  return Object.fromEntries(rows.map(({ code, balance }) => [code, balance]));
}

/** What the accounts must have after these. */
export function sumOf(entries: Iterable<readonly NewPosting[]>): Record<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { account: code, amount: cents } of [...entries].flat())
    sums.set(code, (sums.get(code) ?? 0n) + cents);
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * All of a storm's transactions at once, but no more than these: the pool has ten connections, nobody waits for one
 * longer than ten seconds, and for hundreds that a slow machine does one by one that is too short.
 */
export function atMost(most: number): <T>(act: () => Promise<T>) => Promise<T> {
  let free = most;
  const queue: (() => void)[] = [];
  return async (act) => {
    if (free === 0) await new Promise<void>((resolve) => queue.push(resolve));
    else free--;
    try {
      return await act();
    } finally {
      const next = queue.shift(); // who waited takes this place over
      if (next) next();
      else free++;
    }
  };
}
