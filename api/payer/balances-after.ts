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
    include: { postings: { include: { account: true }, orderBy: { n: 'asc' } } },
  });
  const byCapture = new Map(capture?.postings.map((line) => [line.account.code, line.balanceAfter]));
  const byObligation = new Map<string, bigint>();
  for (const { id } of obligations) {
    const code = accounts.receivable(id);
    const at = capture?.recordedAt;
    byObligation.set(id, byCapture.get(code) ?? (await balanceAt(read, { agencyId, code, at })));
  }
  return { byObligation, stillOwedCents: sum(byObligation.values()) };
}

/** An account's balance at a time, or now. */
async function balanceAt(
  read: Db,
  { agencyId, code, at }: { agencyId: string; code: string; at: Date | undefined },
): Promise<bigint> {
  const last = await read.posting.findFirst({
    where: { account: { agencyId, code, unit: 'USD' }, ...(at && { entry: { recordedAt: { lte: at } } }) },
    orderBy: { accountVersion: 'desc' },
    select: { balanceAfter: true },
  });
  return last?.balanceAfter ?? 0n;
}
