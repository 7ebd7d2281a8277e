import { fitsWire, toWire } from '../../workflows/money/money.ts';
import type { ReceiptHead } from '../../workflows/payment/receipt.ts';
import type { ReceiptView } from '../contract/index.ts';

/** What the payer's page shows of a receipt. */
export function receiptView(receipt: ReceiptHead | null): ReceiptView | undefined {
  if (receipt === null) return undefined;
  const { card, bankLast4, paidAt, stillOwedCents, url } = receipt;
  return {
    number: receipt.receiptNumber,
    url,
    paidAt: paidAt.toISOString(),
    ...(card && { cardBrand: card.brand, cardLast4: card.last4 }),
    ...(bankLast4 !== null && { bankLast4 }),
    ...(fitsWire(stillOwedCents) && { stillOwedCents: toWire(stillOwedCents) }),
  };
}
