import type { Tx } from '../../prisma/client.ts';
import { accounts } from './accounts.ts';
import type { Finding } from './finding.ts';
import { balancesOf } from './read.ts';

/** What the processor says it moved and kept is in the books: each of its records has an entry, and the fees agree. */
export async function* verifySettlement(tx: Tx): AsyncGenerator<Finding> {
  const unexplained = await tx.balanceTransaction.findMany({ where: { entryId: null } });
  for (const { agencyId, id, amountCents } of unexplained) {
    const detail = `${amountCents} moved at the processor and in no entry`;
    yield { code: 'settlement_unexplained', agencyId, subject: id, detail };
  }
  const kept = await tx.balanceTransaction.groupBy({
    by: ['agencyId'],
    where: { entryId: { not: null } },
    _sum: { feeCents: true },
  });
  for (const { agencyId, _sum } of kept) {
    const { processorFees: code } = accounts;
    const booked = (await balancesOf(tx, agencyId, [code])).get(code) ?? 0n;
    const expected = _sum.feeCents ?? 0n;
    if (booked === expected) continue;
    const detail = `${booked} booked, ${expected} kept by the processor`;
    yield { code: 'settlement_fees', agencyId, subject: code, detail };
  }
}
