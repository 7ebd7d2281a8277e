import type { Db } from '../../prisma/client.ts';
import { sum } from '../../workflows/money/money.ts';
import { accounts } from '../../workflows/ledger/read.ts';

export interface BalancesAfter {
  /** Obligation → owed right after the payment's entry; minor units of USD. */
  byObligation: ReadonlyMap<string, bigint>;
  /** Sum over all that the person owes. */
  stillOwedCents: bigint;
}

/**
 * What a person owed once a payment was in the books; before that, what they owe now. A receipt says the same
 * whenever it is read.
 */
export async function balancesAfter(
  read: Db,
  payment: { id: string; agencyId: string; personId: string },
): Promise<BalancesAfter> {
  const { id: subjectId, agencyId, personId } = payment;
  const obligations = await read.obligation.findMany({
    where: { agencyId, obligors: { some: { personId } } },
    select: { id: true },
  });
  const capture = await read.journalEntry.findFirst({
    where: { agencyId, subjectId, kind: 'payment_captured' },
  });
  const byObligation = new Map<string, bigint>();
  for (const { id } of obligations) {
    const account = { agencyId, code: accounts.receivable(id), unit: 'USD' };
    const recordedAt = capture ? { lte: capture.recordedAt } : {};
    const last = await read.posting.findFirst({
      where: { account, entry: { recordedAt } },
      orderBy: { accountVersion: 'desc' },
      select: { balanceAfter: true },
    });
    byObligation.set(id, last?.balanceAfter ?? 0n);
  }
  return { byObligation, stillOwedCents: sum(byObligation.values()) };
}
