import type { Db, Tx } from '../../../prisma/client.ts';
import type { Agency, Payment, PaymentAttempt } from '../../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../../prisma/rows.ts';

type OwnColumns = Pick<
  Payment,
  | 'id'
  | 'agencyId'
  | 'accountId'
  | 'personId'
  | 'state'
  | 'amountCents'
  | 'feeCents'
  | 'choice'
  | 'obligationIds'
  | 'quoteDigest'
  | 'tender'
  | 'stripePaymentIntentId'
  | 'createdAt'
  | 'expiresAt'
>;
type OfAgency = Pick<Agency, 'timeZone' | 'stripeAccountId'>;

/** One try with one card, as the activities need it. */
export type Try = Pick<
  PaymentAttempt,
  | 'id'
  | 'n'
  | 'state'
  | 'stripeParams'
  | 'stripeChargeId'
  | 'stripePaymentMethodId'
  | 'code'
  | 'declineCode'
  | 'createdAt'
  | 'endedAt'
>;

/** A payment, as its activities need it: with its tries, the first one first, and its agency. */
export interface PaymentRows extends OwnColumns {
  agency: OfAgency;
  attempts: Try[];
}

type Row = OwnColumns & OfAgency & { [column in keyof Try as `try_${column}`]: Try[column] };

/**
 * A payment with its agency and its tries: one statement, as each step of a payment begins with it under its lock.
 * The SQL is the same on SQLite and PostgreSQL.
 * @throws {Error} there is no such payment, or it has no try: the two are written together
 */
export async function loadPayment(db: Db | Tx, paymentId: string): Promise<PaymentRows> {
  const rows = await queryRows<Row>(db)`
    SELECT payment."id", payment."agencyId", payment."accountId", payment."personId", payment."state",
      payment."amountCents", payment."feeCents", payment."choice", payment."obligationIds", payment."quoteDigest",
      payment."tender", payment."stripePaymentIntentId", payment."createdAt", payment."expiresAt",
      agency."timeZone", agency."stripeAccountId",
      attempt."id" AS "try_id", attempt."n" AS "try_n", attempt."state" AS "try_state",
      attempt."stripeParams" AS "try_stripeParams", attempt."stripeChargeId" AS "try_stripeChargeId",
      attempt."stripePaymentMethodId" AS "try_stripePaymentMethodId", attempt."code" AS "try_code", attempt."declineCode" AS "try_declineCode", attempt."createdAt" AS "try_createdAt",
      attempt."endedAt" AS "try_endedAt"
    FROM "Payment" AS payment
    JOIN "Agency" AS agency ON agency."id" = payment."agencyId"
    JOIN "PaymentAttempt" AS attempt ON attempt."paymentId" = payment."id"
    WHERE payment."id" = ${paymentId}
    ORDER BY attempt."n"`;
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no payment ${paymentId}`);
  const { timeZone, stripeAccountId } = row;
  return { ...row, agency: { timeZone, stripeAccountId }, attempts: rows.map(tryOf) };
}

const tryOf = (row: Row): Try => ({
  id: row.try_id,
  n: row.try_n,
  state: row.try_state,
  stripeParams: row.try_stripeParams,
  stripeChargeId: row.try_stripeChargeId,
  stripePaymentMethodId: row.try_stripePaymentMethodId,
  code: row.try_code,
  declineCode: row.try_declineCode,
  createdAt: row.try_createdAt,
  endedAt: row.try_endedAt,
});
