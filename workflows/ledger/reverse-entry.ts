import type { Tx } from '../../prisma/client.ts';
import { LedgerConflict, type Entry, type NewEntry } from './entry.ts';
import { postEntry } from './post-entry.ts';
import { entryOf, withLines } from './read.ts';

/** Which entry to take back, and the reversal's own key and times. */
export type Reversal = Pick<NewEntry, 'agencyId' | 'key' | 'occurredAt' | 'recordedAt' | 'accountingDate'> & {
  entryId: string;
};

/**
 * Take an entry back: post its exact mirror, line by line, naming it. Inside the caller's transaction.
 * @returns the reversal; the stored one where the same was posted before
 * @throws {LedgerConflict} the entry was taken back before under another key, or as for `postEntry`
 * @throws where the agency has no such entry
 */
export async function reverseEntry(tx: Tx, reversal: Reversal): Promise<Entry> {
  const { entryId, ...rest } = reversal;
  const where = { id: entryId, agencyId: reversal.agencyId };
  const original = entryOf(await tx.journalEntry.findFirstOrThrow({ where, include: withLines })); // never changes
  const earlier = await tx.journalEntry.findUnique({ where: { reversesId: original.id } });
  if (earlier !== null && earlier.key !== reversal.key) {
    throw new LedgerConflict(`${reversal.key} (the entry it takes back was taken back before)`);
  }
  return postEntry(tx, {
    ...rest,
    kind: 'reversal',
    subjectId: original.subjectId,
    reversesId: original.id,
    postings: original.postings.map(({ account, unit, amount }) => ({ account, unit, amount: -amount })),
  });
}
