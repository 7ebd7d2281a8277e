import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import type { PaymentRow } from '../contract/index.ts';
import { paidByPart } from '../payer/on-its-way.ts';
import type { ListedPayment } from './listed-payments.ts';

/** What to load of one payment for its row. A page of them is loaded by `listedPayments`. */
export const forRow = { account: true, person: true } as const satisfies Prisma.PaymentInclude;

/**
 * A payment as a row of the desk's list.
 * @param timeZone the agency's, by whose days banks are waited for
 */
export function paymentRow(payment: ListedPayment, timeZone: string, now: Date): PaymentRow {
  const { account, person, amountCents, feeCents, receiptNumber, cardBrand, cardLast4, payoutFrom } = payment;
  return {
    id: payment.id,
    createdAt: payment.createdAt.toISOString(),
    state: payment.state,
    ...(receiptNumber !== null && { receiptNumber }),
    payerName: `${account.givenName} ${account.familyName}`,
    personName: `${person.givenName} ${person.familyName}`,
    personIdLast4: person.agencyPersonId.slice(-4),
    amountCents: toWire(amountCents),
    feeCents: toWire(feeCents),
    totalCents: toWire(amountCents + feeCents),
    tender: payment.tender,
    ...(cardBrand !== null && { cardBrand }),
    ...(cardLast4 !== null && { cardLast4 }),
    ...paidByPart(payment, timeZone, now),
    ...(payment.returnedAt !== null && { returnedAt: payment.returnedAt.toISOString() }),
    ...(payoutFrom !== null && { payoutFrom: payoutFrom.toISOString() }),
  };
}
