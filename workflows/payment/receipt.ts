import type { Db } from '../../prisma/client.ts';
import type { Payment } from '../../prisma/gen/sqlite/client.ts';
import type { Entry } from '../ledger/entry.ts';
import { accounts, creditedBy, entriesAbout } from '../ledger/read.ts';
import { sum } from '../money/money.ts';
import { readWords, type OwnWords } from '../own-words.ts';
import { owedAfter } from '../obligation/read.ts';
import { obligationKind } from '../policy/codes.ts';
import { storedExplanation } from '../policy/explanation-schema.ts';
import { allocationRule } from '../policy/rule-schema.ts';
import type { ReceiptFacts } from '../words/receipt.ts';
import { loadLines, loadReceipt, type ReceiptRow, type SplitLine } from './receipt-rows.ts';

/** What a receipt says, and what its readers need besides. */
export interface Receipt extends ReceiptFacts {
  agencyId: string;
  /** In which the payment was made. */
  language: string;
  /** When the books took it: from then on there was a receipt. */
  issuedAt: Date;
}

/** What the payer's own page shows of it. */
export type ReceiptHead = Pick<
  Receipt,
  'receiptNumber' | 'paidAt' | 'card' | 'bankLast4' | 'stillOwedCents' | 'url'
>;

/**
 * The receipt of a payment, from the rows: the mail, the page and the PDF all say what this says, and say it again
 * whenever they are asked. What was paid is read from the payment's ledger entry, what is still owed right after it.
 * @param which the payment, or the unguessable token of its receipt
 * @param origin where browsers reach the api
 * @returns null: there is no such payment, or it has no receipt
 * @throws {Error} a receipt whose entry is not in the books
 */
export async function receiptOf(
  db: Db,
  which: { id: string } | { receiptToken: string },
  origin: string,
): Promise<Receipt | null> {
  const payment = await loadReceipt(db, which);
  if (payment === null || payment.receiptNumber === null) return null;
  const entries = await entriesAbout(db, payment.agencyId, payment.id);
  const capture = entries.find(({ kind }) => kind === 'payment_captured');
  if (capture === undefined) throw new Error(`payment ${payment.id} has a receipt and no entry`);
  const head = receiptHead(payment, await owedAfter(db, payment, capture), origin);
  if (head === null) return null;
  return {
    ...head,
    ...whoAndWhere(payment),
    ...paidBy(payment, await loadLines(db, payment.id), capture),
    issuedAt: capture.recordedAt,
    takenBackAt: entries.find(({ reversesId }) => reversesId === capture.id)?.recordedAt ?? null,
    division: payment.division === null ? null : storedExplanation(payment.division),
    ruleName: payment.division === null ? await ruleNameOf(db, payment.allocationPolicyId) : null,
  };
}

async function ruleNameOf(db: Db, id: string | null): Promise<OwnWords | null> {
  const version = id === null ? null : await db.policyVersion.findUnique({ where: { id } });
  return version && allocationRule(version.rule).name;
}

/** The head of it alone, for lists; no more is read than that. */
export async function receiptHeadOf(db: Db, id: string, origin: string): Promise<ReceiptHead | null> {
  const payment = await db.payment.findUnique({ where: { id } });
  if (payment === null || payment.receiptNumber === null) return null;
  return receiptHead(payment, await owedAfter(db, payment), origin);
}

/**
 * The same from rows that have been read.
 * @param owed all that the person owed right after the payment: obligation id → minor units of USD
 */
export function receiptHead(
  payment: Pick<
    Payment,
    'receiptNumber' | 'receiptToken' | 'succeededAt' | 'tender' | 'cardBrand' | 'cardLast4'
  >,
  owed: ReadonlyMap<string, bigint>,
  origin: string,
): ReceiptHead | null {
  const { receiptNumber, receiptToken, succeededAt, tender, cardBrand, cardLast4 } = payment;
  if (receiptNumber === null || receiptToken === null || succeededAt === null) return null;
  return {
    receiptNumber,
    paidAt: succeededAt,
    card: cardBrand !== null && cardLast4 !== null ? { brand: cardBrand, last4: cardLast4 } : null,
    bankLast4: tender === 'bank_debit' ? cardLast4 : null,
    stillOwedCents: sum(owed.values()),
    url: `${origin}/r/${receiptToken}`,
  };
}

function whoAndWhere(row: ReceiptRow) {
  const { agencyId, language, agencyName, agencyPhone, timeZone } = row;
  return {
    agencyId,
    language,
    agencyName,
    agencyPhone,
    timeZone,
    payerName: `${row.payerGivenName} ${row.payerFamilyName}`,
    personName: `${row.givenName} ${row.familyName}`,
    personIdLast4: row.agencyPersonId.slice(-4),
  };
}

/**
 * What the entry says was paid. A debt that was waived while the payment ran was paid less than the split had frozen,
 * and what is over is the person's credit. A debt's beneficiaries are its own affair: the payer sees one line.
 */
function paidBy({ personId }: ReceiptRow, split: readonly SplitLine[], capture: Entry) {
  const credited = creditedBy(capture);
  const debts = new Map(split.map((line) => [line.obligationId, line]));
  const feeCents = credited(accounts.serviceFeeIncome);
  return {
    lines: [...debts.values()]
      .map(({ obligationId, kind, label }) => ({
        kind: obligationKind(kind),
        label: readWords(label),
        amountCents: credited(accounts.receivable(obligationId)),
      }))
      .filter(({ amountCents }) => amountCents !== 0n),
    creditCents: credited(accounts.unapplied(personId)),
    amountCents: -credited(accounts.processorClearing) - feeCents,
    feeCents,
  };
}
