import type { Db } from '../../prisma/client.ts';
import { joining } from '../../prisma/joining.ts';
import type { Entry, NewEntry } from './entry.ts';
import { postEntries } from './post-entries.ts';

/** Posts entries that stand alone: each is a whole transaction to its caller, and shares one with who waits beside it. */
export interface Poster {
  /** As `postEntry` in a transaction of its own; answers once that is committed. */
  post(entry: NewEntry): Promise<Entry>;
}

/** One per process: who waits at two of them does not join. */
export const poster = (db: Db): Poster => ({ post: joining(db, postEntries) });
