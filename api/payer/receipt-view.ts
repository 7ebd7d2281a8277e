import type { Db } from '../../prisma/client.ts';
import type { Payment } from '../../prisma/gen/sqlite/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import type { ReceiptView } from '../contract/index.ts';
import { balancesAfter } from './balances-after.ts';

/** The receipt of a payment, once it has one. */
export async function receiptView(
  read: Db,
  payment: Payment,
  origin: string,
): Promise<ReceiptView | undefined> {
  const { receiptNumber, receiptToken, succeededAt, cardBrand, cardLast4 } = payment;
  if (receiptNumber === null || receiptToken === null || succeededAt === null) return undefined;
  const { stillOwedCents } = await balancesAfter(read, payment);
  return {
    number: receiptNumber,
    url: `${origin}/r/${receiptToken}`,
    paidAt: succeededAt.toISOString(),
    ...(cardBrand !== null && { cardBrand }),
    ...(cardLast4 !== null && { cardLast4 }),
    stillOwedCents: toWire(stillOwedCents),
  };
}
