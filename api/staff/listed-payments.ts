import type { Db } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { ofAgency, Prisma, tested } from './payments-sql.ts';

/** What a row of the list, and a line of an export, is made of. Minor units. */
export interface ListedPayment {
  id: string;
  state: string;
  createdAt: Date;
  succeededAt: Date | null;
  receiptNumber: number | null;
  amountCents: bigint;
  feeCents: bigint;
  tender: string;
  cardBrand: string | null;
  cardLast4: string | null;
  stripePaymentIntentId: string | null;
  stripeChargeId: string | null;
  /** The day, 00:00 UTC, from which Stripe pays the charge out; null: not in Stripe's record yet, or never. */
  payoutFrom: Date | null;
  /** When the books took its capture back: a bank debit that came back after it was paid. */
  returnedAt: Date | null;
  account: { givenName: string; familyName: string; email: string };
  person: { givenName: string; familyName: string; agencyPersonId: string; office: string };
}

/** Stripe's reporting category of a payment's own money, by card or from a bank account. */
export const CHARGE = 'charge';

/** As the databases give it: both write times and large numbers in their own ways. */
type Raw = Omit<
  ListedPayment,
  'account' | 'person' | 'createdAt' | 'succeededAt' | 'returnedAt' | 'amountCents' | 'feeCents'
> & {
  returnedAt: Date | string | null;
  createdAt: Date | string;
  succeededAt: Date | string | null;
  amountCents: bigint | number;
  feeCents: bigint | number;
  payerGiven: string;
  payerFamily: string;
  email: string;
  givenName: string;
  familyName: string;
  agencyPersonId: string;
  office: string;
};

/** As a test: SQLite would else find the first of them in the order of an index, and walk all of an agency's entries. */
const takenBackAt = Prisma.raw('coalesce(e."recordedAt", NULL)');

/**
 * The agency's payments with these ids, in their order: one statement, however many. The agency is a test here, of which
 * no index is made: SQLite would take the index of the agency's payments, and read all of them.
 */
export async function listedPayments(
  read: Db,
  agencyId: string,
  ids: readonly string[],
): Promise<ListedPayment[]> {
  if (ids.length === 0) return [];
  const rows = await queryRows<Raw>(read)`
    SELECT p."id", p."state", p."createdAt", p."succeededAt", p."receiptNumber", p."amountCents", p."feeCents",
      p."tender", p."cardBrand", p."cardLast4", p."stripePaymentIntentId", p."stripeChargeId",
      (SELECT min(b."availableOn") FROM "BalanceTransaction" b
        WHERE b."paymentId" = p."id" AND b."entryId" IS NOT NULL AND b."reportingCategory" = ${CHARGE}) AS "payoutFrom",
      CASE WHEN p."tender" = 'bank_debit' THEN (SELECT min(${takenBackAt}) FROM "JournalEntry" e
        WHERE e."agencyId" = p."agencyId" AND e."subjectId" = p."id" AND e."kind" = 'reversal') END AS "returnedAt",
      a."givenName" AS "payerGiven", a."familyName" AS "payerFamily", a."email",
      r."givenName", r."familyName", r."agencyPersonId", r."office"
    FROM "Payment" p JOIN "PayerAccount" a ON a."id" = p."accountId" JOIN "Person" r ON r."id" = p."personId"
    WHERE p."id" IN (${Prisma.join(padded(ids))}) AND ${ofAgency(tested, agencyId)}`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [listed(row)];
  });
}

/** To a power of two, by the last one again: so that there are few texts of the statement, which stay prepared. */
function padded(ids: readonly string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(ids.length));
  const last = ids.slice(-1);
  return [...ids, ...Array.from({ length: length - ids.length }).flatMap(() => last)];
}

function listed(row: Raw): ListedPayment {
  const { payerGiven, payerFamily, email, givenName, familyName, agencyPersonId, office, ...payment } = row;
  return {
    ...payment,
    createdAt: new Date(row.createdAt),
    succeededAt: row.succeededAt === null ? null : new Date(row.succeededAt),
    payoutFrom: row.payoutFrom === null ? null : new Date(row.payoutFrom),
    returnedAt: row.returnedAt === null ? null : new Date(row.returnedAt),
    amountCents: BigInt(row.amountCents),
    feeCents: BigInt(row.feeCents),
    account: { givenName: payerGiven, familyName: payerFamily, email },
    person: { givenName, familyName, agencyPersonId, office },
  };
}
