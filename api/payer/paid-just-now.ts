import { toWire } from '../../workflows/money/money.ts';
import { receiptHeadOf } from '../../workflows/payment/receipt.ts';
import type { PayerSession } from '../auth/sessions.ts';
import type { OwedView } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
import { receiptView } from './receipt-view.ts';

const WITHIN_MINUTES = 30;

/**
 * The account's newest payment for this person, where it was received a moment ago: a page that was reloaded as it
 * ended is to say so before it offers the next.
 */
export async function paidJustNowBy(
  { read, clock, origin }: Pick<Deps, 'read' | 'clock' | 'origin'>,
  { accountId, agencyId }: PayerSession,
  personId: string,
): Promise<OwedView['paidJustNow']> {
  const since = new Date(clock().getTime() - WITHIN_MINUTES * 60_000);
  const payment = await read.payment.findFirst({
    where: { accountId, agencyId, personId, state: 'succeeded', succeededAt: { gt: since } },
    orderBy: [{ succeededAt: 'desc' }, { id: 'desc' }],
  });
  if (payment === null) return undefined;
  const receipt = receiptView(await receiptHeadOf(read, payment.id, origin()));
  return receipt && { totalCents: toWire(payment.amountCents + payment.feeCents), receipt };
}
