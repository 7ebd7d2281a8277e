import type { Deps } from '../deps.ts';
import type { ReceiptFacts } from '../../workflows/words/mail.ts';
import { balancesAfter } from '../payer/balances-after.ts';
import { ruleName } from '../rule-name.ts';

export interface Receipt extends ReceiptFacts {
  agencyId: string;
  language: string;
  /** The rule by which the payment was divided. */
  allocationRule: string | null;
}

/** The receipt with this token, or null. */
export async function findReceipt(
  { read, origin }: Pick<Deps, 'read' | 'origin'>,
  receiptToken: string,
): Promise<Receipt | null> {
  const payment = await read.payment.findUnique({
    where: { receiptToken },
    include: { agency: true, person: true, lines: { include: { obligation: true }, orderBy: { n: 'asc' } } },
  });
  if (!payment || payment.receiptNumber === null || payment.succeededAt === null) return null;
  const { agency, person, cardBrand, cardLast4, amountCents, feeCents } = payment;
  const { stillOwedCents } = await balancesAfter(read, payment);
  return {
    agencyId: agency.id,
    agencyName: agency.name,
    agencyPhone: agency.phone,
    timeZone: agency.timeZone,
    language: payment.language,
    receiptNumber: payment.receiptNumber,
    paidAt: payment.succeededAt,
    personName: `${person.givenName} ${person.familyName}`,
    personIdLast4: person.agencyPersonId.slice(-4),
    card: cardBrand !== null && cardLast4 !== null ? { brand: cardBrand, last4: cardLast4 } : null,
    lines: byObligation(payment.lines),
    amountCents,
    feeCents,
    stillOwedCents,
    url: `${origin()}/r/${receiptToken}`,
    allocationRule: await ruleName(read, payment.allocationPolicyId),
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
