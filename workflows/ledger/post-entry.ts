import type { Tx } from '../../prisma/client.ts';
import type { Entry, NewEntry } from './entry.ts';
import { postEntries } from './post-entries.ts';

/**
 * Write an entry, its lines and their accounts' balances, inside the caller's transaction: `postEntries` of one.
 * @returns the entry; the stored one where the same key and content was posted before (whenever and for
 *   whichever accounting date it was recorded)
 * @throws {LedgerConflict} the key was posted before with other content, or the entry was taken back under another key
 * @throws {LedgerImbalance} the lines do not sum to zero in each unit
 * @throws {RangeError} no lines, a line of zero, a balance beyond a safe integer, an id or code that is not
 *   opaque, a date that is none, an entry to take back that the agency does not have. Whatever is thrown, the
 *   caller's transaction must end with it.
 */
export async function postEntry(tx: Tx, entry: NewEntry): Promise<Entry> {
  const [posted] = await postEntries(tx, [entry]);
  if (posted?.done === undefined) throw posted?.refused ?? new Error(`${entry.key} was not settled`);
  return posted.done;
}
