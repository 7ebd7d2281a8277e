import type { Tx } from '../../prisma/client.ts';
import { creditUseKey } from '../obligation/credit-use-key.ts';
import type { Cents } from '../money/money.ts';

/** A debt that a person's credit paid of, and the entry of it. */
export interface UsedCredit {
  obligationId: string;
  entryId: string;
  amountCents: Cents;
}

/**
 * Which uses of a person's credit to take back so that it is no longer lacking: the newest first, each as a whole, for an
 * entry is taken back line by line. What that leaves over is credit again.
 * @param of.lackingCents how far the credit is below nothing, minor units; none are taken back where it is not
 * @throws {Error} all of them together are not enough: the books are wrong
 */
export async function creditUsesBack(
  tx: Tx,
  { agencyId, personId, lackingCents }: { agencyId: string; personId: string; lackingCents: Cents },
): Promise<UsedCredit[]> {
  if (lackingCents <= 0n) return [];
  const uses = await tx.creditUse.findMany({
    where: { agencyId, personId },
    orderBy: [{ at: 'desc' }, { obligationId: 'desc' }, { useId: 'desc' }],
  });
  const entries = await tx.journalEntry.findMany({
    where: { agencyId, key: { in: uses.map(creditUseKey) }, reversedBy: null },
    select: { id: true, key: true },
  });
  const entryOf = new Map(entries.map(({ id, key }) => [key, id]));
  const back: UsedCredit[] = [];
  let left = lackingCents;
  for (const use of uses) {
    const entryId = entryOf.get(creditUseKey(use));
    if (left <= 0n || entryId === undefined) continue;
    back.push({ obligationId: use.obligationId, entryId, amountCents: use.amountCents });
    left -= use.amountCents;
  }
  if (left > 0n) throw new Error(`the credit of ${personId} lacks ${left} more than it has paid`);
  return back;
}
