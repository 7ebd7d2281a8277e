import type { Db } from '../../prisma/client.ts';
import { sum } from '../money/money.ts';
import { owedBy } from '../obligation/read.ts';
import type { ReceiptFacts } from '../words/mail.ts';

/**
 * What a succeeded payment's receipt says, from the rows.
 * @param origin where browsers reach the api
 * @throws {Error} a payment that has no receipt
 */
export async function receiptFacts(db: Db, paymentId: string, origin: string): Promise<ReceiptFacts> {
  const payment = await db.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { agency: true, person: true, lines: { include: { obligation: true }, orderBy: { n: 'asc' } } },
  });
  const { receiptNumber, receiptToken, succeededAt, agency, person } = payment;
  if (receiptNumber === null || receiptToken === null || succeededAt === null) {
    throw new Error(`payment ${paymentId} has no receipt`);
  }
  const owed = await owedBy(db, { agencyId: agency.id, personId: person.id });
  return {
    agencyName: agency.name,
    agencyPhone: agency.phone,
    receiptNumber,
    paidAt: succeededAt,
    timeZone: agency.timeZone,
    personName: `${person.givenName} ${person.familyName}`,
    personIdLast4: person.agencyPersonId.slice(-4),
    card:
      payment.cardBrand && payment.cardLast4 ? { brand: payment.cardBrand, last4: payment.cardLast4 } : null,
    lines: byObligation(payment.lines),
    amountCents: payment.amountCents,
    feeCents: payment.feeCents,
    stillOwedCents: sum(owed.map(({ ledgerCents }) => ledgerCents)),
    url: `${origin}/r/${receiptToken}`,
  };
}

/** Payers see obligations, not beneficiaries. */
function byObligation(
  lines: readonly { obligationId: string; amountCents: bigint; obligation: { label: string } }[],
) {
  const byId = new Map<string, { label: string; amountCents: bigint }>();
  for (const { obligationId, amountCents, obligation } of lines) {
    const before = byId.get(obligationId)?.amountCents ?? 0n;
    byId.set(obligationId, { label: obligation.label, amountCents: before + amountCents });
  }
  return [...byId.values()];
}
