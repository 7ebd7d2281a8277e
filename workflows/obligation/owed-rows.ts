import type { Db, Tx } from '../../prisma/client.ts';
import { Prisma, type Obligation } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { accounts } from '../ledger/accounts.ts';

type Columns =
  | 'id'
  | 'kind'
  | 'charge'
  | 'label'
  | 'fundId'
  | 'caseId'
  | 'assessedCents'
  | 'assessedOn'
  | 'orderedCents'
  | 'orderedOn'
  | 'listed'
  | 'dueOn'
  | 'dueToDateCents'
  | 'instalmentCents'
  | 'dueDayOfMonth';

/** An obligation with one of its shares. Sums are bigint or number, as each database's driver likes it. */
export interface OwedRow extends Pick<Obligation, Columns> {
  /** Both null: not on hold. */
  holdReason: string | null;
  heldSince: Date | null;
  /** Its receivable's balance; 0 where nothing was ever posted. */
  ledgerCents: bigint | number;
  adjustedCents: bigint | number;
  reservedCents: bigint | number;
  /** All null, but the payee as it likes: it has no shares. */
  beneficiaryId: string | null;
  weight: bigint | null;
  beneficiaryKind: string | null;
  payee: string | null;
}

/**
 * All that a person owes an agency, with everything that is asked of it to quote or divide a payment: one statement,
 * as a payment asks for it under its locks. Prisma would take seven, and ask SQLite for all of the agency's debts.
 * The SQL is the same on SQLite and PostgreSQL.
 * @param whose.seenBy a payer's account, whose own declined payments hold nothing: its next payment lets them go first
 * @returns one row a share, oldest assessment first; one also where there is no share
 */
export const owedRows = (
  db: Db | Tx,
  whose: { agencyId: string; personId: string; seenBy?: string | undefined },
): Promise<OwedRow[]> => queryRows<OwedRow>(db)`
  SELECT debt."id", debt."kind", debt."charge", debt."label", debt."fundId", debt."caseId", debt."assessedCents",
    debt."assessedOn", debt."orderedCents", debt."orderedOn", debt."listed", debt."dueOn", debt."dueToDateCents",
    debt."instalmentCents", debt."dueDayOfMonth", held."reason" AS "holdReason", held."since" AS "heldSince",
    COALESCE(account."balance", 0) AS "ledgerCents",
    (SELECT CAST(COALESCE(SUM(act."amountCents"), 0) AS BIGINT) FROM "ObligationAct" AS act
      WHERE act."obligationId" = debt."id" AND act."kind" = 'adjusted') AS "adjustedCents",
    (SELECT CAST(COALESCE(SUM(part."amountCents"), 0) AS BIGINT) FROM "Reservation" AS part
      JOIN "Payment" AS payment ON payment."id" = part."paymentId"
      WHERE part."obligationId" = debt."id" AND part."releasedAt" IS NULL
        AND NOT (payment."accountId" = ${whose.seenBy ?? ''} AND payment."state" = 'declined')) AS "reservedCents",
    share."beneficiaryId", share."weight", payee."kind" AS "beneficiaryKind", payee."payee"
  FROM "ObligationObligor" AS obligor
  JOIN "Obligation" AS debt ON debt."id" = obligor."obligationId"
  LEFT JOIN "ObligationHold" AS held ON held."obligationId" = debt."id"
  LEFT JOIN "LedgerAccount" AS account ON account."agencyId" = debt."agencyId" AND account."unit" = 'USD'
    AND account."code" = CAST(${accounts.receivable('')} AS TEXT) || debt."id"
  LEFT JOIN "ObligationShare" AS share ON share."obligationId" = debt."id"
  LEFT JOIN "Beneficiary" AS payee ON payee."id" = share."beneficiaryId"
  WHERE obligor."personId" = ${whose.personId} AND debt."agencyId" = ${whose.agencyId}
  ORDER BY debt."assessedOn", debt."id", share."beneficiaryId"`;

/**
 * What is owed on each of a person's obligations by the ledger: now, or when an entry was recorded. One statement, as
 * every receipt asks for it. The SQL is the same on SQLite and PostgreSQL.
 * @param by null: now
 * @returns a balance is null where nothing was posted by then
 */
export function balanceRows(
  db: Db | Tx,
  whose: { agencyId: string; personId: string },
  by: Date | null,
): Promise<{ id: string; balance: bigint | number | null }[]> {
  const lastBy = Prisma.sql`(
    SELECT line."balanceAfter" FROM "Posting" AS line JOIN "JournalEntry" AS entry ON entry."id" = line."entryId"
    WHERE line."accountId" = account."id" AND entry."recordedAt" <= ${by}
    ORDER BY line."accountVersion" DESC LIMIT 1)`;
  return queryRows<{ id: string; balance: bigint | number | null }>(db)`
    SELECT debt."id", ${by === null ? Prisma.sql`account."balance"` : lastBy} AS "balance"
    FROM "ObligationObligor" AS obligor
    JOIN "Obligation" AS debt ON debt."id" = obligor."obligationId"
    LEFT JOIN "LedgerAccount" AS account ON account."agencyId" = debt."agencyId" AND account."unit" = 'USD'
      AND account."code" = CAST(${accounts.receivable('')} AS TEXT) || debt."id"
    WHERE obligor."personId" = ${whose.personId} AND debt."agencyId" = ${whose.agencyId}`;
}
