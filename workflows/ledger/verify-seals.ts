import type { Tx } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { FIRST_HASH, sealHash } from './canonical.ts';
import type { Finding } from './finding.ts';
import { PAGE, pagesOf } from './pages.ts';
import { entryOf, withLines } from './read.ts';

const withEntry = { entry: { include: withLines } } as const;
type Seal = Prisma.LedgerSealGetPayload<{ include: typeof withEntry }>;

/** An agency's chain of seals from its first: no gap, each over the one before it and its own entry. */
export async function* verifySeals(tx: Tx): AsyncGenerator<Finding> {
  const agencies = await tx.ledgerSeal.findMany({ distinct: ['agencyId'], select: { agencyId: true } });
  for (const { agencyId } of agencies) yield* verifyChain(tx, agencyId);
}

async function* verifyChain(tx: Tx, agencyId: string): AsyncGenerator<Finding> {
  let sequence = 0;
  let hash = FIRST_HASH;
  for await (const seal of chainOf(tx, agencyId)) {
    const subject = `seal ${seal.sequence}`;
    if (seal.sequence !== sequence + 1) {
      yield { code: 'seal_gap', agencyId, subject, detail: `follows seal ${sequence}` };
    } else if (seal.hash !== sealHash(hash, entryOf(seal.entry))) {
      yield { code: 'seal_hash', agencyId, subject, detail: `over entry ${seal.entry.key}` };
    }
    if (seal.entry.agencyId !== agencyId) {
      yield { code: 'orphan', agencyId, subject, detail: `seals entry ${seal.entryId} of another agency` };
    }
    ({ sequence, hash } = seal); // from what is stored, so that one break is one finding
  }
}

function chainOf(tx: Tx, agencyId: string): AsyncGenerator<Seal> {
  return pagesOf<Seal>((last) =>
    tx.ledgerSeal.findMany({
      where: { agencyId, sequence: { gt: last?.sequence ?? 0 } },
      include: withEntry,
      orderBy: { sequence: 'asc' },
      take: PAGE,
    }),
  );
}

/** Entries that no seal covers yet. Normal for seconds; older ones mean that the sealer does not run. */
export interface UnsealedTail {
  agencyId: string;
  entries: number;
  oldestRecordedAt: Date;
}

export async function unsealedTails(tx: Tx): Promise<UnsealedTail[]> {
  const groups = await tx.journalEntry.groupBy({
    by: ['agencyId'],
    where: { seal: null },
    _count: true,
    _min: { recordedAt: true },
    orderBy: { agencyId: 'asc' },
  });
  return groups.flatMap(({ agencyId, _count: entries, _min: { recordedAt } }) =>
    recordedAt === null ? [] : [{ agencyId, entries, oldestRecordedAt: recordedAt }],
  );
}
