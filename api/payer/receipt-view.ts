import type { Db } from '../../prisma/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import { receiptOf } from '../../workflows/payment/receipt.ts';
import type { ReceiptView } from '../contract/index.ts';

/** The receipt of a payment, once it has one. */
export async function receiptView(
  read: Db,
  { id, receiptNumber }: { id: string; receiptNumber: number | null },
  origin: string,
): Promise<ReceiptView | undefined> {
  const receipt = receiptNumber === null ? null : await receiptOf(read, { id }, origin);
  if (receipt === null) return undefined;
  const { card, paidAt, stillOwedCents, url } = receipt;
  return {
    number: receipt.receiptNumber,
    url,
    paidAt: paidAt.toISOString(),
    ...(card && { cardBrand: card.brand, cardLast4: card.last4 }),
    stillOwedCents: toWire(stillOwedCents),
  };
}
