import type { Tx } from '../../prisma/client.ts';
import { accounts, balancesOf } from '../../workflows/ledger/read.ts';

/**
 * Is what a payment froze still owed, and none of it on hold? Between two tries a debt may have been waived, adjusted
 * or put on hold: then nothing more is charged for it. A payment whose gate has frozen nothing yet fits.
 */
export async function stillFits(tx: Tx, payment: { id: string; agencyId: string }): Promise<boolean> {
  const lines = await tx.paymentLine.findMany({
    where: { paymentId: payment.id },
    include: { obligation: { include: { hold: true } } },
  });
  if (lines.some(({ obligation }) => obligation.hold !== null)) return false;
  const wanted = new Map<string, bigint>();
  for (const { obligationId, amountCents } of lines) {
    const account = accounts.receivable(obligationId);
    wanted.set(account, (wanted.get(account) ?? 0n) + amountCents);
  }
  const owed = await balancesOf(tx, payment.agencyId, [...wanted.keys()]);
  return [...wanted].every(([account, cents]) => cents <= (owed.get(account) ?? 0n));
}
