import type { Db } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { sum } from '../money/money.ts';
import { owedAfter } from '../obligation/read.ts';
import { storedExplanation } from '../policy/explanation-schema.ts';
import type { Explanation } from '../policy/explanation.ts';
import type { ReceiptFacts } from '../words/mail.ts';

/** What a receipt says, and what its readers need besides. */
export interface Receipt extends ReceiptFacts {
  agencyId: string;
  /** In which the payment was made. */
  language: string;
  /** The version of the rule by which it was divided. */
  allocationPolicyId: string | null;
  /** How it was divided; null: it was paid before this was kept. */
  division: Explanation | null;
}

/**
 * The receipt of a payment, from the rows: the mail, the page for print and the payer's views all say what this
 * says, and say it again whenever they are asked, since what is still owed is read right after the payment's entry.
 * @param which the payment, or the unguessable token of its receipt
 * @param origin where browsers reach the api
 * @returns null: there is no such payment, or it has no receipt
 */
export async function receiptOf(
  db: Db,
  which: { id: string } | { receiptToken: string },
  origin: string,
): Promise<Receipt | null> {
  const payment = await db.payment.findUnique({ where: which, include: inReceipt });
  if (payment === null || payment.receiptNumber === null) return null;
  return receiptFrom(payment, await owedAfter(db, payment), origin);
}

/** What of a payment's rows is in its receipt. */
export const inReceipt = {
  agency: true,
  person: true,
  lines: { include: { obligation: true }, orderBy: { n: 'asc' } },
} as const satisfies Prisma.PaymentInclude;

/**
 * The same from rows that have been read.
 * @param owed all that the person owed right after the payment: obligation id → minor units of USD
 */
export function receiptFrom(
  payment: Prisma.PaymentGetPayload<{ include: typeof inReceipt }>,
  owed: ReadonlyMap<string, bigint>,
  origin: string,
): Receipt | null {
  const { receiptNumber, receiptToken, succeededAt, agency, person, cardBrand, cardLast4 } = payment;
  if (receiptNumber === null || receiptToken === null || succeededAt === null) return null;
  return {
    agencyId: agency.id,
    language: payment.language,
    allocationPolicyId: payment.allocationPolicyId,
    division: payment.division === null ? null : storedExplanation(payment.division),
    agencyName: agency.name,
    agencyPhone: agency.phone,
    receiptNumber,
    paidAt: succeededAt,
    timeZone: agency.timeZone,
    personName: `${person.givenName} ${person.familyName}`,
    personIdLast4: person.agencyPersonId.slice(-4),
    card: cardBrand !== null && cardLast4 !== null ? { brand: cardBrand, last4: cardLast4 } : null,
    lines: byObligation(payment.lines),
    amountCents: payment.amountCents,
    feeCents: payment.feeCents,
    stillOwedCents: sum(owed.values()),
    url: `${origin}/r/${receiptToken}`,
  };
}

interface StoredLine {
  amountCents: bigint;
  obligation: { id: string; label: string };
}

/** An obligation's beneficiaries are its own affair: the payer sees one line. */
function byObligation(lines: readonly StoredLine[]): ReceiptFacts['lines'] {
  const totals = new Map<string, { label: string; amountCents: bigint }>();
  for (const { obligation, amountCents } of lines) {
    const before = totals.get(obligation.id)?.amountCents ?? 0n;
    totals.set(obligation.id, { label: obligation.label, amountCents: before + amountCents });
  }
  return [...totals.values()];
}
