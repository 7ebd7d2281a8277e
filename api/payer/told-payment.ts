import type { Db } from '../../prisma/client.ts';
import type { Payment, PaymentAttempt, Person } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';

type OfPerson = Pick<Person, 'givenName' | 'familyName' | 'agencyPersonId' | 'office'>;
type LastTry = Pick<PaymentAttempt, 'n' | 'state' | 'code' | 'declineCode' | 'createdAt' | 'sentAt'>;

/** A payment with what else its payer is told. */
export interface ToldPayment extends Payment {
  person: OfPerson & { id: string };
  /** The payer's account, not the payment's. */
  accountLanguage: string;
  /** The account's tie to the person now; null: there is none any more. */
  link: { relation: string; state: string } | null;
  agency: { stripeAccountId: string | null; timeZone: string; phone: string };
  /** The newest. */
  lastTry: LastTry;
}

type Row = Payment &
  OfPerson & { accountLanguage: string; stripeAccountId: string | null; timeZone: string; phone: string } & {
    linkRelation: string | null;
    linkState: string | null;
  } & { [column in keyof LastTry as `try_${column}`]: LastTry[column] };

/**
 * A payment as its payer is to be told of it: one statement, as every answer to "pay" and to "how does it stand" reads
 * it. The SQL is the same on SQLite and PostgreSQL.
 * @throws {Error} there is no such payment, or it has no try: the two are written together
 */
export async function loadTold(read: Db, paymentId: string): Promise<ToldPayment> {
  const [row] = await queryRows<Row>(read)`
    SELECT payment.*, person."givenName", person."familyName", person."agencyPersonId", person."office",
      account."language" AS "accountLanguage", link."relation" AS "linkRelation", link."state" AS "linkState",
      agency."stripeAccountId", agency."timeZone", agency."phone", attempt."n" AS "try_n", attempt."state" AS "try_state", attempt."code" AS "try_code",
      attempt."declineCode" AS "try_declineCode", attempt."createdAt" AS "try_createdAt",
      attempt."sentAt" AS "try_sentAt"
    FROM "Payment" AS payment
    JOIN "Agency" AS agency ON agency."id" = payment."agencyId"
    JOIN "Person" AS person ON person."id" = payment."personId"
    JOIN "PayerAccount" AS account ON account."id" = payment."accountId"
    JOIN "PaymentAttempt" AS attempt ON attempt."paymentId" = payment."id"
    LEFT JOIN "PayerLink" AS link ON link."accountId" = payment."accountId" AND link."personId" = payment."personId"
    WHERE payment."id" = ${paymentId}
    ORDER BY attempt."n" DESC LIMIT 1`;
  if (row === undefined) throw new Error(`there is no payment ${paymentId}`);
  const { personId: id, givenName, familyName, agencyPersonId, office, linkRelation, linkState } = row;
  return {
    ...row,
    person: { id, givenName, familyName, agencyPersonId, office },
    link: linkRelation === null || linkState === null ? null : { relation: linkRelation, state: linkState },
    agency: { stripeAccountId: row.stripeAccountId, timeZone: row.timeZone, phone: row.phone },
    lastTry: {
      n: row.try_n,
      state: row.try_state,
      code: row.try_code,
      declineCode: row.try_declineCode,
      createdAt: row.try_createdAt,
      sentAt: row.try_sentAt,
    },
  };
}
