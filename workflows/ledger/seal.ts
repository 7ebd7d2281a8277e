import type { Db } from '../../prisma/client.ts';
import { isTaken } from '../../prisma/trouble.ts';
import { FIRST_HASH, sealHash } from './canonical.ts';
import { entryOf, withLines } from './read.ts';

const BATCH = 200;

/** How much later than its `recordedAt` an entry may be committed: a slow transaction, clocks that differ. */
const LATE_MS = 3_600_000;

/**
 * Put an agency's entries that are not yet sealed on the end of its hash chain, a bounded batch at a time, so
 * that posting never waits for it. Two that run at once cannot fork the chain: a sequence number and an entry
 * are each sealed once, by their keys, and a batch is one statement: the slower one's is refused as a whole.
 * @param now for `sealedAt`
 * @param options.everything look at every entry ever made, not only from an hour before the last sealed one
 *   on: for a process's first pass, should a clock have been wrong by more
 * @returns how many entries this call sealed; less than there were when another sealer was quicker
 */
export async function sealPending(
  db: Db,
  agencyId: string,
  now: Date,
  options: { everything?: boolean } = {},
): Promise<number> {
  for (let sealed = 0; ;) {
    const batch = await sealBatch(db, agencyId, now, options.everything ?? false);
    sealed += batch;
    if (batch < BATCH) return sealed;
  }
}

async function sealBatch(db: Db, agencyId: string, now: Date, everything: boolean): Promise<number> {
  const last = await db.ledgerSeal.findFirst({
    where: { agencyId },
    include: { entry: { select: { recordedAt: true } } },
    orderBy: { sequence: 'desc' },
  });
  const lastMs = Math.min(last?.entry.recordedAt.getTime() ?? 0, now.getTime());
  const since = everything ? {} : { recordedAt: { gte: new Date(lastMs - LATE_MS) } };
  const rows = await db.journalEntry.findMany({
    where: { agencyId, seal: null, ...since },
    include: withLines,
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    take: BATCH,
  });
  let { sequence, hash } = last ?? { sequence: 0, hash: FIRST_HASH };
  const seals = rows.map(entryOf).map((entry) => {
    sequence += 1;
    hash = sealHash(hash, entry);
    return { agencyId, sequence, entryId: entry.id, hash, sealedAt: now };
  });
  if (seals.length === 0) return 0;
  try {
    return (await db.ledgerSeal.createMany({ data: seals })).count;
  } catch (error) {
    if (isTaken(error)) return 0; // another sealer was quicker; what it left is for the next pass
    throw error;
  }
}
