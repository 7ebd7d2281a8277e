import type { Db } from '../../prisma/client.ts';
import { Prisma, type Agency, type Payment, type Person } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';

/** A payment with whom its receipt names. */
export interface ReceiptRow
  extends Payment, Pick<Agency, 'timeZone'>, Pick<Person, 'givenName' | 'familyName' | 'agencyPersonId'> {
  agencyName: string;
  agencyPhone: string;
  payerGivenName: string;
  payerFamilyName: string;
}

/**
 * A payment with its agency, payer and person: one statement, as each payment's receipt is mailed. The SQL is the same
 * on SQLite and PostgreSQL.
 * @param which the payment, or the unguessable token of its receipt
 * @returns null: there is no such payment
 */
export async function loadReceipt(
  db: Db,
  which: { id: string } | { receiptToken: string },
): Promise<ReceiptRow | null> {
  const it =
    'id' in which
      ? Prisma.sql`payment."id" = ${which.id}`
      : Prisma.sql`payment."receiptToken" = ${which.receiptToken}`;
  const [row] = await queryRows<ReceiptRow>(db)`
    SELECT payment.*, agency."name" AS "agencyName", agency."phone" AS "agencyPhone", agency."timeZone",
      account."givenName" AS "payerGivenName", account."familyName" AS "payerFamilyName",
      person."givenName", person."familyName", person."agencyPersonId"
    FROM "Payment" AS payment
    JOIN "Agency" AS agency ON agency."id" = payment."agencyId"
    JOIN "PayerAccount" AS account ON account."id" = payment."accountId"
    JOIN "Person" AS person ON person."id" = payment."personId"
    WHERE ${it}`;
  return row ?? null;
}

/** A line of a payment's frozen split, with what its obligation is called. */
export interface SplitLine {
  obligationId: string;
  kind: string;
  /** As it is stored (own-words.ts). */
  label: string;
  /** Minor units, > 0. */
  amountCents: bigint;
}

/** A payment's frozen split, in its order: one statement. None before its gate has allowed it. */
export const loadLines = (db: Db, paymentId: string): Promise<SplitLine[]> => queryRows<SplitLine>(db)`
  SELECT line."obligationId", debt."kind", debt."label", line."amountCents"
  FROM "PaymentLine" AS line JOIN "Obligation" AS debt ON debt."id" = line."obligationId"
  WHERE line."paymentId" = ${paymentId} ORDER BY line."n"`;
