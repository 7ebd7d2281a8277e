import { fitsWire, toWire } from '../../workflows/money/money.ts';
import type { ReceiptHead } from '../../workflows/payment/receipt.ts';
import { paidWithWords } from '../../workflows/words/receipt.ts';
import type { ReceiptView } from '../contract/index.ts';

/** What the payer's page shows of a receipt. */
export function receiptView(receipt: ReceiptHead | null): ReceiptView | undefined {
  if (receipt === null) return undefined;
  const { paidAt, stillOwedCents, url } = receipt;
  const paidWith = paidWithWords(receipt);
  return {
    number: receipt.receiptNumber,
    url,
    paidAt: paidAt.toISOString(),
    ...(paidWith && { paidWith }),
    ...(fitsWire(stillOwedCents) && { stillOwedCents: toWire(stillOwedCents) }),
  };
}
