import type { PaidLine } from '../ledger/posting-rules.ts';
import { split } from '../money/split.ts';
import type { Owed } from './read.ts';

/**
 * A payment's parts by obligation, each split over its beneficiaries by their shares; none is zero.
 * @param parts obligation → minor units; each must be among `owed`
 * @throws {Error} one that is not
 */
export function paidLines(
  owed: readonly Owed[],
  parts: readonly { obligationId: string; amountCents: bigint }[],
): PaidLine[] {
  return parts.flatMap(({ obligationId, amountCents }) => {
    const obligation = owed.find(({ id }) => id === obligationId);
    if (obligation === undefined) throw new Error(`${obligationId} was quoted and is not owed`);
    const { fundId, shares } = obligation;
    const weights = new Map(shares.map(({ beneficiaryId, weight }) => [beneficiaryId, weight]));
    return [...split(amountCents, weights)].flatMap(([beneficiaryId, cents]) =>
      cents > 0n ? { obligationId, fundId, beneficiaryId, amountCents: cents } : [],
    );
  });
}
